// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/announce.h"
#include "widgets/windowplacement.h"

#include <QLabel>
#include <QLayout>

namespace parley::ui {

/// For what went wrong in a dialog; hidden until there is something.
[[nodiscard]] inline QLabel *makeProblemLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::BrightText);
    label->hide();
    return label;
}

/// Shows \a problem in \a label and says it to assistive technology.
inline void showProblemIn(QLabel *label, const QString &problem)
{
    label->setText(problem);
    label->show();
    // Lines that wrap do not make a window grow by themselves; they would squeeze the fields.
    QWidget *window = label->window();
    if (QLayout *layout = window->layout(); layout != nullptr && layout->hasHeightForWidth()) {
        layout->activate();
        const int needed = layout->totalHeightForWidth(window->width());
        if (needed > window->height()) {
            window->resize(window->width(), needed);
            placeWindow(*window);
        }
    }
    announce(label, problem);
}

} // namespace parley::ui
