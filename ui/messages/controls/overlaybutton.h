// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractScrollArea>
#include <QCoreApplication>
#include <QToolButton>
#include <QWheelEvent>

namespace parley::ui {

/// A button that lies over the messages. It does not take the focus from them, and they scroll on
/// when it slides below the pointer.
class OverlayButton : public QToolButton
{
    Q_OBJECT

public:
    explicit OverlayButton(QWidget *parent)
        : QToolButton(parent)
    {
        setFocusPolicy(Qt::NoFocus);
        setCursor(Qt::PointingHandCursor);
    }

protected:
    /// A scroll area takes wheel events by its viewport only.
    void wheelEvent(QWheelEvent *event) override
    {
        QAbstractScrollArea *area = nullptr;
        for (QWidget *above = parentWidget(); above != nullptr && area == nullptr;
             above = above->parentWidget())
            area = qobject_cast<QAbstractScrollArea *>(above);
        if (area == nullptr) {
            event->ignore();
            return;
        }
        QWidget *viewport = area->viewport();
        QWheelEvent forwarded(viewport->mapFromGlobal(event->globalPosition()),
                              event->globalPosition(), event->pixelDelta(), event->angleDelta(),
                              event->buttons(), event->modifiers(), event->phase(),
                              event->inverted());
        QCoreApplication::sendEvent(viewport, &forwarded);
    }
};

} // namespace parley::ui
