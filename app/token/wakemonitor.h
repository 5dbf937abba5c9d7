// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"

#include <QObject>

namespace parley {

/// What has happened to time, as far as the clocks tell.
struct TimeJump
{
    Q_GADGET

public:
    enum class Cause {
        Sleep, ///< the machine slept; where Clock::bootNow() is unknown also: its clock was set
               ///< forward
        ClockForward,
        ClockBack,
        Stall, ///< the event loop stood still, and timers are late
    };
    Q_ENUM(Cause)

    Cause cause = Cause::Stall;
    std::chrono::milliseconds slept {}; ///< what the monotonic clock has not counted
    std::chrono::milliseconds set {}; ///< by how much the wall clock was set, apart from that

    bool operator==(const TimeJump &) const = default;
};

/// Rule R14: notices that the machine slept, that its clock was set, or that the event loop stood
/// still, by a heartbeat that compares the clocks. A change of the time zone or of daylight saving
/// is none of these: all clocks are in UTC. Four wakes a minute.
class WakeMonitor final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds Heartbeat = std::chrono::seconds(15);
    static constexpr std::chrono::milliseconds Tolerance = std::chrono::seconds(5);

    /// \a clock must outlive this object.
    explicit WakeMonitor(Clock &clock, QObject *parent = nullptr);

    /// Beats only while \a wanted.
    void setWanted(bool wanted);
    /// Looks now instead of at the next beat: for when something hints at a wake.
    void check();
    /// How long the machine has slept without an audit yet; zero within the tolerance.
    [[nodiscard]] std::chrono::milliseconds unseen() const;

Q_SIGNALS:
    /// Look at everything that depends on time.
    void auditDue(const parley::TimeJump &jump);

private:
    /// How far other clocks are ahead of the monotonic one.
    struct Leads
    {
        std::chrono::milliseconds wall {};
        std::optional<std::chrono::milliseconds> boot {};
    };
    [[nodiscard]] Leads leads() const;
    [[nodiscard]] TimeJump jumpSince(const Leads &leads) const;
    void beat();
    void scheduleBeat();
    void look(bool late);

    Clock &m_clock;
    OneShot m_beat;
    bool m_wanted = false;
    Leads m_reference {}; // at the last audit: small steps add up until they matter
    MonotonicTime m_expected {};
};

} // namespace parley
