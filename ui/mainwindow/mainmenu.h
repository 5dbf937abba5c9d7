// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QKeySequence>
#include <QMenu>

namespace parley::ui {

class MainWindow;
struct MainWindowParts;

/// The menu of a main window: every command with its text and its keys, which also work while the
/// menu is closed.
class MainMenu final : public QMenu
{
    Q_OBJECT

public:
    /// Carries out the commands on \a window, which owns this object and is complete but for it.
    MainMenu(MainWindow &window, const MainWindowParts &parts);

private:
    void addConversations();
    void addViews();
    void addTextSizes();
    void addHelp();
    template <typename Receiver, typename Slot>
    QAction *addCommand(QMenu &menu, const QString &text, const QList<QKeySequence> &keys,
                        Receiver *receiver, Slot slot);
    void addOwn(QAction *action);

    MainWindow &m_window;
    const MainWindowParts &m_parts;
};

} // namespace parley::ui
