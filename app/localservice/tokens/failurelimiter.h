// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QHash>
#include <QString>

#include <deque>
#include <optional>

namespace parley::localservice {

/// Slows down guessing. After some wrong passwords for one name within a minute, attempts for that
/// name are checked a fixed time apart. The right password has to wait for its turn as well, so the
/// wait is short: other users' mistakes do not keep the owner of an account out.
class FailureLimiter final
{
public:
    static constexpr std::size_t MaxFailures = 10;
    static constexpr std::chrono::milliseconds Window = std::chrono::seconds(60);
    static constexpr std::chrono::milliseconds Pace = std::chrono::milliseconds(200);
    static constexpr std::chrono::milliseconds LongestWait = std::chrono::seconds(1);
    static constexpr qsizetype MaxNames = 1000; ///< whose failures are remembered

    explicit FailureLimiter(const Clock &clock)
        : m_clock(clock)
    { }

    /// How long an attempt for \a name waits before it is checked; its turn is taken. Empty: it
    /// would wait longer than LongestWait, and has no turn.
    [[nodiscard]] std::optional<std::chrono::milliseconds> takeTurn(const QString &name);
    void failed(const QString &name);
    void succeeded(const QString &name) { m_names.remove(name); }

private:
    struct Attempts
    {
        std::deque<MonotonicTime> failures {}; // the last ones
        MonotonicTime nextTurn {};
    };

    void makeRoom();

    const Clock &m_clock;
    QHash<QString, Attempts> m_names;
};

} // namespace parley::localservice
