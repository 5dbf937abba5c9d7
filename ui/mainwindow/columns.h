// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QDockWidget;
class QMainWindow;
class QSplitter;
class QToolButton;
class QWidget;

namespace parley::ui {

/// Shows as much of list, conversation and inspector as the window has room for. Where list and
/// conversation do not fit side by side, one of them is shown, with a way back to the list; in a
/// narrow window the inspector covers both.
class Columns final : public QObject
{
    Q_OBJECT

public:
    // The least that each of them needs.
    static constexpr int ListWidth = 200;
    static constexpr int PageWidth = 280;
    static constexpr int InspectorWidth = 306;
    static constexpr int Gap = 8; ///< the handle between the conversation and the inspector
    /// A window below this width has one column.
    static constexpr int OneColumnWidth = 640;

    /// \a splitter holds \a list and the conversation; all must outlive this object. Call update()
    /// when the size of \a window or the place of \a inspector has changed.
    Columns(QMainWindow &window, QSplitter &splitter, QWidget &list, QWidget &page,
            QDockWidget &inspector);

    void update();
    /// What is shown where only one of them fits; the inspector gives way if it covers them.
    void showPage();
    void showList();
    [[nodiscard]] bool isListShown() const;

Q_SIGNALS:
    /// The user asks for the list: call showList(), and give it the keyboard.
    void listRequested();

private:
    [[nodiscard]] bool hasInspector() const;
    void uncover();

    QMainWindow &m_window;
    QSplitter &m_splitter;
    QWidget &m_list;
    QWidget &m_pageBox; ///< the conversation, below the way back
    QDockWidget &m_inspector;
    QToolButton *m_back = nullptr;
    bool m_isListChosen = true;
    int m_inspectorWidth = 340; ///< before it covered the window
};

} // namespace parley::ui
