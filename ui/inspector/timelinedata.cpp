// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/timelinedata.h"

#include "errortexts.h"

#include <algorithm>

namespace parley::ui {
namespace {

constexpr std::chrono::minutes Soon { 5 };

} // namespace

TimelineData::TimelineData(TokenManager &tokens, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_tokens(tokens)
    , m_clock(clock)
{
    connect(&m_tokens, &TokenManager::tokenChanged, this, &TimelineData::addLife);
    connect(&m_tokens, &TokenManager::tokenUpdateFailed, this, [this](const TokenError &error) {
        addMark(MarkKind::Failed, ErrorTexts::describe(error).summary);
    });
    connect(&m_tokens, &TokenManager::tokenAboutToExpire, this,
            [this] { addMark(MarkKind::AboutToExpire, tr("The token is about to expire.")); });
    connect(&m_tokens, &TokenManager::tokenExpired, this, [this] {
        // The bar of a token that the service ended early ends there as well.
        if (!m_lives.empty())
            m_lives.back().until = std::min(m_lives.back().until, m_clock.wallNow());
        addMark(MarkKind::Expired, tr("The token expired."));
    });
    connect(&m_tokens, &TokenManager::scheduleChanged, this, &TimelineData::changed);
    if (m_tokens.generation() > 0)
        addLife(m_tokens.generation());
}

std::optional<WallTime> TimelineData::plannedRefresh() const
{
    const std::optional<std::chrono::milliseconds> next = m_tokens.nextAttemptIn();
    if (!next)
        return std::nullopt;
    return m_clock.wallNow() + *next;
}

std::optional<WallTime> TimelineData::recentSince() const
{
    WallTime since = now();
    size_t count = 0;
    int tokens = 0;
    for (auto mark = m_marks.rbegin(); mark != m_marks.rend() && tokens < 2; ++mark, ++count) {
        if (since - mark->at > Soon)
            break;
        since = mark->at;
        tokens += mark->kind == MarkKind::Arrived ? 1 : 0;
    }
    return count > 1 ? std::optional(since) : std::nullopt;
}

void TimelineData::addLife(quint64 generation)
{
    const std::optional<AccessToken> token = m_tokens.token();
    if (!token)
        return;
    // The one before is not used any more, however long it would have lived.
    if (!m_lives.empty())
        m_lives.back().until = std::min(m_lives.back().until, m_clock.wallNow());
    const WallTime until = token->expiresAt() - m_tokens.serverClockOffset();
    m_lives.push_back(
        { generation, m_clock.wallNow(), until, until - m_tokens.policy().aboutToExpireLead });
    if (m_lives.size() > KeptLives)
        m_lives.pop_front();
    addMark(MarkKind::Arrived, tr("Token %1 arrived.").arg(generation));
}

void TimelineData::addMark(MarkKind kind, const QString &text)
{
    m_marks.push_back({ kind, m_clock.wallNow(), text });
    if (m_marks.size() > KeptMarks)
        m_marks.pop_front();
    Q_EMIT changed();
}

double TimeWindow::fraction(WallTime at) const
{
    const double whole = double(std::max<qint64>(1, (until - from).count()));
    return double((at - from).count()) / whole;
}

TimeWindow TimeWindow::around(const TimelineData &data, std::chrono::seconds span)
{
    using std::chrono::milliseconds;
    const WallTime now = data.now();
    if (span.count() > 0) {
        const milliseconds whole = span;
        return { now - whole * 6 / 10, now + whole * 4 / 10 };
    }
    WallTime from = now;
    WallTime until = now + std::chrono::seconds(30);
    if (!data.marks().empty())
        from = std::min(from, data.marks().front().at);
    if (!data.lives().empty())
        until = std::max(until, data.lives().back().until);
    // A margin at the end, so that the expiry does not stand on the frame.
    return { from, until + (until - from) / 50 };
}

} // namespace parley::ui
