// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QKeyEvent>

namespace parley::ui {

/// For the event filter of a field above \a list: the keys that move through a list go to the list,
/// while the field keeps the focus. True: \a event was such a key.
[[nodiscard]] inline bool moveInList(QAbstractItemView &list, QEvent &event)
{
    if (event.type() != QEvent::KeyPress)
        return false;
    const int key = static_cast<QKeyEvent &>(event).key();
    if (key != Qt::Key_Up && key != Qt::Key_Down && key != Qt::Key_PageUp
        && key != Qt::Key_PageDown)
        return false;
    QCoreApplication::sendEvent(&list, &event);
    return true;
}

} // namespace parley::ui
