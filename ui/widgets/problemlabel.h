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

/// For labels whose lines wrap: they do not make \a window grow by themselves, but squeeze the
/// rest.
inline void growToFit(QWidget &window)
{
    QLayout *layout = window.layout();
    if (layout == nullptr || !layout->hasHeightForWidth() || !window.isVisible())
        return;
    layout->activate();
    const int needed = layout->totalHeightForWidth(window.width());
    if (needed <= window.height())
        return;
    window.resize(window.width(), needed);
    placeWindow(window);
}

/// Shows \a problem in \a label and says it to assistive technology.
inline void showProblemIn(QLabel *label, const QString &problem)
{
    label->setText(problem);
    label->show();
    growToFit(*label->window());
    announce(label, problem);
}

} // namespace parley::ui
