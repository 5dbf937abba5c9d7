// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sessionbench.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLoggingCategory>

namespace parley::test {

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;

SessionBench::SessionBench()
{
    QLoggingCategory::setFilterRules(u"parley.*=false"_s); // failures are what is tested here
    config.tokenUrl = QUrl(u"https://example.org/token"_s);
    config.serviceUrl = QUrl(u"wss://example.org/v3/wsconnect"_s);
    config.identity = u"alice"_s;
    config.policy.jitter = false;
    transports.acceptByItself();
    transports.setService(&FakeTransports::welcome);
}

SessionBench::~SessionBench()
{
    quit();
}

SessionParts SessionBench::parts()
{
    return { .network = network,
             .store = keychain != nullptr ? *keychain : store,
             .clock = clock,
             .reachability = reachability,
             .transports = transports.factory(),
             .random = [] { return 0.0; },
             .knownSignIns = &known };
}

void SessionBench::launch()
{
    quit();
    events.clear();
    statuses.clear();
    states.clear();
    failures.clear();
    signedIn = 0;
    applied = 0;
    session = std::make_unique<Session>(config, parts());
    reporter = std::make_unique<EventReporter>(*session, clock);
    Session *one = session.get();
    QObject::connect(reporter.get(), &EventReporter::eventReported, one,
                     [this](const QJsonObject &event) { events.push_back(event); });
    QObject::connect(one, &Session::keychainStatusChanged, one,
                     [this](Session::KeychainStatus status) { statuses.push_back(status); });
    QObject::connect(one, &Session::signedIn, one, [this] { ++signedIn; });
    QObject::connect(one, &Session::signInFailed, one,
                     [this](const TokenError &error) { failures.push_back(error); });
    QObject::connect(&one->tokens(), &TokenManager::stateChanged, one,
                     [this](TokenManager::State state) { states.push_back(state); });
    QObject::connect(&one->tokens(), &TokenManager::traced, one, [this](const QJsonObject &entry) {
        if (entry.value(u"kind") == "applied"_L1)
            ++applied;
    });
}

void SessionBench::typeIn(const QString &password)
{
    session->signIn(password, true);
}

void SessionBench::quit()
{
    reporter.reset();
    session.reset();
}

void SessionBench::advance(std::chrono::milliseconds duration)
{
    // In steps, so that what goes through the event loop keeps its place among the timers.
    const auto end = clock.monotonicNow() + duration;
    for (;;) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        ping();
        const auto left = end - clock.monotonicNow();
        clock.advance(std::clamp<std::chrono::milliseconds>(left, 0ms, 250ms));
        if (left <= 0ms)
            break;
    }
    QCoreApplication::sendPostedEvents();
    clock.settle();
}

/// A service that says nothing for long is taken for gone.
void SessionBench::ping()
{
    FakeTransport *transport = transports.last();
    if (clock.monotonicNow() - m_lastPing < 15s || transport == nullptr || !transport->isOpen())
        return;
    m_lastPing = clock.monotonicNow();
    transport->deliver(u"ping"_s, {});
}

QByteArray SessionBench::jwt(std::chrono::seconds life, std::chrono::seconds age,
                             const QString &identity)
{
    TokenSpec spec;
    spec.identity = identity;
    spec.issuedAt = clock.wallNow() - age;
    spec.life = life;
    spec.serial = ++m_serial;
    return makeJwt(spec);
}

HttpAnswer SessionBench::tokenAnswer(std::chrono::seconds life)
{
    return { .body = jwt(life), .contentType = "text/plain" };
}

HttpAnswer SessionBench::sessionAnswer(const QString &backEndSession)
{
    const QJsonObject object { { u"token"_s, QString::fromLatin1(jwt()) },
                               { u"session"_s, backEndSession } };
    return { .body = QJsonDocument(object).toJson() };
}

void SessionBench::answerAlwaysWithTokens(std::chrono::seconds life)
{
    network.otherwise = [this, life](const SeenRequest &request) {
        return request.method == "DELETE" ? HttpAnswer { .status = 204 } : tokenAnswer(life);
    };
}

void SessionBench::save(const SignInEntry &signIn)
{
    store.secrets.insert(key(), signIn.encoded(0));
    known.put({ .key = key(), .tokenUrl = config.tokenUrl, .identity = config.identity });
}

void SessionBench::savePassword(const QString &password)
{
    save({ .credential = { .user = config.identity, .secret = password } });
}

QStringList SessionBench::eventNames() const
{
    QStringList names;
    for (const QJsonObject &event : events)
        names.append(event.value(u"event"_s).toString());
    return names;
}

QJsonObject SessionBench::event(const QString &name) const
{
    for (auto it = events.rbegin(); it != events.rend(); ++it) {
        if (it->value(u"event"_s).toString() == name)
            return *it;
    }
    return {};
}

int SessionBench::tokenRequests() const
{
    return network.count("POST") + network.count("GET");
}

} // namespace parley::test
