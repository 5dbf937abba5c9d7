// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/lifecycletypes.h"

#include <optional>

namespace parley {

class StateKey;

/// What the server's clock shows: the local wall clock at first, then what the `Date` of answers
/// and refusals of a token ('expired') tell. Runs on the monotonic clock: once an answer has told
/// the time, setting the local clock moves nothing. Keeps an interval that surely holds the truth
/// and moves the estimate only when it has left that interval: whole seconds in `Date` do not make
/// it jitter.
class ServerClock
{
public:
    using Millis = std::chrono::milliseconds;
    /// How far a refusal may contradict what `Date` has told before it is not believed.
    static constexpr Millis MaxDisagreement = std::chrono::minutes(5);
    /// By how much one `Date` may move what others have told; a larger step must be told twice.
    static constexpr Millis LargestStep = std::chrono::hours(24);

    ServerClock(WallTime wallNow, MonotonicTime now)
        : m_base(wallNow.time_since_epoch() - now)
    { }

    [[nodiscard]] WallTime now(MonotonicTime now) const { return WallTime(m_base + m_ahead + now); }
    /// Half the width of the interval; empty: only the local clock is known.
    [[nodiscard]] std::optional<Millis> errorBound() const;

    /// An answer said \a date; its request left at \a sent and it came at \a received.
    void observeDate(WallTime date, MonotonicTime sent, MonotonicTime received);
    /// The service called a token that ends at \a expiry expired. False: that cannot be a matter of
    /// the clock, and nothing was changed.
    bool observeExpired(WallTime expiry, MonotonicTime now);
    /// Takes back what observeExpired() told; false if there was nothing.
    bool forgetRefusals();
    /// A new sign-in: the next answer is believed as the first one was.
    void forgetAnswers();
    /// The machine slept so long, which the monotonic clock has not counted.
    void observeSleep(Millis slept);
    /// The same, but perhaps its clock was only set forward: the next answer decides.
    void observeSleepPerhaps(Millis slept);
    /// The local clock was set. It counts as long as no answer has told anything better.
    void observeSet(Millis by);

    /// Defined and called by the exhaustive test alone.
    void addTo(StateKey &key, const Now &now) const;

private:
    /// Server time minus monotonic time, since 1970.
    using Base = Millis;
    struct Interval
    {
        Base low {};
        Base high {};
    };

    /// Far from what is known, and told only once.
    [[nodiscard]] bool isDoubtful(const Interval &told) const;

    Base m_base;
    std::optional<Interval> m_known {};
    std::optional<Interval> m_doubted {}; // what the last answer told, if it is not believed yet
    Millis m_ahead {}; // by refusals; on top of m_base
};

} // namespace parley
