// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/tokens/tokenvalidator.h"

#include <QObject>

#include <memory>

namespace parley::localservice {

/// Tells when the token of a session is about to expire, and when it does, by the wall clock.
class TokenWatch final : public QObject
{
    Q_OBJECT

public:
    /// \a clock must outlive this object.
    TokenWatch(Clock &clock, std::chrono::seconds aboutToExpireLead);

    /// Watches the token of \a claims, and no other any more. The signals may come at once.
    void watch(const TokenClaims &claims);
    void stop() { m_timer.reset(); }

Q_SIGNALS:
    /// Once for each token, also if it is offered again.
    void aboutToExpire();
    void expired();

private:
    void check();
    void plan();

    Clock &m_clock;
    const std::chrono::seconds m_lead;
    TokenClaims m_claims {};
    bool m_isWarned = false;
    std::unique_ptr<QObject> m_timer; // context of the next check
};

} // namespace parley::localservice
