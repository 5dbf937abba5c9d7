// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/tokentimeline.h"

#include "errortexts.h"
#include "text/timetexts.h"
#include "text/tooltips.h"
#include "theme/themecolors.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace parley::ui {
namespace {

constexpr size_t KeptMarks = 200;
constexpr size_t KeptLives = 60;
constexpr qreal MarkSize = 5;
constexpr qreal BarHeight = 8;

QDateTime dateTime(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), Qt::UTC);
}

} // namespace

TokenTimeline::TokenTimeline(TokenManager &tokens, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_tokens(tokens)
    , m_clock(clock)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&m_tokens, &TokenManager::tokenChanged, this, &TokenTimeline::addLife);
    connect(&m_tokens, &TokenManager::tokenUpdateFailed, this, [this](const TokenError &error) {
        addMark(MarkKind::Failed, ErrorTexts::describe(error).summary);
    });
    connect(&m_tokens, &TokenManager::tokenExpired, this,
            [this] { addMark(MarkKind::Expired, tr("The token expired.")); });
    if (m_tokens.generation() > 0)
        addLife(m_tokens.generation());
    describe();
}

void TokenTimeline::addLife(quint64 generation)
{
    const std::optional<AccessToken> token = m_tokens.token();
    if (!token.has_value())
        return;
    const auto offset = m_tokens.serverClockOffset();
    const WallTime now = m_clock.wallNow();
    m_lives.push_back({ generation, now, token->expiresAt() - offset });
    if (m_lives.size() > KeptLives)
        m_lives.erase(m_lives.begin());
    addMark(MarkKind::Refreshed, tr("Token %1 arrived.").arg(generation));
}

void TokenTimeline::addMark(MarkKind kind, const QString &text)
{
    m_marks.push_back({ kind, m_clock.wallNow(), text });
    if (m_marks.size() > KeptMarks)
        m_marks.erase(m_marks.begin());
    describe();
    update();
}

void TokenTimeline::describe()
{
    const auto failures = std::count_if(m_marks.begin(), m_marks.end(), [](const Mark &mark) {
        return mark.kind == MarkKind::Failed;
    });
    setAccessibleName(tr("Timeline of tokens"));
    const QString tokens = tr("%n token(s)", nullptr, int(m_lives.size()));
    const QString failed = tr("%n failed attempt(s)", nullptr, int(failures));
    setAccessibleDescription(tokens + u", "_qs + failed);
}

QRectF TokenTimeline::area() const
{
    return QRectF(rect()).adjusted(8, 8, -8, -20);
}

qreal TokenTimeline::position(WallTime at) const
{
    WallTime from = m_clock.wallNow();
    WallTime until = from + std::chrono::seconds(30);
    for (const Life &life : m_lives) {
        from = std::min(from, life.from);
        until = std::max(until, life.until);
    }
    for (const Mark &mark : m_marks)
        from = std::min(from, mark.at);
    const QRectF rect = area();
    const double whole = double(std::max<qint64>(1, (until - from).count()));
    return rect.left() + rect.width() * double((at - from).count()) / whole;
}

void TokenTimeline::paintLives(QPainter &painter) const
{
    const ThemeColors &colors = colorsFor(palette());
    const QRectF rect = area();
    for (size_t i = 0; i < m_lives.size(); ++i) {
        const bool current = i + 1 == m_lives.size();
        const qreal left = position(m_lives[i].from);
        const qreal right = position(m_lives[i].until);
        // Neighbours overlap in time, so they take turns in height.
        const qreal y = rect.top() + (i % 2 == 0 ? 0 : BarHeight + 3);
        const QRectF bar(left, y, std::max(3.0, right - left), BarHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(current ? colors.link : colors.border);
        painter.drawRoundedRect(bar, 3, 3);
    }
    const qreal now = position(m_clock.wallNow());
    painter.setPen(QPen(colors.text, 1, Qt::DashLine));
    painter.drawLine(QPointF(now, rect.top() - 4), QPointF(now, rect.bottom()));
}

void TokenTimeline::paintMarks(QPainter &painter) const
{
    const ThemeColors &colors = colorsFor(palette());
    const qreal y = area().bottom() - MarkSize - 5;
    for (const Mark &mark : m_marks) {
        const QPointF center(position(mark.at), y);
        switch (mark.kind) {
        case MarkKind::Refreshed:
            painter.setPen(Qt::NoPen);
            painter.setBrush(colors.success);
            painter.drawEllipse(center, MarkSize - 0.5, MarkSize - 0.5);
            break;
        case MarkKind::Failed: {
            QPainterPath triangle;
            triangle.moveTo(center + QPointF(0, -MarkSize));
            triangle.lineTo(center + QPointF(MarkSize, MarkSize - 1));
            triangle.lineTo(center + QPointF(-MarkSize, MarkSize - 1));
            triangle.closeSubpath();
            painter.setPen(Qt::NoPen);
            painter.setBrush(colors.error);
            painter.drawPath(triangle);
            break;
        }
        case MarkKind::Expired:
            painter.setPen(QPen(colors.error, 2));
            painter.drawLine(center + QPointF(-4, -4), center + QPointF(4, 4));
            painter.drawLine(center + QPointF(-4, 4), center + QPointF(4, -4));
            break;
        }
    }
}

void TokenTimeline::paintAxis(QPainter &painter) const
{
    const ThemeColors &colors = colorsFor(palette());
    const QRectF rect = area();
    painter.setPen(colors.border);
    painter.drawLine(QPointF(rect.left(), rect.bottom()), QPointF(rect.right(), rect.bottom()));
    WallTime from = m_clock.wallNow();
    WallTime until = from + std::chrono::seconds(30);
    if (!m_marks.empty())
        from = std::min(from, m_marks.front().at);
    for (const Life &life : m_lives)
        until = std::max(until, life.until);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.82);
    painter.setFont(small);
    painter.setPen(colors.mutedText);
    const QRectF line(rect.left(), rect.bottom() + 2, rect.width(), 18);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, TimeTexts::timeOfDay(dateTime(from)));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                     TimeTexts::timeOfDay(dateTime(until)));
}

void TokenTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors &colors = colorsFor(palette());
    painter.setPen(colors.border);
    painter.setBrush(colors.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    if (m_marks.empty()) {
        painter.setPen(colors.mutedText);
        painter.drawText(rect(), Qt::AlignCenter, tr("No token yet"));
        return;
    }
    paintAxis(painter);
    paintLives(painter);
    paintMarks(painter);
}

QString TokenTimeline::textAt(const QPoint &point) const
{
    for (auto mark = m_marks.rbegin(); mark != m_marks.rend(); ++mark) {
        if (std::abs(position(mark->at) - point.x()) <= MarkSize + 1)
            return TimeTexts::timeWithSeconds(dateTime(mark->at)) + u' ' + mark->text;
    }
    return {};
}

bool TokenTimeline::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString text = textAt(help->pos());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), toolTipText(text), this);
    return true;
}

} // namespace parley::ui
