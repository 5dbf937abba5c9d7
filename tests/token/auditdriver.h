// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/wakeaudit.h"
#include "token/oneshot.h"

#include <QObject>

namespace parley::test {

/// Feeds a WakeAudit from a clock, as TokenLifecycle does.
class AuditDriver final : public QObject
{
    Q_OBJECT

public:
    explicit AuditDriver(Clock &clock)
        : m_clock(clock)
        , m_beat(clock)
    { }

    void setWanted(bool isWanted)
    {
        m_audit.setWanted(isWanted, now());
        arm();
    }
    void check() { tell(m_audit.look(now())); }
    [[nodiscard]] std::chrono::milliseconds unseen() const { return m_audit.unseen(now()); }

Q_SIGNALS:
    void auditDue(const parley::ClockJump &jump);

private:
    [[nodiscard]] Now now() const
    {
        return { .monotonic = m_clock.monotonicNow(),
                 .wall = m_clock.wallNow(),
                 .boot = m_clock.bootNow() };
    }
    void tell(const std::optional<ClockJump> &jump)
    {
        if (jump)
            Q_EMIT auditDue(*jump);
    }
    void arm()
    {
        m_beat.stop();
        if (const auto next = m_audit.nextBeat())
            m_beat.start(*next - m_clock.monotonicNow(), [this] {
                tell(m_audit.beat(now()));
                arm();
            });
    }

    Clock &m_clock;
    WakeAudit m_audit {};
    OneShot m_beat;
};

} // namespace parley::test
