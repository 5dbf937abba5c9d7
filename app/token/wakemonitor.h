// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"

#include <QObject>

namespace parley {

/// Rule R14: notices that the machine slept, that its clock was set, or that the event loop stood
/// still, by a heartbeat that compares the wall clock with the monotonic one. Four wakes a minute.
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
    /// How far the wall clock has gained on the monotonic one without an audit yet; zero within the
    /// tolerance.
    [[nodiscard]] std::chrono::milliseconds unseen() const;

Q_SIGNALS:
    /// Look at everything that depends on time. \a forward: what the wall clock gained on the
    /// monotonic one (sleep, or a clock set forward); zero when it was set back or a beat was late.
    void auditDue(std::chrono::milliseconds forward);

private:
    [[nodiscard]] std::chrono::milliseconds difference() const;
    void beat();
    void scheduleBeat();
    void look(bool late);

    Clock &m_clock;
    OneShot m_beat;
    bool m_wanted = false;
    /// Wall minus monotonic at the last audit: small steps add up until they matter.
    std::chrono::milliseconds m_reference {};
    MonotonicTime m_expected {};
};

} // namespace parley
