// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/tokens/failurelimiter.h"

#include <algorithm>
#include <utility>

namespace parley::localservice {

void FailureLimiter::Attempts::push(const QString &client, Check check)
{
    auto own = std::find_if(waiting.begin(), waiting.end(),
                            [&client](const Client &one) { return one.address == client; });
    if (own == waiting.end())
        own = waiting.insert(waiting.end(), Client { client });
    own->checks.push_back(std::move(check));
}

FailureLimiter::Check FailureLimiter::Attempts::takeNext()
{
    Client client = std::move(waiting.front());
    waiting.pop_front();
    Check next = std::move(client.checks.front());
    client.checks.pop_front();
    if (!client.checks.empty())
        waiting.push_back(std::move(client));
    return next;
}

void FailureLimiter::open(const QString &name, std::function<void()> check, const QString &client)
{
    if (m_names.size() >= MaxNames && !m_names.contains(name))
        makeRoom();
    Attempts &attempts = m_names[name];
    if (attempts.open >= MaxOpen)
        return attempts.push(client, std::move(check));
    ++attempts.open;
    check();
}

std::chrono::milliseconds FailureLimiter::failed(const QString &name)
{
    Attempts &attempts = m_names[name];
    const MonotonicTime now = m_clock.monotonicNow();
    const bool isPaced
        = attempts.failures.size() >= MaxFailures && attempts.failures.front() + Window > now;
    attempts.failures.push_back(now);
    if (attempts.failures.size() > MaxFailures)
        attempts.failures.pop_front();
    if (!isPaced)
        return std::chrono::milliseconds(0);
    const MonotonicTime due = std::max(attempts.nextRefusal, now);
    attempts.nextRefusal = due + Pace;
    return due - now;
}

void FailureLimiter::close(const QString &name)
{
    const auto attempts = m_names.find(name);
    if (!attempts->waiting.empty()) {
        const Check check = attempts->takeNext();
        return check(); // in the place of the closed one
    }
    if (--attempts->open == 0 && attempts->failures.empty())
        m_names.erase(attempts);
}

/// Made-up names must not fill the memory. Those whose last failure is the longest ago go first.
void FailureLimiter::makeRoom()
{
    auto oldest = m_names.end();
    for (auto it = m_names.begin(); it != m_names.end(); ++it) {
        if (it->open > 0)
            continue; // perhaps without a failure yet; one that is closed has some
        if (oldest == m_names.end() || it->failures.back() < oldest->failures.back())
            oldest = it;
    }
    if (oldest != m_names.end())
        m_names.erase(oldest);
}

} // namespace parley::localservice
