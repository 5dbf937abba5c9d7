// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "randomworld.h"

#include "token/tracewriter.h"

#include <algorithm>

namespace parley::test {

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;

namespace {

/// What only the manager and its request have going.
bool isOfTheManager(const QObject *context)
{
    return qobject_cast<const TokenConsumer *>(context) == nullptr
        && context->objectName() != "careless"_L1;
}

} // namespace

void RandomWorld::fail(const QString &problem)
{
    if (m_recording)
        m_record += "!! " + problem.toUtf8() + '\n';
    if (m_problem.isEmpty())
        m_problem = problem;
}

void RandomWorld::noteText(const QString &text)
{
    if (text.contains("eyJ"_L1))
        fail(u"a token in a text"_s);
}

void RandomWorld::noteTrace(const QJsonObject &entry)
{
    const QString kind = entry.value("kind"_L1).toString();
    if (kind == "request"_L1) {
        ++m_traceRequests;
        if (entry.value("trigger"_L1).toString().isEmpty())
            fail(u"a request without a cause"_s);
    } else if (kind == "requestEnded"_L1) {
        ++m_traceEnds;
        if (!entry.contains("joined"_L1))
            fail(u"a request that does not tell who joined"_s);
    }
    for (const QJsonValue &value : entry)
        noteText(value.toString());
    if (m_recording)
        m_record += TraceWriter::line(entry);
}

void RandomWorld::noteStart()
{
    if (!m_checksRules)
        return;
    if (m_network.state() == Reachability::State::Unreachable)
        fail(u"rule offlinePause: a request while the network is down"_s);
    if (m_clock.monotonicNow() < m_retryAfterUntil)
        fail(u"rule retryAfter: a request %1 ms before the end of Retry-After"_s.arg(
            (m_retryAfterUntil - m_clock.monotonicNow()).count()));
}

void RandomWorld::checkStarts()
{
    const auto &starts = m_provider.starts();
    for (; m_startsChecked < starts.size(); ++m_startsChecked) {
        const std::size_t i = m_startsChecked;
        if (i >= 12 && starts[i] - starts[i - 12] <= 5min)
            fail(u"rule requestBudget: 13 requests within five minutes"_s);
    }
}

void RandomWorld::checkNow()
{
    checkStarts();
    if (m_provider.mostInFlight() > 1)
        fail(u"%1 requests in flight"_s.arg(m_provider.mostInFlight()));
    if (!m_manager)
        return;
    if (m_provider.inFlight() > 0 && !m_manager->isRefreshing())
        fail(u"a request is in flight that no call waits for"_s);
    if (m_traceRequests != m_provider.requests()
        || m_traceRequests - m_traceEnds > (m_manager->isRefreshing() ? 1 : 0))
        fail(u"%1 requests, %2 in the trace, %3 of them ended"_s.arg(m_provider.requests())
                 .arg(m_traceRequests)
                 .arg(m_traceEnds));
    const bool isOut = m_manager->state() == TokenManager::State::SignedOut
        || m_manager->state() == TokenManager::State::Loading;
    if (isOut)
        checkSignedOut();
    std::erase_if(m_asks, [](const auto &ask) { return ask->answers > 0 && ask->context; });
}

void RandomWorld::checkSignedOut()
{
    if (m_provider.inFlight() > 0)
        fail(u"a request after sign-out"_s);
    m_clock.settle(); // a refused question is answered in the next turn of the event loop
    for (const auto &ask : m_asks) {
        if (ask->context && ask->answers == 0)
            fail(u"a call got no answer at sign-out"_s);
    }
    if (m_clock.pendingCalls(isOfTheManager) > 0)
        fail(u"%1 calls pending after sign-out"_s.arg(m_clock.pendingCalls(isOfTheManager)));
}

void RandomWorld::checkEnd()
{
    m_actionsArmed = 0;
    m_provider.heedsAbort = true;
    const bool signsOut = m_manager && m_dice.oneIn(2);
    if (signsOut)
        m_manager->signOut();
    else
        m_manager.reset();
    if (m_recording)
        m_record += signsOut ? "-- signed out at the end\n" : "-- destroyed at the end\n";
    m_clock.settle();
    if (signsOut)
        checkSignedOut();
    else if (m_clock.pendingCalls(isOfTheManager) > 0 || m_provider.inFlight() > 0)
        fail(u"something is pending after destruction"_s);

    std::vector<std::size_t> offers;
    for (const auto &consumer : m_consumers)
        offers.push_back(consumer->offered().size());
    const int requests = m_provider.requests();
    const quint64 signalsBefore = m_signals;
    for (const auto &consumer : m_consumers) {
        consumer->push();
        consumer->accept(m_lastGeneration);
        consumer->reject(m_lastGeneration, TokenRejection::Kind::Expired, 410, 51207);
    }
    m_clock.suspend(1h);
    advance(2min);
    for (std::size_t i = 0; i < m_consumers.size(); ++i) {
        if (m_consumers[i]->offered().size() != offers[i])
            fail(u"a token was offered after the end"_s);
    }
    if (m_provider.requests() != requests || m_signals != signalsBefore)
        fail(u"something went on after the end"_s);
    checkStarts();
}

void RandomWorld::recover()
{
    m_actionsArmed = 0;
    m_failuresLeft = 0;
    m_life = 1h;
    m_provider.spec.life = m_life;
    m_provider.delay = 50ms;
    m_provider.reloadDelay = 10ms;
    m_provider.sendsDate = true;
    m_network.set(Reachability::State::Reachable);
    for (const auto &consumer : m_consumers) {
        consumer->mode = FakeConsumer::Mode::Accepts;
        consumer->delay = 20ms;
    }
    m_manager->setExpectedIdentity(u"alice"_s);
    const auto state = [this] { return m_manager->state(); };
    using enum TokenTypes::State; // Clang 14 does not find it through an alias
    if (m_recording)
        m_record += "-- everything is well\n";
    advance(1min); // an answer of the bad time may still be on its way
    if (state() == SignedOut || state() == Loading || state() == NeedsSignIn)
        m_manager->start();
    advance(31min); // longer than any Retry-After and any pace
    for (int tries = 0; tries < 2 && state() != Ready && state() != Refreshing; ++tries) {
        const auto error = m_manager->lastError();
        if (error
            && (error->code == TokenError::Code::WrongService
                || error->code == TokenError::Code::WrongIdentity))
            m_manager->signOut(); // the first token was the odd one: the user signs in afresh
        if (state() == SignedOut)
            m_manager->start();
        else if (state() == Blocked) // the operator has changed the setting: 'Try again'
            userRefresh();
        advance(2min);
    }
    if (state() == Ready || (state() == Refreshing && m_manager->timeLeft() > 5min))
        return;
    fail(u"not Ready though everything is well: state %1"_s.arg(int(state())));
}

} // namespace parley::test
