// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"
#include "token/reachability.h"
#include "twilsock/backoff.h"

#include <functional>
#include <optional>

namespace parley::twilsock {

/// Decides when the next attempt to connect comes: by the back-off, after the wait that the service
/// has named, and never while there is no network.
class Reconnection
{
public:
    /// \a connect makes the attempt. \a clock and \a reachability must outlive this object.
    Reconnection(Clock &clock, const Reachability &reachability, RandomSource random,
                 std::function<void()> connect);

    /// There is a network, and the wait that the service has named is over.
    [[nodiscard]] bool mayConnectNow() const;
    [[nodiscard]] bool isUnreachable() const;
    /// How long until the planned attempt; empty: none is planned.
    [[nodiscard]] std::optional<std::chrono::milliseconds> left() const { return m_alarm.left(); }

    void planByBackOff();
    /// After the longest wait of the back-off: a soon attempt would fail like the last one.
    void planLate();
    /// After \a wait, which the service has named: until then mayConnectNow() is false.
    void planAfter(std::chrono::milliseconds wait);
    /// For the moment at which the named wait is over. Without a network: nothing is planned.
    void planWhenAllowed();
    void cancel() { m_alarm.stop(); }

    /// The next failure is the first one.
    void resetBackOff() { m_backOff.reset(); }
    /// The service's wait does not count any more.
    void forgetNamedWait() { m_notBefore = {}; }

private:
    void plan(std::chrono::milliseconds wait);

    Clock &m_clock;
    const Reachability &m_reachability;
    const RandomSource m_random;
    const std::function<void()> m_connect;
    BackOff m_backOff {};
    MonotonicTime m_notBefore {}; // the service asked not to come back earlier
    OneShot m_alarm;
};

} // namespace parley::twilsock
