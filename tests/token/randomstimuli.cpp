// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "randomworld.h"

#include <algorithm>

namespace parley::test {

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;
using Millis = std::chrono::milliseconds;

namespace {

constexpr Millis Day = std::chrono::hours(24);
/// Heartbeats make waiting dear: what is longer passes mostly asleep.
constexpr Millis LongestWait = std::chrono::minutes(20);

TokenError::Code failureCode(int number)
{
    using enum TokenError::Code;
    static constexpr TokenError::Code Codes[] {
        Offline,     Timeout,       Tls,         CredentialRejected, CredentialRejected,
        RateLimited, ServerError,   ServerError, ServerError,        AccessRefused,
        Redirect,    NotOurService, EmptyAnswer, Configuration,      Malformed,
        TooLarge,    NoCredential,
    };
    return Codes[std::size_t(number) % std::size(Codes)];
}

} // namespace

void RandomWorld::advance(Millis time)
{
    m_clock.advance(std::max(time, Millis(0)));
}

void RandomWorld::suspend(Millis time)
{
    m_retryAfterUntil -= time; // for the server it passes
    m_clock.suspend(time);
}

void RandomWorld::passSomeTime()
{
    static constexpr Millis Times[] { 0ms,     1ms,     50ms, 1s,  2s,   4900ms, 5s,
                                      14900ms, 15100ms, 30s,  60s, 5min, 10min };
    advance(m_dice.pick(Times));
}

void RandomWorld::goToAttempt()
{
    const auto left = m_manager->nextAttemptIn();
    if (!left)
        return;
    static constexpr Millis Offsets[] { -1ms, 0ms, 0ms, 1ms, 100ms };
    if (*left > LongestWait && !m_dice.oneIn(30)) {
        suspend(*left - 10min);
        advance(10min);
        return;
    }
    advance(std::min(*left, Day) + m_dice.pick(Offsets));
}

void RandomWorld::goToEndOfLife()
{
    const Millis left = m_manager->timeLeft() + m_dice.pick({ -1000ms, 0ms, 1000ms });
    if (left > LongestWait && !m_dice.oneIn(30))
        suspend(left);
    else
        advance(std::min(left, Day)); // a clock may be wrong by years
}

void RandomWorld::goToLead()
{
    const Millis left = m_manager->timeLeft() - m_manager->policy().lead(m_life)
        + m_dice.pick({ -1000ms, 0ms, 1000ms });
    if (left > LongestWait && !m_dice.oneIn(30))
        suspend(left);
    else
        advance(std::min(left, Day)); // a clock may be wrong by years
}

void RandomWorld::sleep()
{
    const Millis lead = m_manager->policy().lead(m_life);
    const Millis life = m_life;
    const Millis times[] { 0s, 30s, lead - 1s, lead + 1s, life - 1s, life + 1s, 3 * Day };
    suspend(std::max(m_dice.pick(times), Millis(0)));
    if (m_dice.oneIn(3))
        changeNetwork();
    if (m_dice.oneIn(3) && m_manager)
        m_manager->checkTime();
}

void RandomWorld::stall()
{
    m_clock.stall(m_dice.pick({ Millis(2s), Millis(20s), Millis(3min) }));
}

void RandomWorld::setClock()
{
    static constexpr Millis Steps[] { 3s,     -3s, 5min, -5min,     10min,
                                      -10min, 2h,  -2h,  365 * Day, -365 * Day };
    const Millis step = m_dice.pick(Steps);
    m_clock.jumpWallClock(step);
    m_provider.serverOffset -= step; // the server's has not moved
    if (step > 0ms && !m_clock.countsSleep)
        m_retryAfterUntil -= step; // looks like sleep
}

void RandomWorld::changeNetwork()
{
    using enum Reachability::State;
    m_network.set(m_dice.pick({ Reachable, Reachable, Unreachable, Unknown, CaptivePortal }));
}

void RandomWorld::changeService()
{
    static constexpr Millis Delays[] { 0ms, 50ms, 50ms, 1s, 14900ms, 15100ms };
    m_provider.delay = m_dice.pick(Delays);
    static constexpr std::optional<Millis> Keychain[] { 0ms, 10ms, 2900ms, 3100ms, 40s, {} };
    m_provider.reloadDelay = m_dice.pick(Keychain);
    m_provider.reloadChanges = m_dice.oneIn(2);
}

void RandomWorld::beginFailures()
{
    m_failuresLeft = m_dice.below(21);
    if (m_dice.oneIn(2))
        m_failuresLeft %= 3;
    m_failure = m_dice.below(100);
}

void RandomWorld::changeLife()
{
    static constexpr std::chrono::seconds Lives[] { 30s,   90s,   180s,   181s,   600s,  600s,
                                                    3600s, 3600s, 86340s, 86400s, 86520s };
    m_life = m_dice.pick(Lives);
    m_provider.spec.life = m_life;
}

TokenSpec RandomWorld::oddToken()
{
    TokenSpec spec = m_provider.freshSpec();
    const auto now = [this](std::chrono::seconds ahead) {
        return QJsonValue(qint64(
            std::chrono::floor<std::chrono::seconds>(m_provider.serverNow().time_since_epoch())
                .count()
            + ahead.count()));
    };
    switch (m_dice.below(11)) {
    case 0:
        spec.identity = u"bob"_s;
        break;
    case 1:
        spec.serviceSid = u"IS00000000000000000000000000000002"_s;
        break;
    case 2:
        spec.extraHeader = { { u"alg"_s, u"none"_s } };
        break;
    case 3:
        spec.life = -10s;
        break;
    case 4:
        spec.life = 48h;
        break;
    case 5:
        spec.extraClaims = { { u"nbf"_s, now(20s) } };
        break;
    case 6:
        spec.extraClaims = { { u"nbf"_s, now(600s) } };
        break;
    case 7:
        spec.extraClaims = { { u"iat"_s, QJsonValue::Null } };
        break;
    case 8:
        spec.life = 20s;
        break;
    case 9:
        spec.life = 60s;
        break;
    case 10:
        spec.extraClaims = { { u"nbf"_s, now(59s) } };
        spec.life = 70s;
        break;
    }
    return spec;
}

ScriptedProvider::Answer RandomWorld::answer(int)
{
    ScriptedProvider::Answer answer;
    if (m_failuresLeft == 0) {
        answer = m_provider.fresh();
    } else {
        --m_failuresLeft;
        if (m_failure < 8)
            return ScriptedProvider::never();
        if (m_failure < 30) {
            answer = m_provider.exactly(makeJwt(oddToken()));
        } else if (m_failure < 34) {
            answer = m_provider.exactly(m_lastJwt); // the same again
        } else {
            const TokenError::Code code = failureCode(m_failure);
            static constexpr std::optional<Millis> Waits[] { {}, {}, 0ms, 1s, 120s, 20min };
            const bool mayWait
                = code == TokenError::Code::RateLimited || code == TokenError::Code::ServerError;
            answer = m_provider.failure(code, mayWait ? m_dice.pick(Waits) : std::nullopt);
        }
    }
    answer.make = [this, make = answer.make] {
        FetchOutcome outcome = make();
        if (const auto *fetched = std::get_if<AccessToken>(&outcome.result)) {
            m_lastJwt = fetched->jwt();
        } else if (const auto wait = std::get<TokenError>(outcome.result).retryAfter;
                   wait && m_provider.heedsAbort) { // else the answer may be dropped
            m_retryAfterUntil = std::max(m_retryAfterUntil,
                                         m_clock.monotonicNow() + std::min<Millis>(*wait, 15min));
        }
        return outcome;
    };
    return answer;
}

FakeConsumer *RandomWorld::someConsumer()
{
    if (m_consumers.empty())
        return nullptr;
    return m_consumers[std::size_t(m_dice.below(int(m_consumers.size())))].get();
}

void RandomWorld::addConsumer()
{
    if (m_consumers.size() >= 10)
        return;
    m_consumers.push_back(std::make_unique<FakeConsumer>(m_clock));
    m_manager->addConsumer(m_consumers.back().get());
}

void RandomWorld::removeConsumer()
{
    if (FakeConsumer *consumer = someConsumer())
        m_manager->removeConsumer(consumer); // stays around, and goes on talking
}

void RandomWorld::destroyConsumer()
{
    if (m_consumers.empty())
        return;
    const auto it = m_consumers.begin() + m_dice.below(int(m_consumers.size()));
    const auto gone = std::move(*it);
    m_consumers.erase(it);
}

void RandomWorld::changeConsumer()
{
    FakeConsumer *const consumer = someConsumer();
    if (consumer == nullptr)
        return;
    using enum FakeConsumer::Mode;
    consumer->mode = m_dice.pick({ Accepts, Accepts, Accepts, Accepts, Refuses, CallsExpired,
                                   Silent, NotConnected, Unreachable });
    static constexpr Millis Delays[] { 0ms, 20ms, 20ms, 1s, 50s };
    consumer->delay = m_dice.pick(Delays);
}

void RandomWorld::pushAboutToExpire()
{
    if (m_dice.oneIn(2) && m_manager) {
        static constexpr Millis Left[] { 179s, 60s, 0s };
        const Millis wait = m_manager->timeLeft() - m_dice.pick(Left);
        if (wait < 20min && !m_insideSignal)
            advance(wait);
    }
    for (int times = m_dice.oneIn(3) ? 20 : 1; times > 0; --times) {
        if (FakeConsumer *consumer = someConsumer())
            consumer->push();
    }
}

void RandomWorld::rejectToken()
{
    FakeConsumer *const consumer = someConsumer();
    if (consumer == nullptr)
        return;
    const quint64 generation
        = m_dice.oneIn(5) ? quint64(m_dice.below(int(m_lastGeneration) + 2)) : m_lastGeneration;
    using enum TokenRejection::Kind;
    switch (m_dice.below(9)) {
    case 0:
    case 1:
    case 2:
        consumer->reject(generation, Expired, 410, 51207);
        break;
    case 3:
    case 4:
        consumer->reject(generation, Expired, 401, 20104);
        break;
    case 5:
    case 6:
        consumer->reject(generation, Refused, 401, 20107);
        break;
    case 7:
        consumer->reject(generation, Refused, 403, 0);
        break;
    case 8:
        consumer->reject(generation, Protocol, 406, 0);
        break;
    }
}

void RandomWorld::keepToken()
{
    if (FakeConsumer *consumer = someConsumer())
        consumer->keep();
}

void RandomWorld::doubtToken()
{
    if (FakeConsumer *consumer = someConsumer())
        consumer->doubt(m_lastGeneration);
}

void RandomWorld::acceptToken()
{
    if (FakeConsumer *consumer = someConsumer())
        consumer->accept(quint64(m_dice.below(int(m_lastGeneration) + 2)));
}

} // namespace parley::test
