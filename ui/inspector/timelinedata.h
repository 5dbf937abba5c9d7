// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenmanager.h"

#include <QObject>

#include <deque>

namespace parley::ui {

/// What happened to the tokens of this session, for the timeline: each life and each mark.
class TimelineData final : public QObject
{
    Q_OBJECT

public:
    static constexpr size_t KeptMarks = 200;
    static constexpr size_t KeptLives = 60;

    enum class MarkKind {
        Arrived,
        Failed,
        AboutToExpire,
        Expired,
        Planned, ///< the next refresh: drawn like a mark, but not among marks()
    };
    struct Life
    {
        quint64 generation = 0;
        WallTime from {}; ///< its arrival, by this computer's clock like all the others
        WallTime until {};
        WallTime lastMinutes {}; ///< from then on it is about to expire
        bool operator==(const Life &) const = default;
    };
    struct Mark
    {
        MarkKind kind = MarkKind::Arrived;
        WallTime at {};
        QString text {};
    };

    /// Both must outlive this object.
    TimelineData(TokenManager &tokens, Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const std::deque<Life> &lives() const { return m_lives; }
    [[nodiscard]] const std::deque<Mark> &marks() const { return m_marks; }
    /// When the next request is planned; empty: none is.
    [[nodiscard]] std::optional<WallTime> plannedRefresh() const;
    [[nodiscard]] WallTime now() const { return m_clock.wallNow(); }
    /// When the present activity began: the first of the latest marks, each of which came within
    /// five minutes of the one before; never earlier than the arrival of the previous token. Empty:
    /// nothing has happened lately, or a token arrived and nothing else.
    [[nodiscard]] std::optional<WallTime> recentSince() const;

Q_SIGNALS:
    void changed();

private:
    void addLife(quint64 generation);
    void addMark(MarkKind kind, const QString &text);

    TokenManager &m_tokens;
    Clock &m_clock;
    std::deque<Life> m_lives;
    std::deque<Mark> m_marks;
};

/// The part of time that is drawn.
struct TimeWindow
{
    WallTime from {};
    WallTime until {};

    /// 0 at `from`, 1 at `until`; outside of both for what is outside.
    [[nodiscard]] double fraction(WallTime at) const;
    /// \a span zero: all marks, and the life of the token in use to its end. Else that much time
    /// around now, most of it behind.
    [[nodiscard]] static TimeWindow around(const TimelineData &data, std::chrono::seconds span);
};

} // namespace parley::ui
