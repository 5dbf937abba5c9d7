// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenmanager.h"

#include "token/isotime.h"
#include "token/logging.h"
#include "token/tokenmanager_p.h"
#include "token/warningline.h"

#include <QMetaMethod>

#include <algorithm>
#include <utility>

namespace parley {

namespace {

TokenError cancelled()
{
    return { .code = TokenError::Code::Cancelled,
             .detail = QStringLiteral("the session has ended") };
}

} // namespace

TokenManager::Private::Private(TokenManager *manager, TokenProvider &provider, Clock &clock,
                               Reachability &reachability, const RefreshPolicy &policy,
                               RandomSource random)
    : q(manager)
    , m_provider(provider)
    , m_clock(clock)
    , m_reachability(reachability)
    , m_policy(policy)
    , m_random(std::move(random))
    , m_serverClock(clock.wallNow(), clock.monotonicNow())
    , m_gate(policy)
    , m_wake(clock)
    , m_flightDeadline(clock)
    , m_attemptTimer(clock)
    , m_aboutToExpireTimer(clock)
    , m_expiryTimer(clock)
    , m_holdTimer(clock)
    , m_wakeDelay(clock)
    , m_warningTimer(clock)
    , m_answerTimer(clock)
{
    if (reachability.state() == Reachability::State::Unreachable)
        m_offlineSince = now();
    QObject::connect(&m_wake, &WakeMonitor::auditDue, q,
                     [this](const TimeJump &jump) { audit(jump); });
    QObject::connect(&reachability, &Reachability::stateChanged, q,
                     [this](Reachability::State state) { networkChanged(state); });
}

TokenManager::Private::~Private()
{
    for (const auto &consumer : m_roster.everybody()) {
        if (consumer)
            consumer->setLifeCheck({});
    }
    m_queue->close();
    if (m_flight)
        m_provider.abort();
}

void TokenManager::Private::forgetTroubles()
{
    abandonFlight();
    m_loading = false;
    m_needsSignIn = false;
    m_blocked.reset();
    m_lastError.reset();
    m_cycle = {};
    m_rejections = 0;
    m_earlyEnds = 0;
    m_lastDoubt.reset();
    m_gate.reset();
}

void TokenManager::Private::beginSignIn()
{
    forgetTroubles();
    m_active = true;
    m_awaitingFirst = true;
    m_shortLifeTold = false;
    m_serverClock.forgetAnswers();
    m_attemptTimer.stop();
    m_wake.setWanted(true);
    updateState();
}

void TokenManager::Private::endSession()
{
    forgetTroubles();
    m_active = false;
    m_hadToken = false;
    m_awaitingFirst = false;
    m_pins = {};
    m_shelf.clear();
    for (OneShot *timer : { &m_flightDeadline, &m_attemptTimer, &m_aboutToExpireTimer,
                            &m_expiryTimer, &m_holdTimer, &m_wakeDelay, &m_warningTimer })
        timer->stop();
    for (PendingUpdate &update : std::exchange(m_updates, {}))
        answer(std::move(update.waiter), cancelled());
    m_answerTimer.stop();
    for (auto &[waiter, result] : std::exchange(m_answers, {}))
        answer(std::move(waiter), std::move(result));
    updateState();
    notify([this] { m_roster.withdrawAll(); });
}

TokenManager::State TokenManager::Private::computeState() const
{
    if (!m_active)
        return m_loading ? State::Loading : State::SignedOut;
    if (m_needsSignIn)
        return State::NeedsSignIn;
    if (m_blocked)
        return State::Blocked;
    if (m_shelf.usable() == nullptr)
        return m_hadToken ? State::Expired : State::Fetching;
    if (isBusy())
        return State::Refreshing;
    return m_cycle.failures > 0 ? State::Degraded : State::Ready;
}

std::chrono::milliseconds TokenManager::Private::timeLeft() const
{
    const HeldToken *held = m_shelf.usable();
    if (held == nullptr)
        return {};
    return std::max(std::chrono::milliseconds(0), held->token.expiresAt() - serverNow());
}

void TokenManager::Private::settle()
{
    updateState();
    if (!m_active || m_shelf.usable() != nullptr)
        m_withoutTokenSince.reset();
    else if (!m_withoutTokenSince)
        m_withoutTokenSince = now();
    m_wake.setWanted(m_active && !(m_needsSignIn && m_shelf.usable() == nullptr));
    updateWarning();
    updateSchedule();
}

void TokenManager::Private::updateState()
{
    const State state = computeState();
    if (state == m_state)
        return;
    m_state = state;
    qCInfo(lcToken) << "state" << state;
    trace("state", { { QStringLiteral("state"), enumName(state) } });
    notify([this, state] { Q_EMIT q->stateChanged(state); });
}

void TokenManager::Private::updateWarning()
{
    WarningVerdict verdict;
    if (m_active) {
        // What could not be mended while offline starts to count when the network is back.
        const auto since = [this](const std::optional<MonotonicTime> &moment) {
            return moment ? std::optional(now() - std::max(*moment, m_onlineSince)) : std::nullopt;
        };
        const HeldToken *held = m_shelf.usable();
        verdict = judgeWarning({ .needsSignIn = m_needsSignIn,
                                 .blocked = m_blocked.has_value(),
                                 .offlineFor = since(m_offlineSince),
                                 .withoutTokenFor = since(m_withoutTokenSince),
                                 .failingFor = since(m_cycle.failingSince),
                                 .left = timeLeft(),
                                 .failureShown = m_warning == Warning::RefreshFailing,
                                 .shortLife = held != nullptr && isShortLived(*held) },
                               m_policy);
    }
    m_warningTimer.stop();
    if (verdict.lookAgainIn)
        m_warningTimer.start(*verdict.lookAgainIn, [this] { const Turn turn(*this); });
    if (verdict.warning == m_warning)
        return;
    const auto before = std::exchange(m_warning, verdict.warning);
    if (m_warning) {
        trace("warningShown", { { QStringLiteral("warning"), enumName(*m_warning) } });
        notify([this, warning = *m_warning] { Q_EMIT q->warningShown(warning); });
    } else {
        trace("warningCleared", { { QStringLiteral("warning"), enumName(*before) } });
        notify([this, warning = *before] { Q_EMIT q->warningCleared(warning); });
    }
}

void TokenManager::Private::updateSchedule()
{
    Schedule schedule { .lastError = m_lastError };
    if (m_attemptTimer.isActive() && !m_offlineSince)
        schedule.nextAttempt = m_attemptTimer.due();
    if (const auto until = m_gate.heldUntil(now()); m_active && until > now())
        schedule.heldUntil = until;
    if (schedule == m_schedule)
        return;
    m_schedule = std::move(schedule);
    notify([this] { Q_EMIT q->scheduleChanged(); });
}

void TokenManager::Private::answer(Waiter waiter, std::optional<TokenError> result)
{
    const auto &open = *m_openCalls;
    if (std::find(open.begin(), open.end(), waiter.call) != open.end()) {
        answerLater(std::move(waiter), std::move(result));
        return;
    }
    answerNow(std::move(waiter), std::move(result));
}

void TokenManager::Private::answerNow(Waiter waiter, std::optional<TokenError> result)
{
    notify([waiter = std::move(waiter), result = std::move(result)] {
        if (waiter.context && waiter.done)
            waiter.done(result);
    });
}

void TokenManager::Private::answerLater(Waiter waiter, std::optional<TokenError> result)
{
    m_answers.emplace_back(std::move(waiter), std::move(result));
    m_answerTimer.start(std::chrono::milliseconds(0), [this] {
        const Turn turn(*this);
        // The event loop is back, or a slot runs one of its own: that is late enough for anybody.
        for (auto &[late, outcome] : std::exchange(m_answers, {}))
            answerNow(std::move(late), std::move(outcome));
    });
}

void TokenManager::Private::trace(const char *kind, QJsonObject fields)
{
    static const QMetaMethod signal = QMetaMethod::fromSignal(&TokenManager::traced);
    if (!q->isSignalConnected(signal))
        return; // most of its cost is writing it
    fields.insert(QStringLiteral("at"), isoTime(m_clock.wallNow()));
    fields.insert(QStringLiteral("serverAt"), isoTime(serverNow()));
    fields.insert(QStringLiteral("kind"), QLatin1String(kind));
    if (!fields.contains(QStringLiteral("generation")))
        fields.insert(QStringLiteral("generation"), static_cast<qint64>(m_lastGeneration));
    notify([this, fields = std::move(fields)] { Q_EMIT q->traced(fields); });
}

void TokenManager::Private::addWhen(QJsonObject &fields, const char *name, MonotonicTime when) const
{
    const auto wait = std::max(when - now(), std::chrono::milliseconds(0));
    fields.insert(QLatin1String(name) + QLatin1String("InMs"), static_cast<qint64>(wait.count()));
    fields.insert(QLatin1String(name) + QLatin1String("At"), isoTime(serverNow() + wait));
}

TokenManager::TokenManager(TokenProvider &provider, Clock &clock, Reachability &reachability,
                           RefreshPolicy policy, RandomSource random, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, provider, clock, reachability, policy, std::move(random)))
{ }

TokenManager::~TokenManager() = default;

TokenManager::State TokenManager::state() const
{
    return d->computeState();
}

bool TokenManager::isRefreshing() const
{
    return d->isBusy();
}

std::optional<AccessToken> TokenManager::token() const
{
    const HeldToken *held = d->m_shelf.usable();
    return held == nullptr ? std::nullopt : std::optional(held->token);
}

quint64 TokenManager::generation() const
{
    const HeldToken *held = d->m_shelf.current();
    return held == nullptr ? d->m_lastGeneration : held->generation;
}

std::optional<WallTime> TokenManager::expiresAt() const
{
    const HeldToken *held = d->m_shelf.current();
    if (held == nullptr)
        held = d->m_shelf.newest();
    return held == nullptr ? std::nullopt : std::optional(held->token.expiresAt());
}

std::chrono::milliseconds TokenManager::timeLeft() const
{
    return d->timeLeft();
}

std::optional<std::chrono::milliseconds> TokenManager::nextAttemptIn() const
{
    return d->m_offlineSince ? std::nullopt : d->m_attemptTimer.left();
}

std::chrono::milliseconds TokenManager::holdLeft() const
{
    return std::max(std::chrono::milliseconds(0), d->m_gate.heldUntil(d->now()) - d->now());
}

std::optional<TokenError> TokenManager::lastError() const
{
    return d->m_lastError;
}

std::optional<TokenError> TokenManager::blockedBy() const
{
    return d->m_blocked;
}

std::optional<TokenManager::Warning> TokenManager::warning() const
{
    return d->m_warning;
}

std::chrono::milliseconds TokenManager::serverClockOffset() const
{
    return d->serverNow() - d->m_clock.wallNow();
}

const RefreshPolicy &TokenManager::policy() const
{
    return d->m_policy;
}

void TokenManager::setPolicy(const RefreshPolicy &policy)
{
    const Private::Turn turn(*d);
    d->changePolicy(policy);
}

void TokenManager::setExpectedIdentity(const QString &identity)
{
    if (identity != d->m_pins.identity)
        d->m_pins = { .identity = identity };
}

void TokenManager::addConsumer(TokenConsumer *consumer)
{
    const Private::Turn turn(*d);
    d->addConsumer(consumer);
}

void TokenManager::removeConsumer(TokenConsumer *consumer)
{
    const Private::Turn turn(*d);
    d->removeConsumer(consumer);
}

void TokenManager::awaitCredential()
{
    const Private::Turn turn(*d);
    if (!d->m_active)
        d->m_loading = true;
}

void TokenManager::start()
{
    const Private::Turn turn(*d);
    d->beginSignIn();
    d->request(Trigger::Start, UpdateReason::SignIn, Private::Urgency::Explicit);
}

void TokenManager::startWith(const AccessToken &cached)
{
    const Private::Turn turn(*d);
    d->beginSignIn();
    const auto verdict = d->judge(cached, TokenAdmission::Origin::Fetched);
    if (std::holds_alternative<TokenAdmission::Admit>(verdict))
        d->admit(cached, UpdateReason::SignIn, false, false);
    else
        d->request(Trigger::Start, UpdateReason::SignIn, Private::Urgency::Explicit);
}

void TokenManager::refresh(QObject *context, AttemptCallback done)
{
    const Private::Call call(*d);
    const Private::Turn turn(*d);
    d->userRefresh({ context, std::move(done), call.number() });
}

void TokenManager::updateToken(const QByteArray &jwt, QObject *context, AttemptCallback done)
{
    const Private::Call call(*d);
    const Private::Turn turn(*d);
    d->givenToken(jwt, { context, std::move(done), call.number() });
}

void TokenManager::signOut()
{
    const Private::Turn turn(*d);
    d->endSession();
}

void TokenManager::checkTime()
{
    d->m_wake.check();
}

} // namespace parley
