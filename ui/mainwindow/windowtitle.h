// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "mainwindow/mainwindowparts.h"

#include <QObject>

class QAbstractItemModel;

namespace parley::ui {

class ConversationPage;
class DesktopPresence;

/// The title of a main window: the open conversation, the user and the back end, and how much is
/// unread. Tells the same to the desktop.
class WindowTitle final : public QObject
{
    Q_OBJECT

public:
    /// \a conversations has ConversationListModel's roles. \a window owns this object; all others
    /// must outlive it.
    WindowTitle(const MainWindowParts &parts, const QAbstractItemModel &conversations,
                const ConversationPage &page, DesktopPresence &presence, QWidget &window);

    /// Call it when another conversation is open.
    void update();

private:
    [[nodiscard]] int unread() const;

    const MainWindowParts m_parts;
    const QAbstractItemModel &m_conversations;
    const ConversationPage &m_page;
    DesktopPresence &m_presence;
    QWidget &m_window;
};

} // namespace parley::ui
