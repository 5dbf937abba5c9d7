// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QKeyEvent>

namespace parley::ui {

/// Gives a list the keys that move through it, while the field above it keeps the focus.
class ListKeys final : public QObject
{
public:
    /// \a field owns this object. \a list must outlive it.
    ListKeys(QWidget &field, QAbstractItemView &list)
        : QObject(&field)
        , m_list(list)
    {
        field.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != QEvent::KeyPress)
            return false;
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key != Qt::Key_Up && key != Qt::Key_Down && key != Qt::Key_PageUp
            && key != Qt::Key_PageDown)
            return false;
        QCoreApplication::sendEvent(&m_list, event);
        return true;
    }

private:
    QAbstractItemView &m_list;
};

} // namespace parley::ui
