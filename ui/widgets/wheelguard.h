// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QEvent>
#include <QWidget>

namespace parley::ui {

/// Keeps the wheel from changing the value of a field that only came under the pointer while its
/// page was scrolled.
class WheelGuard final : public QObject
{
public:
    /// For \a field, which owns the guard.
    static void protect(QWidget &field)
    {
        field.setFocusPolicy(Qt::StrongFocus); // not by the wheel
        field.installEventFilter(new WheelGuard(&field));
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *field = static_cast<QWidget *>(watched);
        if (event->type() != QEvent::Wheel || field->hasFocus())
            return false;
        event->ignore(); // the page scrolls
        return true;
    }

private:
    explicit WheelGuard(QWidget *field)
        : QObject(field)
    { }
};

} // namespace parley::ui
