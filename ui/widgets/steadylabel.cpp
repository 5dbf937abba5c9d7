// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "widgets/steadylabel.h"

#include <QResizeEvent>

#include <algorithm>

namespace parley::ui {

SteadyLabel::SteadyLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setAlignment(Qt::AlignLeading | Qt::AlignTop);
}

void SteadyLabel::setPossibleTexts(const QStringList &texts)
{
    m_texts = texts;
    setMinimumHeight(heightForWidth(width()));
    updateGeometry();
}

int SteadyLabel::heightForWidth(int width) const
{
    int height = fontMetrics().height();
    for (const QString &text : m_texts) {
        const QRect bounds(0, 0, std::max(1, width), 10000);
        height = std::max(height,
                          fontMetrics()
                              .boundingRect(bounds, int(Qt::AlignLeading) | Qt::TextWordWrap, text)
                              .height());
    }
    return height + 2;
}

/// Not that of the text of the moment.
QSize SteadyLabel::sizeHint() const
{
    return { std::max(80, width()), minimumSizeHint().height() };
}

QSize SteadyLabel::minimumSizeHint() const
{
    return { 80, heightForWidth(std::max(80, width())) };
}

/// Layouts ask for the height of a width where they can; this is for those that cannot.
void SteadyLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        setMinimumHeight(heightForWidth(event->size().width()));
}

} // namespace parley::ui
