// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "world.h"

#include "token/enumname.h"

#include <QJsonDocument>

namespace parley::test {

using namespace Qt::StringLiterals;

namespace {

/// What only the trace tells: requests, and what each consumer says.
QString lineOf(const QJsonObject &entry)
{
    const QString kind = entry.value("kind"_L1).toString();
    const auto field = [&entry](const char *name) {
        return entry.value(QLatin1String(name)).toVariant().toString();
    };
    if (kind == "request"_L1)
        return u"refreshStarted %1 %2"_s.arg(field("trigger"), field("attempt"));
    if (kind == "applied"_L1)
        return u"applied %1 %2"_s.arg(field("consumer"), field("generation"));
    if (kind == "rejected"_L1)
        return u"rejected %1 %2 %3"_s.arg(field("consumer"), field("generation"),
                                          field("serviceCode"));
    return {};
}

} // namespace

World::World(unsigned seed)
    : manager(provider,
              { .clock = &clock,
                .reachability = &network,
                .random = [this] { return double(m_generator()) / 4294967296.0; } })
    , m_generator(seed)
{
    listen();
    manager.setExpectedIdentity(u"alice"_s);
    manager.addConsumer(chat.get());
}

void World::listen()
{
    const auto say = [this](const QString &line) { events.append(line); };
    QObject *context = &manager;
    QObject::connect(&manager, &TokenManager::stateChanged, context,
                     [say](TokenManager::State state) { say(u"state "_s + enumName(state)); });
    QObject::connect(&manager, &TokenManager::tokenUpdateFailed, context,
                     [this, say](const TokenError &error, int attempt,
                                 std::optional<std::chrono::milliseconds> retryIn) {
                         retries.push_back(retryIn.value_or(std::chrono::milliseconds(-1)));
                         say(u"failed %1 %2"_s.arg(codeName(error.code)).arg(attempt));
                     });
    QObject::connect(&manager, &TokenManager::tokenChanged, context,
                     [this, say](quint64 generation) {
                         m_generationsRise = m_generationsRise && generation > m_lastGeneration;
                         m_lastGeneration = generation;
                         say(u"tokenChanged %1"_s.arg(generation));
                     });
    QObject::connect(&manager, &TokenManager::tokenUpdated, context,
                     [say](const AccessToken &, TokenManager::UpdateReason reason) {
                         say(u"updated "_s + enumName(reason));
                     });
    QObject::connect(&manager, &TokenManager::tokenAboutToExpire, context,
                     [say](std::chrono::milliseconds left, TokenManager::ExpirySource source) {
                         say(u"aboutToExpire %1 %2"_s.arg(enumName(source))
                                 .arg(qRound(double(left.count()) / 1000.0)));
                     });
    QObject::connect(&manager, &TokenManager::tokenExpired, context,
                     [say](quint64 generation, WallTime) { say(u"expired %1"_s.arg(generation)); });
    QObject::connect(
        &manager, &TokenManager::tokenUpdateRecovered, context,
        [say](int attempts, std::chrono::milliseconds) { say(u"recovered %1"_s.arg(attempts)); });
    QObject::connect(
        &manager, &TokenManager::signInRequired, context,
        [say](TokenManager::SignInReason reason) { say(u"signInRequired "_s + enumName(reason)); });
    QObject::connect(
        &manager, &TokenManager::warningShown, context,
        [say](TokenManager::Warning warning) { say(u"warning "_s + enumName(warning)); });
    QObject::connect(
        &manager, &TokenManager::warningCleared, context,
        [say](TokenManager::Warning warning) { say(u"cleared "_s + enumName(warning)); });
    QObject::connect(&manager, &TokenManager::traced, context, [this](const QJsonObject &entry) {
        trace.append(entry);
        const QString line = lineOf(entry);
        if (!line.isEmpty())
            events.append(line);
    });
}

void World::signIn(std::chrono::seconds life)
{
    provider.spec.life = life;
    manager.start();
    advance(std::chrono::seconds(1));
    forget();
}

void World::goToDeadline()
{
    advance(*manager.nextAttemptIn() - std::chrono::milliseconds(1));
    forget();
}

void World::forget()
{
    events.clear();
    retries.clear();
    m_requestsBefore = provider.requests();
}

int World::count(const QString &prefix) const
{
    return static_cast<int>(std::count_if(events.begin(), events.end(), [&](const QString &line) {
        return line.startsWith(prefix);
    }));
}

QString World::takeEvents()
{
    const QString all = events.join(u", "_s);
    events.clear();
    return all;
}

QString World::stateName() const
{
    return enumName(manager.state());
}

int World::traced(const char *kind) const
{
    return static_cast<int>(
        std::count_if(trace.begin(), trace.end(), [kind](const QJsonObject &entry) {
            return entry.value("kind"_L1).toString() == QLatin1String(kind);
        }));
}

QString World::budgetProblem() const
{
    const auto &starts = provider.starts();
    for (std::size_t i = 12; i < starts.size(); ++i) {
        if (starts[i] - starts[i - 12] <= std::chrono::minutes(5))
            return u"rule requestBudget: 13 requests within five minutes"_s;
    }
    return {};
}

QString World::invariantProblem()
{
    const int requestsBefore = provider.requests();
    manager.signOut();
    if (chat)
        manager.removeConsumer(chat.get());
    chat.reset(); // its own pending answers are not the manager's
    if (clock.pendingCalls() != 0)
        return u"%1 calls pending after sign-out"_s.arg(clock.pendingCalls());
    advance(std::chrono::hours(2));
    if (provider.requests() != requestsBefore || manager.state() != TokenManager::State::SignedOut)
        return u"something went on after sign-out"_s;
    if (provider.mostInFlight() > 1)
        return u"%1 requests in flight"_s.arg(provider.mostInFlight());
    if (!m_generationsRise)
        return u"a generation did not rise"_s;
    if (traced("request") != provider.requests() || traced("requestEnded") != provider.requests())
        return u"a request is missing in the trace"_s;
    for (const QJsonObject &entry : std::as_const(trace)) {
        if (QJsonDocument(entry).toJson().contains("eyJ"))
            return u"a token in the trace"_s;
    }
    return budgetProblem();
}

} // namespace parley::test
