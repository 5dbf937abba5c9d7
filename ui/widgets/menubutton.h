// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QCursor>
#include <QEvent>
#include <QMenu>
#include <QToolButton>

namespace parley::ui {

/// While its menu is open a button is not told that the pointer leaves it, and looks hovered for
/// ever after. \a button is told when \a menu closes.
inline void endHoverWithMenu(QToolButton &button, QMenu &menu)
{
    QObject::connect(&menu, &QMenu::aboutToHide, &button, [&button] {
        if (button.rect().contains(button.mapFromGlobal(QCursor::pos())))
            return;
        button.setAttribute(Qt::WA_UnderMouse, false);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(&button, &leave);
        button.update();
    });
}

} // namespace parley::ui
