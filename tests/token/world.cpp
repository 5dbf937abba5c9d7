// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "world.h"

#include "token/enumname.h"

#include <QJsonDocument>

namespace parley::test {

namespace {

/// What only the trace tells: requests, and what each consumer says.
QString lineOf(const QJsonObject &entry)
{
    const QString kind = entry.value(QLatin1String("kind")).toString();
    const auto field = [&entry](const char *name) {
        return entry.value(QLatin1String(name)).toVariant().toString();
    };
    if (kind == QLatin1String("request"))
        return QStringLiteral("refreshStarted %1 %2").arg(field("trigger"), field("attempt"));
    if (kind == QLatin1String("applied"))
        return QStringLiteral("applied %1 %2").arg(field("consumer"), field("generation"));
    if (kind == QLatin1String("rejected"))
        return QStringLiteral("rejected %1 %2 %3")
            .arg(field("consumer"), field("generation"), field("serviceCode"));
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
    manager.setExpectedIdentity(QStringLiteral("alice"));
    manager.addConsumer(chat.get());
}

void World::listen()
{
    const auto say = [this](const QString &line) { events.append(line); };
    QObject *context = &manager;
    QObject::connect(
        &manager, &TokenManager::stateChanged, context,
        [say](TokenManager::State state) { say(QStringLiteral("state ") + enumName(state)); });
    QObject::connect(&manager, &TokenManager::tokenUpdateFailed, context,
                     [this, say](const TokenError &error, int attempt,
                                 std::optional<std::chrono::milliseconds> retryIn) {
                         retries.push_back(retryIn.value_or(std::chrono::milliseconds(-1)));
                         say(QStringLiteral("failed %1 %2").arg(codeName(error.code)).arg(attempt));
                     });
    QObject::connect(&manager, &TokenManager::tokenChanged, context,
                     [this, say](quint64 generation) {
                         m_generationsRise = m_generationsRise && generation > m_lastGeneration;
                         m_lastGeneration = generation;
                         say(QStringLiteral("tokenChanged %1").arg(generation));
                     });
    QObject::connect(&manager, &TokenManager::tokenUpdated, context,
                     [say](const AccessToken &, TokenManager::UpdateReason reason) {
                         say(QStringLiteral("updated ") + enumName(reason));
                     });
    QObject::connect(&manager, &TokenManager::tokenAboutToExpire, context,
                     [say](std::chrono::milliseconds left, TokenManager::ExpirySource source) {
                         say(QStringLiteral("aboutToExpire %1 %2")
                                 .arg(enumName(source))
                                 .arg(qRound(double(left.count()) / 1000.0)));
                     });
    QObject::connect(
        &manager, &TokenManager::tokenExpired, context,
        [say](quint64 generation, WallTime) { say(QStringLiteral("expired %1").arg(generation)); });
    QObject::connect(&manager, &TokenManager::tokenUpdateRecovered, context,
                     [say](int attempts, std::chrono::milliseconds) {
                         say(QStringLiteral("recovered %1").arg(attempts));
                     });
    QObject::connect(&manager, &TokenManager::signInRequired, context,
                     [say](TokenManager::SignInReason reason) {
                         say(QStringLiteral("signInRequired ") + enumName(reason));
                     });
    QObject::connect(&manager, &TokenManager::warningShown, context,
                     [say](TokenManager::Warning warning) {
                         say(QStringLiteral("warning ") + enumName(warning));
                     });
    QObject::connect(&manager, &TokenManager::warningCleared, context,
                     [say](TokenManager::Warning warning) {
                         say(QStringLiteral("cleared ") + enumName(warning));
                     });
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
    const QString all = events.join(QStringLiteral(", "));
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
            return entry.value(QLatin1String("kind")).toString() == QLatin1String(kind);
        }));
}

QString World::budgetProblem() const
{
    const auto &starts = provider.starts();
    for (std::size_t i = 12; i < starts.size(); ++i) {
        if (starts[i] - starts[i - 12] <= std::chrono::minutes(5))
            return QStringLiteral("rule requestBudget: 13 requests within five minutes");
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
        return QStringLiteral("%1 calls pending after sign-out").arg(clock.pendingCalls());
    advance(std::chrono::hours(2));
    if (provider.requests() != requestsBefore || manager.state() != TokenManager::State::SignedOut)
        return QStringLiteral("something went on after sign-out");
    if (provider.mostInFlight() > 1)
        return QStringLiteral("%1 requests in flight").arg(provider.mostInFlight());
    if (!m_generationsRise)
        return QStringLiteral("a generation did not rise");
    if (traced("request") != provider.requests() || traced("requestEnded") != provider.requests())
        return QStringLiteral("a request is missing in the trace");
    for (const QJsonObject &entry : std::as_const(trace)) {
        if (QJsonDocument(entry).toJson().contains("eyJ"))
            return QStringLiteral("a token in the trace");
    }
    return budgetProblem();
}

} // namespace parley::test
