// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/refreshpolicy.h"

#include <algorithm>

namespace parley {

namespace {

using Millis = RefreshPolicy::Millis;
using std::chrono::minutes;
using std::chrono::seconds;

Millis scaled(Millis duration, double factor)
{
    return Millis(static_cast<Millis::rep>(static_cast<double>(duration.count()) * factor));
}

} // namespace

RefreshPolicy RefreshPolicy::documented()
{
    RefreshPolicy policy;
    policy.fixedLead = seconds(180);
    policy.jitter = false;
    return policy;
}

Millis RefreshPolicy::lead(Millis lifetime) const
{
    // A fixed lead as long as the life would ask for the next token as soon as one has come.
    if (fixedLead && *fixedLead < lifetime)
        return *fixedLead;
    return std::min<Millis>(minutes(60),
                            std::max(lifetime / 5, std::min<Millis>(lifetime / 3, minutes(5))));
}

Millis RefreshPolicy::refreshBeforeExpiry(Millis lifetime, double random) const
{
    const Millis spread = jitter ? std::min<Millis>(seconds(60), lifetime / 20) : Millis(0);
    return lead(lifetime) + scaled(spread, random);
}

Millis RefreshPolicy::backOff(int attempt, double random) const
{
    // 2, 4, 8, 16, 32, 60, 60 …
    const int exponent = std::clamp(attempt, 1, LastBackOffStep);
    const Millis base = std::min<Millis>(seconds(1LL << exponent), seconds(60));
    return scaled(base, 1.0 + 0.25 * random);
}

Millis RefreshPolicy::waitFor(Millis retryAfter, Millis backOff, double random) const
{
    return scaled(std::max(backOff, std::min(retryAfter, maxRetryAfter)), 1.0 + 0.10 * random);
}

} // namespace parley
