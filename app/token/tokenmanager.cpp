// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenmanager.h"

#include "token/consumerbook_p.h"
#include "token/core/lifecycletrace.h"
#include "token/core/tokenlifecycle.h"
#include "token/oneshot.h"
#include "token/owedanswers_p.h"

#include <QLoggingCategory>
#include <QMetaMethod>
#include <QThread>
#include <QUuid>

#include <deque>
#include <utility>

namespace parley {

using namespace tokeneffect;
using std::chrono::milliseconds;

namespace {

/// Failures and expiries; never a secret.
Q_LOGGING_CATEGORY(lcToken, "parley.token", QtInfoMsg)

} // namespace

/// Turns calls, answers and the timer into events for the lifecycle, and carries its effects out.
/// It decides nothing about tokens.
class TokenManager::Private
{
public:
    Private(TokenManager *manager, TokenProvider &source, const TokenManagerOptions &options)
        : q(manager)
        , provider(source)
        , ownClock(options.clock == nullptr ? std::make_unique<SystemClock>() : nullptr)
        , clock(ownClock ? *ownClock : *options.clock)
        , ownReachability(options.reachability == nullptr ? std::make_unique<SystemReachability>()
                                                          : nullptr)
        , reachability(ownReachability ? *ownReachability : *options.reachability)
        , random(options.random ? options.random : systemRandom())
        , lifecycle(options.policy, now(), options.requirements)
        , timer(clock)
        , lateAnswers(clock)
    { }

    [[nodiscard]] Now now() const
    {
        return { .monotonic = clock.monotonicNow(),
                 .wall = clock.wallNow(),
                 .boot = clock.bootNow(),
                 .network = reachability.state(),
                 .random = random() };
    }

    /// The only way into the lifecycle. An event takes effect at once, also one that a slot causes;
    /// its effects follow those that were due before.
    void post(const TokenEvent &event)
    {
        for (TokenEffect &effect : lifecycle.handle(event, now())) {
            std::visit([this](const auto &one) { startNow(one); }, effect);
            effects.push_back(std::move(effect));
        }
        const auto deadline = lifecycle.nextDeadline();
        if (!deadline)
            timer.stop();
        else if (!timer.isActive() || timer.due() != *deadline)
            timer.start(*deadline - clock.monotonicNow(),
                        [this] { post(tokenevent::DeadlineReached {}); });
        carryOutUnlessInSlot();
    }

    /// Posts \a event as a call that is owed an answer. If that is known when the call returns, the
    /// event loop brings it.
    template <typename Event> void call(Event event, QObject *context, AttemptCallback done)
    {
        const QPointer alive(q);
        event.call = answers.open(context, std::move(done));
        post(event);
        if (alive && answers.returned(event.call))
            lateAnswers.start(milliseconds(0), [this] { answerKept(); });
    }
    void answerKept()
    {
        lateAnswers.stop();
        for (const AnswerCall &outcome : answers.takeKept())
            effects.push_back(outcome);
        carryOutUnlessInSlot();
    }

    /// What a consumer says of a token, of which it may have been told long ago.
    void said(ConsumerId consumer, const AccessToken &token, OfferAnswer answer,
              const TokenRejection &rejection)
    {
        if (const quint64 generation = lifecycle.generationOf(token); generation != 0)
            post(tokenevent::ConsumerAnswered { consumer, generation, answer, rejection });
    }
    void remove(const QObject *consumer)
    {
        post(tokenevent::ConsumerRemoved { consumers.remove(consumer) });
    }

private:
    /// A slot that causes effects returns first: those that were due before it come before them.
    void carryOutUnlessInSlot()
    {
        if (QThread::currentThread()->loopLevel() > carryLevel)
            carryOut();
    }
    void carryOut()
    {
        const QPointer alive(q);
        const int outerLevel = std::exchange(carryLevel, QThread::currentThread()->loopLevel());
        while (!effects.empty()) {
            const TokenEffect effect = std::move(effects.front());
            effects.pop_front();
            if (!effects.empty())
                postCarryOut();
            trace(effect);
            if (alive)
                std::visit([this](const auto &one) { run(one); }, effect);
            if (!alive)
                return; // a slot has destroyed the manager
        }
        carryLevel = outerLevel;
    }
    /// A slot may run an event loop of its own, such as a dialog. That loop carries out the rest.
    void postCarryOut()
    {
        if (std::exchange(isPosted, true))
            return;
        QMetaObject::invokeMethod(
            q,
            [this] {
                isPosted = false;
                carryOut();
            },
            Qt::QueuedConnection);
    }

    /// Posts the provider's answer, whose context is fetchContext from now on. A provider may not
    /// heed its context.
    template <typename Event, typename Answer> auto taking(quint64 number)
    {
        fetchContext = std::make_unique<QObject>();
        return [this, manager = QPointer(q), number](const Answer &answer) {
            if (!manager)
                return;
            if (number == fetch && fetchContext)
                fetchContext.release()->deleteLater(); // it is the caller's context
            post(Event { number, answer });
        };
    }

    // What the provider has to do cannot wait for slots that are due before: they may change the
    // network or sign out.
    void startNow(const StartFetch &effect)
    {
        if (effect.refresh != refresh) {
            refresh = effect.refresh;
            idempotencyKey = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        }
        fetch = effect.fetch;
        const auto done = taking<tokenevent::FetchEnded, FetchOutcome>(fetch);
        provider.fetchToken(idempotencyKey, fetchContext.get(), done);
    }
    void startNow(const AbortFetch &)
    {
        fetchContext.reset();
        provider.abort();
    }
    void startNow(const ReloadCredential &effect)
    {
        const auto done = taking<tokenevent::CredentialReloaded, bool>(effect.fetch);
        provider.reloadCredential(fetchContext.get(), done);
    }
    template <typename Other> void startNow(const Other &) { }

    void run(const ConfirmCredential &) { provider.confirmCredential(); }
    void run(const OfferToken &effect)
    {
        TokenConsumer *living = consumers.find(effect.consumer);
        if (living == nullptr || lifecycle.isOvertaken(effect))
            return;
        living->offerToken(effect.token,
                           TokenReply([manager = QPointer(q), id = effect.consumer,
                                       generation = effect.generation](
                                          OfferAnswer answer, const TokenRejection &rejection) {
                               if (manager)
                                   manager->d->post(tokenevent::ConsumerAnswered {
                                       id, generation, answer, rejection });
                           }));
    }
    void run(const WithdrawToken &)
    {
        const QPointer alive(q);
        for (const ConsumerId id : consumers.ids()) { // one may remove others, or destroy us
            TokenConsumer *living = alive ? consumers.find(id) : nullptr;
            if (living != nullptr)
                living->withdrawToken();
        }
    }
    void run(const AnswerCall &effect) { answers.answer(effect); }
    void run(const StateChanged &effect) { Q_EMIT q->stateChanged(effect.state); }
    void run(const TokenAdmitted &effect) { Q_EMIT q->tokenChanged(effect.generation); }
    void run(const TokenUpdated &effect) { Q_EMIT q->tokenUpdated(effect.token, effect.reason); }
    void run(const TokenUpdateFailed &effect)
    {
        qCWarning(lcToken) << "attempt" << effect.attempt
                           << "failed:" << codeName(effect.error.code) << effect.error.detail;
        Q_EMIT q->tokenUpdateFailed(effect.error, effect.attempt, effect.retryIn);
    }
    void run(const TokenUpdateRecovered &effect)
    {
        Q_EMIT q->tokenUpdateRecovered(effect.attempts, effect.down);
    }
    void run(const TokenAboutToExpire &effect)
    {
        Q_EMIT q->tokenAboutToExpire(effect.left, effect.source);
    }
    void run(const TokenExpired &effect)
    {
        qCWarning(lcToken) << "generation" << effect.generation << "has expired";
        Q_EMIT q->tokenExpired(effect.generation, effect.expiresAt);
    }
    void run(const SignInRequired &effect) { Q_EMIT q->signInRequired(effect.reason); }
    void run(const WarningChanged &effect)
    {
        if (effect.warning)
            Q_EMIT q->warningShown(*effect.warning);
        else
            Q_EMIT q->warningCleared(*effect.before);
    }
    void run(const ScheduleChanged &) { Q_EMIT q->scheduleChanged(); }
    template <typename Other> void run(const Other &) { } // done already, or for the trace only
    void trace(const TokenEffect &effect)
    {
        static const QMetaMethod signal = QMetaMethod::fromSignal(&TokenManager::traced);
        if (!q->isSignalConnected(signal))
            return; // most of the cost is the text
        const auto nameOf = [this](ConsumerId id) {
            const TokenConsumer *named = consumers.find(id);
            return named == nullptr ? QString() : named->objectName();
        };
        const Now moment = now();
        const auto entry
            = traceEntry(effect, { .now = moment, .lifecycle = lifecycle, .consumerName = nameOf });
        if (!entry.isEmpty())
            Q_EMIT q->traced(entry);
    }

public:
    TokenManager *const q;
    TokenProvider &provider;
    const std::unique_ptr<Clock> ownClock;
    Clock &clock;
    const std::unique_ptr<Reachability> ownReachability;
    Reachability &reachability;
    const RandomSource random;

    TokenLifecycle lifecycle;
    std::deque<TokenEffect> effects {}; // not carried out yet
    int carryLevel = -1; // of the event loop in which effects are carried out; -1: none are
    bool isPosted = false; // carryOut() is on its way through the event queue
    OneShot timer;

    std::unique_ptr<QObject> fetchContext {}; // of the provider's callback; reset drops it
    quint64 fetch = 0; // the one that runs or ran last
    quint64 refresh = 0; // what idempotencyKey belongs to
    QByteArray idempotencyKey {};

    OwedAnswers answers {};
    OneShot lateAnswers;
    ConsumerBook consumers {};
};

TokenManager::TokenManager(TokenProvider &provider, QObject *parent)
    : TokenManager(provider, TokenManagerOptions {}, parent)
{ }

TokenManager::TokenManager(TokenProvider &provider, const TokenManagerOptions &options,
                           QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, provider, options))
{
    connect(&d->reachability, &Reachability::stateChanged, this,
            [this] { d->post(tokenevent::NetworkChanged {}); });
}

TokenManager::~TokenManager()
{
    for (const ConsumerId id : d->consumers.ids()) {
        if (TokenConsumer *consumer = d->consumers.find(id))
            consumer->m_manager = nullptr;
    }
    if (d->fetchContext)
        d->provider.abort();
}

TokenSnapshot TokenManager::snapshot() const
{
    return d->lifecycle.snapshot(d->now());
}

bool TokenManager::isUsable(const AccessToken &token) const
{
    return d->lifecycle.isUsable(token, d->now());
}

const RefreshPolicy &TokenManager::policy() const
{
    return d->lifecycle.policy();
}

void TokenManager::setPolicy(const RefreshPolicy &policy)
{
    d->post(tokenevent::PolicyChanged { policy });
}

void TokenManager::setExpectedIdentity(const QString &identity)
{
    d->post(tokenevent::IdentityExpected { identity });
}

void TokenManager::addConsumer(TokenConsumer *consumer)
{
    if (d->consumers.contains(consumer))
        return;
    const ConsumerId id = d->consumers.add(consumer);
    consumer->m_manager = this;
    connect(consumer, &TokenConsumer::tokenAccepted, this, [this, id](const AccessToken &token) {
        d->said(id, token, OfferAnswer::Accepted, {});
    });
    connect(consumer, &TokenConsumer::tokenRefused, this,
            [this, id](const AccessToken &token, const TokenRejection &rejection) {
                d->said(id, token, OfferAnswer::Refused, rejection);
            });
    connect(consumer, &TokenConsumer::tokenDoubted, this,
            [this, id](const AccessToken &token) { d->said(id, token, OfferAnswer::Doubted, {}); });
    connect(consumer, &TokenConsumer::expiryAnnounced, this,
            [this] { d->post(tokenevent::ExpiryAnnounced {}); });
    connect(consumer, &QObject::destroyed, this, [this](QObject *gone) { d->remove(gone); });
    d->post(tokenevent::ConsumerAdded { id });
}

void TokenManager::removeConsumer(TokenConsumer *consumer)
{
    if (!d->consumers.contains(consumer))
        return;
    disconnect(consumer, nullptr, this, nullptr);
    consumer->m_manager = nullptr;
    d->remove(consumer);
}

void TokenManager::awaitCredential()
{
    d->post(tokenevent::CredentialAwaited {});
}

void TokenManager::start()
{
    d->post(tokenevent::SignInStarted {});
}

void TokenManager::startWith(const AccessToken &cached)
{
    d->post(tokenevent::SignInStarted { cached });
}

void TokenManager::refresh(QObject *context, AttemptCallback done)
{
    d->call(tokenevent::RefreshRequested {}, context, std::move(done));
}

void TokenManager::updateToken(const QByteArray &jwt, QObject *context, AttemptCallback done)
{
    d->call(tokenevent::TokenGiven { .token = AccessToken::parse(jwt.trimmed()) }, context,
            std::move(done));
}

void TokenManager::signOut()
{
    const QPointer alive(this);
    d->post(tokenevent::SignedOut {});
    if (alive)
        d->answerKept();
}

void TokenManager::checkTime()
{
    d->post(tokenevent::ClockChecked {});
}

} // namespace parley
