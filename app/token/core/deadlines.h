// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <algorithm>
#include <array>
#include <optional>

namespace parley {

/// What the lifecycle plans. Of several moments that are due, the earliest comes first, and of
/// equal ones the first of this list.
enum class Deadline {
    AttemptEnd, ///< also of a credential that is being reloaded
    AttemptStart, ///< an attempt waits for the next second
    AboutToExpire,
    Expiry,
    NextAttempt,
    EarlyTokenDue, ///< a token that came before its `nbf` may be used
    WakeDelayEnd,
    WarningCheck, ///< time alone may change the warning
};

/// The moments that are planned, at most one of each kind.
class Deadlines
{
public:
    static constexpr std::size_t Kinds = std::size_t(Deadline::WarningCheck) + 1;

    void set(Deadline deadline, MonotonicTime at) { m_at[index(deadline)] = at; }
    void clear(Deadline deadline) { m_at[index(deadline)].reset(); }
    void clearAll() { m_at = {}; }
    [[nodiscard]] std::optional<MonotonicTime> at(Deadline deadline) const
    {
        return m_at[index(deadline)];
    }
    [[nodiscard]] bool isSet(Deadline deadline) const { return at(deadline).has_value(); }
    /// The earliest moment; empty: nothing is planned.
    [[nodiscard]] std::optional<MonotonicTime> next() const
    {
        std::optional<MonotonicTime> first;
        for (const auto &at : m_at) {
            if (at && (!first || *at < *first))
                first = at;
        }
        return first;
    }
    /// Removes the earliest one. Only while next() is not empty.
    Deadline takeNext()
    {
        const auto first = std::ranges::find(m_at, next());
        first->reset();
        return Deadline(first - m_at.begin());
    }

private:
    [[nodiscard]] static std::size_t index(Deadline deadline) { return std::size_t(deadline); }

    std::array<std::optional<MonotonicTime>, Kinds> m_at {};
};

} // namespace parley
