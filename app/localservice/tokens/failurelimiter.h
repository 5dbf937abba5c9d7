// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QHash>
#include <QString>

#include <deque>
#include <optional>

namespace parley::localservice {

/// Slows down guessing: after so many wrong passwords for one name within a minute, that name has
/// to wait. Right ones are not held up, however many come at once; how many guesses may be under
/// way is bounded elsewhere.
class FailureLimiter final
{
public:
    static constexpr std::size_t MaxFailures = 10;
    static constexpr std::chrono::milliseconds Window = std::chrono::seconds(60);

    explicit FailureLimiter(const Clock &clock)
        : m_clock(clock)
    { }

    /// How long \a name has to wait; empty: it may try.
    [[nodiscard]] std::optional<std::chrono::milliseconds> waitFor(const QString &name) const;
    void failed(const QString &name);
    void succeeded(const QString &name) { m_failures.remove(name); }

private:
    using Moments = std::deque<MonotonicTime>;
    void forgetOld();
    [[nodiscard]] QString bucketOf(const QString &name) const;

    const Clock &m_clock;
    QHash<QString, Moments> m_failures;
};

} // namespace parley::localservice
