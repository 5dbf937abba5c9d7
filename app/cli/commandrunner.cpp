// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/commandrunner.h"
#include "session/eventjson.h"

#include <QJsonDocument>

#include <algorithm>

namespace parley {

CommandRunner::CommandRunner(Session &session, EventReporter &reporter, Clock &clock,
                             QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_reporter(reporter)
    , m_clock(clock)
{
    const auto look = [this] {
        // Later: what has just been told should have been reported before the results that follow.
        m_clock.callAfter(std::chrono::milliseconds(0), this, [this] { runReady(); });
    };
    connect(&m_session, &Session::signedIn, this, look);
    connect(&m_session.chat(), &chat::ChatClient::stateChanged, this, look);
    connect(&m_session.chat().conversations(), &chat::ChatConversations::loaded, this, look);
    connect(&m_session.chat().connection(), &twilsock::Connection::stateChanged, this, look);
}

const QHash<QString, CommandEntry> &CommandRunner::table()
{
    static const QHash<QString, CommandEntry> entries = [] {
        QHash<QString, CommandEntry> all;
        for (const auto &subject : { sessionCommands(), conversationCommands(), messageCommands(),
                                     mediaCommands(), peopleCommands() }) {
            for (const CommandEntry &entry : subject)
                all.insert(QLatin1String(entry.name), entry);
        }
        return all;
    }();
    return entries;
}

QStringList CommandRunner::names()
{
    QStringList names = table().keys();
    names.sort();
    return names;
}

void CommandRunner::takeLine(const QByteArray &line)
{
    if (line.trimmed().isEmpty())
        return;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    if (!document.isObject()) {
        reportBadLine(QStringLiteral("invalidJson"),
                      document.isNull() ? error.errorString()
                                        : QStringLiteral("A command is a JSON object."));
        return;
    }
    const QJsonObject arguments = document.object();
    const QString name = arguments.value(QStringLiteral("command")).toString();
    const QJsonValue id = arguments.value(QStringLiteral("id"));
    const quint64 serial = ++m_lastSerial;
    m_pending.insert(serial, id.isUndefined() ? QJsonValue(QJsonValue::Null) : id);
    if (!table().contains(name)) {
        fail(serial, QStringLiteral("unknownCommand"),
             name.isEmpty() ? QStringLiteral("The line names no command.")
                            : QStringLiteral("There is no command '%1'.").arg(name.left(100)));
        return;
    }
    m_held.emplace_back(*this, serial, name, arguments);
    runReady();
}

void CommandRunner::refuseLongLine()
{
    reportBadLine(QStringLiteral("lineTooLong"), QStringLiteral("A line has 1 MiB at most."));
}

void CommandRunner::reportBadLine(const QString &code, const QString &message)
{
    report(
        QJsonValue::Null, false, QStringLiteral("error"),
        QJsonObject { { QStringLiteral("code"), code }, { QStringLiteral("message"), message } });
}

bool CommandRunner::isReady(const CommandCall &call) const
{
    using chat::ChatClient;
    using twilsock::ConnectionState;
    switch (table().value(call.name()).need) {
    case CommandNeed::Nothing:
        return true;
    case CommandNeed::SignIn:
        return m_session.isSignedIn();
    case CommandNeed::Conversations:
        break;
    }
    ChatClient &chat = m_session.chat();
    return m_session.isSignedIn() && !isAboutToBeKnown(call)
        && (chat.conversations().areLoaded() || chat.state() == ChatClient::State::Failed
            || m_isDisconnected || chat.connection().state() == ConnectionState::Denied);
}

/// A script may make a conversation and write into it at once, without waiting for the result.
bool CommandRunner::isAboutToBeKnown(const CommandCall &call) const
{
    const QString conversation = call.value(QStringLiteral("conversation")).toString();
    return m_conversationsInTheMaking > 0 && !conversation.isEmpty()
        && call.name() != QLatin1String("join")
        && !m_session.chat().conversations().find(conversation);
}

void CommandRunner::runReady()
{
    if (m_isRunningReady)
        return; // a command that ends at once leads back here
    m_isRunningReady = true;
    const auto isReadyNow = [this](const CommandCall &call) { return isReady(call); };
    for (auto next = std::ranges::find_if(m_held, isReadyNow); next != m_held.end();
         next = std::ranges::find_if(m_held, isReadyNow)) {
        const CommandCall call = std::move(*next);
        m_held.erase(next);
        table().value(call.name()).run(call);
    }
    m_isRunningReady = false;
    watchHold();
}

void CommandRunner::watchHold()
{
    if (m_held.empty() || !m_session.isSignedIn()) {
        m_holdTimer.reset();
        return;
    }
    if (m_holdTimer)
        return;
    m_holdTimer = std::make_unique<QObject>();
    m_clock.callAfter(HoldLimit, m_holdTimer.get(), [this] { refuseHeld(); });
}

void CommandRunner::refuseHeld()
{
    const std::vector<CommandCall> held = std::exchange(m_held, {});
    m_holdTimer.reset();
    for (const CommandCall &call : held)
        fail(call.serial(), QStringLiteral("offline"),
             QStringLiteral("The service could not be reached since the sign-in."));
}

void CommandRunner::cancelAll()
{
    m_held.clear();
    m_holdTimer.reset();
    const QHash<quint64, QJsonValue> open = m_pending;
    QList<quint64> serials = open.keys();
    std::ranges::sort(serials);
    for (const quint64 serial : serials)
        fail(serial, QStringLiteral("cancelled"), QStringLiteral("The program ends."));
}

void CommandRunner::succeed(quint64 serial, const QJsonValue &data)
{
    const auto pending = m_pending.constFind(serial);
    if (pending == m_pending.constEnd())
        return; // cancelled meanwhile
    const QJsonValue id = *pending;
    m_pending.erase(pending);
    report(id, true, QStringLiteral("data"), data);
    tellIfIdle();
}

void CommandRunner::fail(quint64 serial, const QString &code, const QString &message)
{
    const auto pending = m_pending.constFind(serial);
    if (pending == m_pending.constEnd())
        return;
    const QJsonValue id = *pending;
    m_pending.erase(pending);
    report(
        id, false, QStringLiteral("error"),
        QJsonObject { { QStringLiteral("code"), code }, { QStringLiteral("message"), message } });
    tellIfIdle();
}

void CommandRunner::report(const QJsonValue &id, bool isOk, const QString &key,
                           const QJsonValue &value)
{
    m_reporter.report({ { QStringLiteral("event"), QStringLiteral("result") },
                        { QStringLiteral("id"), id },
                        { QStringLiteral("ok"), isOk },
                        { key, value } });
}

void CommandRunner::tellIfIdle()
{
    if (isIdle())
        Q_EMIT idle();
}

chat::Callback<chat::Conversation> CommandRunner::answeringConversation(const CommandCall &call)
{
    ++m_conversationsInTheMaking;
    return [this, answer = call.answering<chat::Conversation>(&eventjson::conversation)](
               const chat::Outcome<chat::Conversation> &outcome) {
        --m_conversationsInTheMaking;
        answer(outcome);
        runReady();
    };
}

} // namespace parley
