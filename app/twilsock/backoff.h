// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "twilsock/frame.h"

#include <chrono>
#include <optional>

namespace parley::twilsock {

/// How long to wait before the next attempt. An object counts the failures of a connection: 0, 1,
/// 1, 2, 3, 5, 8, 13, 21, 34, 45, 45 … seconds with up to 20 % on top; the first wait is anything
/// up to a second, so that a crowd does not return at once. Requests use doubled().
class BackOff
{
public:
    /// What is added to a wait at most, as a share of it.
    static constexpr double LargestJitter = 0.2;
    /// Before the next attempt of a request that has failed \a failures times in a row: \a first,
    /// then twice as long each time, at most \a longest. Without jitter.
    [[nodiscard]] static std::chrono::milliseconds
    doubled(std::chrono::milliseconds first, std::chrono::milliseconds longest, int failures);
    /// \a wait and up to LargestJitter of it; \a random in [0, 1).
    [[nodiscard]] static std::chrono::milliseconds withJitter(std::chrono::milliseconds wait,
                                                              double random);

    static constexpr std::chrono::milliseconds LargestStep = std::chrono::seconds(45);

    /// The next wait; \a random in [0, 1).
    [[nodiscard]] std::chrono::milliseconds next(double random);
    /// The wait after a failure that a soon retry cannot mend (TLS): the longest one.
    [[nodiscard]] static std::chrono::milliseconds longest(double random);
    void reset() { m_failures = 0; }

private:
    int m_failures = 0;
};

/// A wait that the service asks for: payload `backoff_policy` of a reply or a close.
struct WaitRange
{
    /// Longer ones are a mistake; as for Retry-After.
    static constexpr std::chrono::milliseconds Limit = std::chrono::minutes(15);
    /// A service that asks for no wait at all must not make us come back in a loop: who connects or
    /// updates again waits at least this.
    static constexpr std::chrono::milliseconds Shortest = std::chrono::milliseconds(500);

    std::chrono::milliseconds min = std::chrono::milliseconds(1000);
    std::chrono::milliseconds max = std::chrono::milliseconds(2000);

    /// Uniform in [min, max); min if the range is empty or upside down. \a random in [0, 1).
    [[nodiscard]] std::chrono::milliseconds pick(double random) const;
    /// Empty when \a frame asks for nothing.
    [[nodiscard]] static std::optional<WaitRange> fromFrame(const Frame &frame);

    bool operator==(const WaitRange &) const = default;
};

} // namespace parley::twilsock
