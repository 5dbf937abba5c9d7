// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/lifecycletypes.h"

namespace parley {

class StateKey;

/// What happened to time, as far as the clocks tell.
struct ClockJump
{
    Q_GADGET

public:
    enum class Cause {
        Sleep, ///< The machine slept. Without Now::boot also: its clock was set forward.
        ClockForward,
        ClockBack,
        Stall, ///< The event loop stood still, so timers are late.
    };
    Q_ENUM(Cause)

    Cause cause = Cause::Stall;
    std::chrono::milliseconds slept {}; ///< what the monotonic clock has not counted
    std::chrono::milliseconds set {}; ///< by how much the wall clock was set, apart from that

    bool operator==(const ClockJump &) const = default;
};

/// Rule wakeAudit: notices that the machine slept, that its clock was set, or that the event loop
/// stood still, by a heartbeat that compares the clocks. A change of the time zone or of daylight
/// saving is none of these, because all clocks are in UTC. Four wakes a minute. A pure value.
class WakeAudit
{
public:
    static constexpr std::chrono::milliseconds Heartbeat = std::chrono::seconds(15);
    static constexpr std::chrono::milliseconds Tolerance = std::chrono::seconds(5);

    /// The heart beats only while \a isWanted.
    void setWanted(bool isWanted, const Now &now);
    /// When the next beat is due; empty: not wanted.
    [[nodiscard]] std::optional<MonotonicTime> nextBeat() const { return m_nextBeat; }
    /// The beat that was due at nextBeat(). Empty: nothing has happened to time.
    [[nodiscard]] std::optional<ClockJump> beat(const Now &now);
    /// Looks now instead of at the next beat.
    [[nodiscard]] std::optional<ClockJump> look(const Now &now);
    /// How long the machine has slept without an audit yet; zero within the tolerance.
    [[nodiscard]] std::chrono::milliseconds unseen(const Now &now) const;

    /// Defined and called by the exhaustive test alone.
    void addTo(StateKey &key, const Now &now) const;

private:
    /// How far other clocks are ahead of the monotonic one.
    struct Leads
    {
        std::chrono::milliseconds wall {};
        std::optional<std::chrono::milliseconds> boot {};
    };
    [[nodiscard]] static Leads leadsOf(const Now &now);
    [[nodiscard]] ClockJump jumpSince(const Leads &leads) const;

    std::optional<MonotonicTime> m_nextBeat {};
    Leads m_reference {}; // at the last audit: small steps add up until they matter
};

} // namespace parley
