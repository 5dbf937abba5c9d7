// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "randomworld.h"

#include <QCoreApplication>

namespace parley::test {

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;

// clang-format off
const RandomWorld::Weighted RandomWorld::Stimuli[] = {
    { "time passes", 30, &RandomWorld::passSomeTime },
    { "until the next attempt", 14, &RandomWorld::goToAttempt },
    { "until the end of life", 4, &RandomWorld::goToEndOfLife },
    { "until the lead", 3, &RandomWorld::goToLead },
    { "sleep", 4, &RandomWorld::sleep },
    { "stall", 2, &RandomWorld::stall },
    { "clock set", 3, &RandomWorld::setClock },
    { "network", 6, &RandomWorld::changeNetwork },
    { "service", 3, &RandomWorld::changeService },
    { "failures", 9, &RandomWorld::beginFailures },
    { "life", 3, &RandomWorld::changeLife },
    { "consumer added", 4, &RandomWorld::addConsumer },
    { "consumer removed", 1, &RandomWorld::removeConsumer },
    { "consumer destroyed", 2, &RandomWorld::destroyConsumer },
    { "consumer changed", 5, &RandomWorld::changeConsumer },
    { "push", 6, &RandomWorld::pushAboutToExpire },
    { "rejection", 6, &RandomWorld::rejectToken },
    { "kept", 1, &RandomWorld::keepToken },
    { "doubt", 2, &RandomWorld::doubtToken },
    { "acceptance", 2, &RandomWorld::acceptToken },
    { "start", 4, &RandomWorld::start },
    { "start with a cached token", 2, &RandomWorld::startWithCached },
    { "awaiting the credential", 1, &RandomWorld::awaitCredential },
    { "sign-out", 1, &RandomWorld::signOut },
    { "refresh by the user", 8, &RandomWorld::userRefresh },
    { "token given", 5, &RandomWorld::giveToken },
    { "policy", 1, &RandomWorld::changePolicy },
    { "identity expected", 1, &RandomWorld::expectIdentity },
    { "time checked", 1, &RandomWorld::checkTime },
    { "action inside a signal", 3, &RandomWorld::armAction },
};
// clang-format on

RandomWorld::RandomWorld(quint64 seed, Record record)
    : m_recording(record == Record::Everything)
    , m_dice(seed)
    , m_managersDice(~seed)
{
    static constexpr Millis Offsets[] { 0s,
                                        0s,
                                        0s,
                                        3s,
                                        -3s,
                                        5min,
                                        -5min,
                                        10min,
                                        -10min,
                                        std::chrono::hours(24 * 365),
                                        std::chrono::hours(-24 * 365) };
    m_provider.serverOffset = m_dice.pick(Offsets);
    m_clock.countsSleep = !m_dice.oneIn(3);
    m_provider.sendsDate = !m_dice.oneIn(8);
    m_provider.heedsAbort = !m_dice.oneIn(8);
    m_provider.script = [this](int request) {
        noteStart();
        return answer(request);
    };
    m_manager = std::make_unique<TokenManager>(
        m_provider,
        TokenManagerOptions { .clock = &m_clock, .reachability = &m_network, .random = [this] {
                                 return m_managersDice.unit();
                             } });
    listen();
    static constexpr int Clients[] { 0, 1, 1, 1, 3, 10 };
    for (int i = m_dice.pick(Clients); i > 0; --i)
        addConsumer();
    changeLife();
    m_manager->start();
}

RandomWorld::~RandomWorld()
{
    m_manager.reset();
    // No event loop runs here, so objects that were to be deleted later are deleted now.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCoreApplication::sendPostedEvents(); // else the emptied queue grows from world to world
}

void RandomWorld::listen()
{
    TokenManager *const m = m_manager.get();
    const auto on = [this, m](auto signal, const char *name) {
        QObject::connect(m, signal, m, [this, name] {
            ++m_signals;
            act(name);
        });
    };
    on(&TokenManager::stateChanged, "stateChanged");
    on(&TokenManager::tokenUpdated, "tokenUpdated");
    on(&TokenManager::tokenAboutToExpire, "tokenAboutToExpire");
    on(&TokenManager::tokenExpired, "tokenExpired");
    on(&TokenManager::tokenUpdateRecovered, "tokenUpdateRecovered");
    on(&TokenManager::signInRequired, "signInRequired");
    on(&TokenManager::warningShown, "warningShown");
    on(&TokenManager::warningCleared, "warningCleared");
    on(&TokenManager::scheduleChanged, "scheduleChanged");
    QObject::connect(m, &TokenManager::tokenChanged, m, [this](quint64 generation) {
        if (generation <= m_lastGeneration)
            fail(u"generation %1 after %2"_s.arg(generation).arg(m_lastGeneration));
        m_lastGeneration = generation;
        act("tokenChanged");
    });
    QObject::connect(m, &TokenManager::tokenUpdateFailed, m, [this](const TokenError &error) {
        noteText(error.detail);
        act("tokenUpdateFailed");
    });
    QObject::connect(m, &TokenManager::traced, m,
                     [this](const QJsonObject &entry) { noteTrace(entry); });
}

QString RandomWorld::run(int stimuli)
{
    for (int i = 0; i < stimuli && m_manager && m_problem.isEmpty(); ++i)
        giveStimulus();
    if (m_problem.isEmpty())
        checkEnd();
    return m_problem;
}

QString RandomWorld::runAndRecover(int stimuli)
{
    m_checksRules = true;
    for (int i = 0; i < stimuli && m_manager && m_problem.isEmpty(); ++i)
        giveStimulus();
    if (m_problem.isEmpty() && m_manager)
        recover();
    return m_problem;
}

void RandomWorld::giveStimulus()
{
    int total = 0;
    for (const Weighted &stimulus : Stimuli)
        total += stimulus.weight;
    int drawn = m_dice.below(total);
    for (const Weighted &stimulus : Stimuli) {
        drawn -= stimulus.weight;
        if (drawn >= 0)
            continue;
        if (m_recording)
            m_record += "-- " + QByteArray(stimulus.name) + '\n';
        (this->*stimulus.give)();
        break;
    }
    checkNow();
}

void RandomWorld::act(const char *what)
{
    if (m_actionsArmed == 0 || !m_manager)
        return;
    --m_actionsArmed;
    m_insideSignal = true; // where no stimulus moves time
    if (m_recording)
        m_record += "   inside " + QByteArray(what) + '\n';
    switch (m_dice.below(12)) {
    case 0:
        m_manager->signOut();
        break;
    case 1:
        m_manager->start();
        break;
    case 2:
    case 3:
        userRefresh();
        break;
    case 4:
        giveToken();
        break;
    case 5:
        removeConsumer();
        break;
    case 6:
        destroyConsumer();
        break;
    case 7:
        addConsumer();
        break;
    case 8:
        changePolicy();
        break;
    case 9:
        pushAboutToExpire();
        break;
    case 10:
        changeNetwork();
        break;
    case 11:
        if (!m_dice.oneIn(12))
            break;
        m_provider.heedsAbort = true; // a provider must not call what is gone
        m_manager.reset();
        break;
    }
    m_insideSignal = false;
}

void RandomWorld::start()
{
    m_manager->start();
}

void RandomWorld::startWithCached()
{
    TokenSpec spec = m_provider.freshSpec();
    static constexpr std::chrono::seconds Lives[] { 3600s, 600s, 100s, 20s, 0s, -60s };
    spec.life = m_dice.pick(Lives);
    m_manager->startWith(makeToken(spec));
}

void RandomWorld::awaitCredential()
{
    m_manager->awaitCredential();
    if (m_dice.oneIn(2) && m_manager) {
        static constexpr Millis Delays[] { 0ms, 2900ms, 3100ms, 40s };
        advance(m_dice.pick(Delays));
        if (m_manager)
            m_manager->start();
    }
}

void RandomWorld::signOut()
{
    m_manager->signOut();
    if (m_manager && m_manager->state() == TokenManager::State::SignedOut)
        checkSignedOut();
    if (m_manager && !m_dice.oneIn(4))
        m_manager->start();
}

void RandomWorld::ask(const std::function<void(QObject *, TokenManager::AttemptCallback)> &call)
{
    const auto ask = std::make_shared<Ask>();
    m_asks.push_back(ask);
    call(ask->context.get(), [this, ask](const std::optional<TokenError> &error) {
        if (error)
            noteText(error->detail);
        if (!ask->returned)
            fail(u"a callback came before its call had returned"_s);
        if (!ask->context)
            fail(u"a callback came after its context had died"_s);
        if (++ask->answers > 1)
            fail(u"a callback came twice"_s);
    });
    ask->returned = true;
    if (m_dice.oneIn(10))
        ask->context.reset();
}

void RandomWorld::userRefresh()
{
    for (int clicks = m_dice.oneIn(6) ? 15 : 1; clicks > 0 && m_manager; --clicks)
        ask([this](QObject *context, TokenManager::AttemptCallback done) {
            m_manager->refresh(context, std::move(done));
        });
}

void RandomWorld::giveToken()
{
    QByteArray jwt;
    switch (m_dice.below(6)) {
    case 0:
        jwt = "no token";
        break;
    case 1:
        jwt = m_lastJwt;
        break;
    case 2:
        jwt = makeJwt(oddToken());
        break;
    default:
        jwt = makeJwt(m_provider.freshSpec());
    }
    ask([this, jwt](QObject *context, TokenManager::AttemptCallback done) {
        m_manager->updateToken(jwt, context, std::move(done));
    });
}

void RandomWorld::changePolicy()
{
    m_manager->setPolicy(m_dice.oneIn(2) ? RefreshPolicy::documented() : RefreshPolicy());
}

void RandomWorld::expectIdentity()
{
    m_manager->setExpectedIdentity(m_dice.oneIn(3) ? u"bob"_s : u"alice"_s);
}

void RandomWorld::checkTime()
{
    m_manager->checkTime();
}

void RandomWorld::armAction()
{
    m_actionsArmed = 1 + m_dice.below(3);
}

} // namespace parley::test
