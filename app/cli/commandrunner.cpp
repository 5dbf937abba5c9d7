// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/commandrunner.h"
#include "session/events/eventjson.h"

#include <QJsonDocument>

#include <algorithm>

namespace parley {

using namespace Qt::StringLiterals;

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
        reportBadLine(u"invalidJson"_s,
                      document.isNull() ? error.errorString() : u"A command is a JSON object."_s);
        return;
    }
    const QJsonObject arguments = document.object();
    const QString name = arguments.value(u"command"_s).toString();
    const QJsonValue id = arguments.value(u"id"_s);
    const quint64 serial = ++m_lastSerial;
    m_pending.insert(serial, id.isUndefined() ? QJsonValue(QJsonValue::Null) : id);
    if (!table().contains(name)) {
        fail(serial, u"unknownCommand"_s,
             name.isEmpty() ? u"The line names no command."_s
                            : u"There is no command '%1'."_s.arg(name.left(100)));
        return;
    }
    m_held.emplace_back(*this, serial, name, arguments);
    runReady();
}

void CommandRunner::refuseLongLine()
{
    reportBadLine(u"lineTooLong"_s, u"A line has 1 MiB at most."_s);
}

void CommandRunner::reportBadLine(const QString &code, const QString &message)
{
    report(QJsonValue::Null, false, u"error"_s,
           QJsonObject { { u"code"_s, code }, { u"message"_s, message } });
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
    const QString conversation = call.value(u"conversation"_s).toString();
    return m_conversationsInTheMaking > 0 && !conversation.isEmpty() && call.name() != "join"_L1
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
        fail(call.serial(), u"offline"_s, u"The service could not be reached since the sign-in."_s);
}

void CommandRunner::cancelAll()
{
    m_held.clear();
    m_holdTimer.reset();
    const QHash<quint64, QJsonValue> open = m_pending;
    QList<quint64> serials = open.keys();
    std::ranges::sort(serials);
    for (const quint64 serial : serials)
        fail(serial, u"cancelled"_s, u"The program ends."_s);
}

void CommandRunner::succeed(quint64 serial, const QJsonValue &data)
{
    const auto pending = m_pending.constFind(serial);
    if (pending == m_pending.constEnd())
        return; // cancelled meanwhile
    const QJsonValue id = *pending;
    m_pending.erase(pending);
    report(id, true, u"data"_s, data);
    tellIfIdle();
}

void CommandRunner::fail(quint64 serial, const QString &code, const QString &message)
{
    const auto pending = m_pending.constFind(serial);
    if (pending == m_pending.constEnd())
        return;
    const QJsonValue id = *pending;
    m_pending.erase(pending);
    report(id, false, u"error"_s, QJsonObject { { u"code"_s, code }, { u"message"_s, message } });
    tellIfIdle();
}

void CommandRunner::report(const QJsonValue &id, bool isOk, const QString &key,
                           const QJsonValue &value)
{
    m_reporter.report(
        { { u"event"_s, u"result"_s }, { u"id"_s, id }, { u"ok"_s, isOk }, { key, value } });
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
