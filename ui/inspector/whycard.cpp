// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/whycard.h"

#include "errortexts.h"
#include "text/tooltips.h"
#include "theme/themecolors.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

using Part = TokenExplanation::Part;
using Tone = TokenExplanation::Tone;

constexpr int StripeWidth = 4;
constexpr int Margin = 6;

/// A sign, so that the tone is seen without colour.
QString signOf(Tone tone)
{
    switch (tone) {
    case Tone::Fine:
        return u"✓"_s;
    case Tone::Trouble:
        return u"⚠"_s;
    case Tone::Stopped:
        return u"✕"_s;
    }
    Q_UNREACHABLE();
}

QLabel *makeLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

WhyCard::WhyCard(QWidget *parent)
    : QFrame(parent)
    , m_scroll(new QScrollArea(this))
{
    auto *content = new QWidget(m_scroll);
    m_headline = makeLabel(content);
    m_trace = new QPushButton(tr("Show in the trace"), content);
    setFocusPolicy(Qt::StrongFocus); // the sentences can be reached by keyboard
    QFont bold = m_headline->font();
    bold.setBold(true);
    m_headline->setFont(bold);
    m_trace->setToolTip(tr("Shows each step that led here, in the page “Events”"));
    connect(m_trace, &QPushButton::clicked, this, [this] {
        if (m_explanation.since)
            Q_EMIT traceRequested(*m_explanation.since);
    });
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_headline);
    for (QLabel *&part : m_parts) {
        part = makeLabel(content);
        layout->addWidget(part);
    }
    layout->addWidget(m_trace, 0, Qt::AlignLeading);
    layout->addStretch(1);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(content);
    // The card has painted its own ground.
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    auto *around = new QVBoxLayout(this);
    around->setContentsMargins(StripeWidth + 10, Margin, 10, Margin);
    around->addWidget(m_scroll);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void WhyCard::setExplanation(const TokenExplanation &explanation)
{
    const bool hasToneChanged = explanation.tone != m_explanation.tone;
    m_explanation = explanation;
    std::array<QStringList, 4> parts;
    for (const TokenExplanation::Line &line : explanation.lines)
        parts[size_t(line.part)].append(ErrorTexts::words(line.sentence, explanation.at));
    QString first;
    if (QStringList &happened = parts[size_t(Part::Happened)]; !happened.isEmpty())
        first = happened.takeFirst();
    m_headline->setText(signOf(explanation.tone) + u' ' + first);
    for (size_t i = 0; i < m_parts.size(); ++i) {
        m_parts[i]->setText(parts[i].join(u' '));
        m_parts[i]->setVisible(!parts[i].isEmpty());
    }
    m_trace->setVisible(explanation.since.has_value());
    const QString all = text();
    if (all != accessibleDescription()) {
        setAccessibleName(tr("Why: %1").arg(first));
        setAccessibleDescription(all);
    }
    setToolTip(toolTipText(all));
    if (hasToneChanged)
        m_wantedHeight = 0;
    applyColors();
    keepHeight();
}

QString WhyCard::headline() const
{
    return m_headline->text().mid(2);
}

QString WhyCard::text() const
{
    QStringList sentences { headline() };
    for (const QLabel *part : m_parts) {
        if (!part->text().isEmpty())
            sentences.append(part->text());
    }
    return sentences.join(u' ');
}

/// What stands below does not move with each second of a countdown: the card only grows, until
/// another tone begins.
void WhyCard::keepHeight()
{
    const QMargins around = layout()->contentsMargins();
    const int room = width() - around.left() - around.right();
    const int needed = m_scroll->widget()->layout()->totalHeightForWidth(room) + 2 * Margin;
    if (needed <= m_wantedHeight)
        return;
    m_wantedHeight = needed;
    updateGeometry();
}

QSize WhyCard::sizeHint() const
{
    return { 220, std::max(m_wantedHeight, minimumSizeHint().height()) };
}

/// One line; all of it for the user who has come to read it.
QSize WhyCard::minimumSizeHint() const
{
    const int line = fontMetrics().height() + 2 * Margin;
    return { 120, hasFocus() ? std::max(line, m_wantedHeight) : line };
}

void WhyCard::focusInEvent(QFocusEvent *event)
{
    QFrame::focusInEvent(event);
    updateGeometry();
    update();
}

void WhyCard::focusOutEvent(QFocusEvent *event)
{
    QFrame::focusOutEvent(event);
    updateGeometry();
    update();
}

void WhyCard::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = m_scroll->verticalScrollBar();
    if (event->key() == Qt::Key_Down)
        bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    else if (event->key() == Qt::Key_Up)
        bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
    else
        QFrame::keyPressEvent(event);
}

void WhyCard::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        m_wantedHeight = 0;
        keepHeight();
    }
}

void WhyCard::applyColors()
{
    const ThemeColors &colors = colorsFor(palette());
    QPalette headline = palette();
    if (m_explanation.tone == Tone::Trouble)
        headline.setColor(QPalette::WindowText, colors.caution);
    else if (m_explanation.tone == Tone::Stopped)
        headline.setColor(QPalette::WindowText, colors.error);
    if (m_headline->palette() != headline)
        m_headline->setPalette(headline);
}

void WhyCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_trace != nullptr)
        applyColors();
}

void WhyCard::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = colorsFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? colors.link : colors.border, hasFocus() ? 2 : 1));
    painter.setBrush(colors.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    const QColor stripe = m_explanation.tone == Tone::Fine ? colors.success
        : m_explanation.tone == Tone::Trouble              ? colors.caution
                                                           : colors.error;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const QRectF bar(isMirrored ? width() - StripeWidth - 4 : 4, 8, StripeWidth, height() - 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(stripe);
    painter.drawRoundedRect(bar, StripeWidth / 2.0, StripeWidth / 2.0);
}

} // namespace parley::ui
