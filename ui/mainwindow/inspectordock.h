// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDockWidget>

class QMainWindow;
class QScrollArea;

namespace parley::ui {

class TokenInspector;

/// The place of the token inspector at the edge of the window, under a title with a button that
/// hides it. On a low window the inspector scrolls; it never makes the window higher than the
/// screen.
class InspectorDock final : public QDockWidget
{
    Q_OBJECT

public:
    /// \a window owns this object, and this object owns \a inspector.
    InspectorDock(TokenInspector &inspector, QMainWindow &window);

    /// Goes to the end of the line, as people read. Call it when the direction has changed.
    void place();
    /// Scrolls to \a part of the inspector and gives it the keyboard.
    void reveal(QWidget &part);

private:
    QWidget *makeTitle();

    QMainWindow &m_window;
    QScrollArea *m_scroll = nullptr;
};

} // namespace parley::ui
