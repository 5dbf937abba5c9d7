// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/logging.h"
#include "token/tokenmanager_p.h"

#include <algorithm>
#include <utility>

namespace parley {

namespace {

using Millis = std::chrono::milliseconds;

/// R14: after a wake, where nobody tells when the network is back.
constexpr Millis WakeDelay = std::chrono::seconds(3);
/// Twilio's documented minimum; what lives shorter works, but is named once.
constexpr Millis DocumentedMinimumLife = std::chrono::minutes(3);

} // namespace

TokenAdmission::Verdict TokenManager::Private::judge(const AccessToken &token,
                                                     TokenAdmission::Origin origin)
{
    if (m_shelf.wasRefused(token))
        return TokenError { .code = TokenError::Code::NotNewer,
                            .detail = QStringLiteral("the service has refused this token before") };
    std::optional<TokenAdmission::Current> current;
    if (const HeldToken *held = m_shelf.current())
        current = { held->token, held->life, held->expired };
    auto verdict = TokenAdmission::judge(token, origin, m_pins, current, serverNow());
    // A fresh token outweighs what an earlier 'expired' made us believe about the server's clock,
    // also where it would be due as soon as it has come.
    const auto *error = std::get_if<TokenError>(&verdict);
    const bool seemsExpired = error != nullptr && error->code == TokenError::Code::AlreadyExpired;
    const Millis lead = m_policy.lead(TokenAdmission::lifeOf(token, serverNow()));
    const bool seemsDue = origin == TokenAdmission::Origin::Fetched && error == nullptr
        && token.expiresAt() - serverNow() <= lead;
    if ((seemsExpired || seemsDue) && m_serverClock.forgetRefusals())
        verdict = TokenAdmission::judge(token, origin, m_pins, current, serverNow());
    return verdict;
}

quint64 TokenManager::Private::admit(const AccessToken &token, UpdateReason reason, bool fetched,
                                     bool startsFloor)
{
    const quint64 generation = ++m_lastGeneration;
    const Millis life = TokenAdmission::lifeOf(token, serverNow());
    HeldToken held { .token = token,
                     .generation = generation,
                     .life = life,
                     .refreshBefore = m_policy.refreshBeforeExpiry(life, m_random()),
                     .reason = m_awaitingFirst ? UpdateReason::SignIn : reason,
                     .fetched = fetched,
                     .failedBefore = m_cycle.failures,
                     .failingSince = m_cycle.failingSince };
    const bool first = std::exchange(m_awaitingFirst, false);
    m_shelf.add(std::move(held));
    m_hadToken = true;
    pin(token);
    m_cycle = {};
    m_needsSignIn = false;
    m_lastError.reset();
    if (m_blocked && m_blocked->code != TokenError::Code::ChatRefused
        && m_blocked->code != TokenError::Code::Protocol) // those end with a service's word
        m_blocked.reset();
    m_attemptTimer.stop();
    m_wakeDelay.stop();
    if (startsFloor)
        m_gate.recordSuccess(now());

    qCInfo(lcToken) << "generation" << generation << token;
    QJsonObject fields { { QStringLiteral("fingerprint"), token.fingerprint() },
                         { QStringLiteral("lifeMs"), static_cast<qint64>(life.count()) },
                         { QStringLiteral("leftMs"), static_cast<qint64>(timeLeft().count()) } };
    addWhen(fields, "refresh", now() + timeLeft() - m_shelf.find(generation)->refreshBefore);
    trace("admitted", std::move(fields));
    notify([this, generation] { Q_EMIT q->tokenChanged(generation); });
    updateState();
    if (first)
        tellUpdated(*m_shelf.find(generation));
    nameShortLife(*m_shelf.find(generation));
    armTokenTimers();
    notify([this, generation] { offer(generation); });
    return generation;
}

void TokenManager::Private::holdToken(Hold hold, WallTime until)
{
    if (m_hold) {
        for (Waiter &waiter : m_hold->waiters)
            answer(std::move(waiter),
                   TokenError { .code = TokenError::Code::Cancelled,
                                .detail = QStringLiteral("another token came meanwhile") });
    }
    m_hold = std::move(hold);
    const Millis wait = until - serverNow();
    trace("held", { { QStringLiteral("forMs"), static_cast<qint64>(wait.count()) } });
    m_holdTimer.start(wait, [this] {
        const Turn turn(*this);
        holdEnded();
    });
}

void TokenManager::Private::holdEnded()
{
    Hold hold = std::move(*m_hold);
    m_hold.reset();
    const auto verdict = judge(hold.token, hold.origin);
    if (const auto *again
        = std::get_if<TokenAdmission::Hold>(&verdict)) { // the clock's estimate moved
        holdToken(std::move(hold), again->until);
        return;
    }
    const bool fetched = hold.origin == TokenAdmission::Origin::Fetched;
    if (const auto *error = std::get_if<TokenError>(&verdict)) {
        if (fetched) {
            recordFailure(*error, hold.attempt, false, std::move(hold.waiters));
            return;
        }
        for (Waiter &waiter : hold.waiters)
            answer(std::move(waiter), *error);
        if (isDue() && !m_attemptTimer.isActive()) // what joined the hold has had nothing of it
            attemptDue();
        return;
    }
    const quint64 generation = admit(hold.token, hold.reason, fetched, true);
    for (Waiter &waiter : hold.waiters) {
        if (fetched)
            answer(std::move(waiter), std::nullopt);
        else
            m_updates.push_back({ .waiter = std::move(waiter), .generation = generation });
    }
}

void TokenManager::Private::pin(const AccessToken &token)
{
    m_pins = { .identity = token.identity(),
               .accountSid = token.accountSid(),
               .serviceSid = token.serviceSid() };
}

bool TokenManager::Private::isShortLived(const HeldToken &held) const
{
    return held.life - m_policy.lead(held.life) < m_policy.successFloor;
}

void TokenManager::Private::nameShortLife(const HeldToken &held)
{
    if (held.life >= DocumentedMinimumLife || std::exchange(m_shortLifeTold, true))
        return;
    qCWarning(lcToken) << "the back end issues tokens that live less than three minutes";
    trace("policyWarning",
          { { QStringLiteral("about"), QStringLiteral("shortLife") },
            { QStringLiteral("lifeMs"), static_cast<qint64>(held.life.count()) } });
}

void TokenManager::Private::armTokenTimers()
{
    m_aboutToExpireTimer.stop();
    m_expiryTimer.stop();
    const HeldToken *held = m_shelf.usable();
    if (held == nullptr)
        return;
    const Millis left = held->token.expiresAt() - serverNow();
    // The order matters where the moments are the same: told first, then asked.
    if (!held->aboutToExpireTold) {
        m_aboutToExpireTimer.start(left - m_policy.aboutToExpireLead, [this] {
            const Turn turn(*this);
            aboutToExpire(ExpirySource::Clock);
        });
    }
    m_expiryTimer.start(left, [this] {
        const Turn turn(*this);
        expiryDue();
    });
    planRefresh();
}

void TokenManager::Private::expiryDue()
{
    const auto expire = [this] {
        expiryReached();
        // A planned attempt may stand at R4's end, which was counted while there was a token.
        const bool backsOff = m_cycle.failures > 0 && m_attemptTimer.isActive();
        if (!backsOff && !m_blocked)
            request(Trigger::Deadline, UpdateReason::Expired, Urgency::Automatic);
    };
    const HeldToken *held = m_shelf.usable();
    if (held == nullptr || !m_roster.isAccepted(held->generation)) {
        expire();
        return;
    }
    m_expiryTimer.start(m_policy.serviceWordFirst, [this, expire] {
        const Turn turn(*this);
        expire();
    });
}

void TokenManager::Private::planRefresh()
{
    const bool waitsAlready = m_cycle.isOpen && (m_cycle.failures > 0 || m_attemptTimer.isActive());
    if (isBusy() || m_needsSignIn || waitsAlready)
        return;
    const HeldToken *held = m_shelf.usable();
    const Millis left = held->token.expiresAt() - serverNow();
    Millis wait = left - held->refreshBefore; // R3
    if (const auto age
        = m_gate.sinceSuccess(now())) { // R4, but nobody is left without a token for it
        wait = std::max(wait, m_policy.successFloor - *age);
        wait = std::min(wait, std::max(left, m_policy.rejectedFloor - *age));
    }
    planAttempt(now() + std::max(wait, Millis(0)));
}

void TokenManager::Private::aboutToExpire(ExpirySource source)
{
    HeldToken *held = m_shelf.usable();
    if (held == nullptr)
        return;
    const bool first = !std::exchange(held->aboutToExpireTold, true);
    if (first) {
        m_aboutToExpireTimer.stop();
        const Millis left = timeLeft();
        trace("aboutToExpire",
              { { QStringLiteral("source"), enumName(source) },
                { QStringLiteral("leftMs"), static_cast<qint64>(left.count()) } });
        notify([this, left, source] { Q_EMIT q->tokenAboutToExpire(left, source); });
    }
    // It starts a refresh once by our clock and once by the service's word, but not of a young
    // token: a service with three-minute tokens would be asked in a loop.
    const bool used = source == ExpirySource::Clock ? !first : held->pushUsed;
    const auto age = m_gate.sinceSuccess(now());
    if (used || (age && *age < m_policy.successFloor))
        return;
    if (source == ExpirySource::Server)
        held->pushUsed = true;
    request(source == ExpirySource::Server ? Trigger::Push : Trigger::Deadline,
            UpdateReason::AboutToExpire, Urgency::Automatic);
}

void TokenManager::Private::expiryReached()
{
    HeldToken *held = m_shelf.usable();
    if (held == nullptr)
        return;
    held->expired = true; // whoever is connected stays so: that the service decides
    m_aboutToExpireTimer.stop();
    m_expiryTimer.stop();
    if (m_cycle.isOpen)
        m_cycle.reason = UpdateReason::Expired;
    if (m_flight)
        m_flight->reason = UpdateReason::Expired;
    tellExpired(*held);
    blockIfHopeless();
}

void TokenManager::Private::tellExpired(HeldToken &held)
{
    if (std::exchange(held.expiredTold, true))
        return;
    updateState();
    qCWarning(lcToken) << "generation" << held.generation << "has expired";
    trace("expired", { { QStringLiteral("generation"), static_cast<qint64>(held.generation) } });
    notify([this, generation = held.generation, end = held.token.expiresAt()] {
        Q_EMIT q->tokenExpired(generation, end);
    });
}

bool TokenManager::Private::blockIfHopeless()
{
    if (isBusy() || m_needsSignIn || m_cycle.failures == 0 || !m_lastError
        || ruleFor(m_lastError->code).blocking != FailureRule::Blocking::WithoutToken)
        return false;
    m_cycle.reason = UpdateReason::Expired; // also if the service was the first to say so
    m_blocked = m_lastError; // R11: nobody is helped by asking again before something is changed
    m_attemptTimer.stop();
    updateState();
    return true;
}

bool TokenManager::Private::isDue() const
{
    if (!m_active || m_needsSignIn || isBusy())
        return false;
    const HeldToken *held = m_shelf.usable();
    return held == nullptr || m_cycle.isOpen
        || serverNow() >= held->token.expiresAt() - held->refreshBefore;
}

void TokenManager::Private::audit(const TimeJump &jump)
{
    const Turn turn(*this);
    trace("audit",
          { { QStringLiteral("cause"), enumName(jump.cause) },
            { QStringLiteral("sleptMs"), static_cast<qint64>(jump.slept.count()) },
            { QStringLiteral("setMs"), static_cast<qint64>(jump.set.count()) } });
    if (m_clock.bootNow())
        m_serverClock.observeSleep(jump.slept);
    else
        m_serverClock.observeSleepPerhaps(jump.slept);
    m_gate.skip(jump.slept);
    if (m_flight) {
        m_flight->slept += jump.slept;
        // R5 counts in both clocks; a sleeping machine's timer has not.
        if (!m_flight->answered
            && now() - m_flight->startedAt + m_flight->slept >= m_policy.attemptDeadline)
            flightTimedOut();
    }
    if (const HeldToken *held = m_shelf.usable();
        held != nullptr && held->token.expiresAt() <= serverNow())
        expiryReached();
    if (m_hold) {
        m_holdTimer.stop();
        holdEnded(); // or it goes on
    }
    armTokenTimers();
    if (!isDue())
        return;
    if (m_reachability.state() != Reachability::State::Unknown) {
        request(Trigger::Wake, reasonNow(), Urgency::Automatic);
        return;
    }
    m_attemptTimer.stop();
    m_wakeDelay.start(WakeDelay, [this] {
        const Turn inner(*this);
        request(Trigger::Wake, reasonNow(), Urgency::Automatic);
    });
}

void TokenManager::Private::networkChanged(Reachability::State state)
{
    const Turn turn(*this);
    m_wake.check(); // the network often is the first to tell that the machine is awake
    trace("network", { { QStringLiteral("state"), enumName(state) } });
    m_gate.networkChanged();
    if (state == Reachability::State::Unreachable) {
        m_offlineSince = now();
        return;
    }
    if (std::exchange(m_offlineSince, std::nullopt))
        m_onlineSince = now();
    m_cycle.backOffStep = 0; // R18
    if (isDue())
        request(Trigger::NetworkUp, reasonNow(), Urgency::Automatic);
}

void TokenManager::Private::changePolicy(const RefreshPolicy &policy)
{
    m_policy = policy;
    m_gate.setPolicy(policy);
    if (HeldToken *held = m_shelf.current())
        held->refreshBefore = m_policy.refreshBeforeExpiry(held->life, m_random());
    armTokenTimers();
}

} // namespace parley
