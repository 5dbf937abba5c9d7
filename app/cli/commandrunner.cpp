// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/commandrunner.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>

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
    connect(&m_session.chat(), &chat::ChatClient::conversationsLoadedChanged, this, look);
    connect(&m_session.chat().connection(), &twilsock::Connection::stateChanged, this, look);
}

const QHash<QString, CommandRunner::Entry> &CommandRunner::table()
{
    using R = CommandRunner;
    static const QHash<QString, Entry> entries {
        { QStringLiteral("conversations"), { Need::Conversations, &R::runConversations } },
        { QStringLiteral("createConversation"),
          { Need::Conversations, &R::runCreateConversation } },
        { QStringLiteral("join"), { Need::Conversations, &R::runJoin } },
        { QStringLiteral("leave"), { Need::Conversations, &R::runLeave } },
        { QStringLiteral("deleteConversation"),
          { Need::Conversations, &R::runDeleteConversation } },
        { QStringLiteral("participants"), { Need::Conversations, &R::runParticipants } },
        { QStringLiteral("addParticipant"), { Need::Conversations, &R::runAddParticipant } },
        { QStringLiteral("removeParticipant"), { Need::Conversations, &R::runRemoveParticipant } },
        { QStringLiteral("send"), { Need::Conversations, &R::runSend } },
        { QStringLiteral("history"), { Need::Conversations, &R::runHistory } },
        { QStringLiteral("edit"), { Need::Conversations, &R::runEdit } },
        { QStringLiteral("delete"), { Need::Conversations, &R::runDelete } },
        { QStringLiteral("typing"), { Need::SignIn, &R::runTyping } },
        { QStringLiteral("read"), { Need::Conversations, &R::runRead } },
        { QStringLiteral("tokenStatus"), { Need::SignIn, &R::runTokenStatus } },
        { QStringLiteral("refreshToken"), { Need::SignIn, &R::runRefreshToken } },
        { QStringLiteral("updateToken"), { Need::SignIn, &R::runUpdateToken } },
        { QStringLiteral("connect"), { Need::SignIn, &R::runConnect } },
        { QStringLiteral("disconnect"), { Need::SignIn, &R::runDisconnect } },
        { QStringLiteral("signOut"), { Need::SignIn, &R::runSignOut } },
        { QStringLiteral("shutdown"), { Need::Nothing, &R::runShutdown } },
    };
    return entries;
}

void CommandRunner::takeLine(const QByteArray &line)
{
    if (line.trimmed().isEmpty())
        return;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    if (!document.isObject()) {
        report(
            QJsonValue::Null, false, QStringLiteral("error"),
            QJsonObject { { QStringLiteral("code"), QStringLiteral("invalidJson") },
                          { QStringLiteral("message"),
                            document.isNull() ? error.errorString()
                                              : QStringLiteral("A command is a JSON object.") } });
        return;
    }
    Command command { .serial = ++m_lastSerial, .arguments = document.object() };
    command.name = command.arguments.value(QStringLiteral("command")).toString();
    const QJsonValue id = command.arguments.value(QStringLiteral("id"));
    m_pending.insert(command.serial, id.isUndefined() ? QJsonValue(QJsonValue::Null) : id);
    if (!table().contains(command.name)) {
        fail(command.serial, QStringLiteral("unknownCommand"),
             command.name.isEmpty()
                 ? QStringLiteral("The line names no command.")
                 : QStringLiteral("There is no command '%1'.").arg(command.name.left(100)));
        return;
    }
    m_held.push_back(std::move(command));
    runReady();
}

void CommandRunner::refuseLongLine()
{
    report(
        QJsonValue::Null, false, QStringLiteral("error"),
        QJsonObject { { QStringLiteral("code"), QStringLiteral("lineTooLong") },
                      { QStringLiteral("message"), QStringLiteral("A line has 1 MiB at most.") } });
}

bool CommandRunner::isReady(const Command &command) const
{
    using chat::ChatClient;
    using twilsock::ConnectionState;
    switch (table().value(command.name).need) {
    case Need::Nothing:
        return true;
    case Need::SignIn:
        return m_session.isSignedIn();
    case Need::Conversations:
        break;
    }
    ChatClient &chat = m_session.chat();
    return m_session.isSignedIn() && !isAboutToBeKnown(command)
        && (chat.conversationsLoaded() || chat.state() == ChatClient::State::Failed
            || m_isDisconnected || chat.connection().state() == ConnectionState::Denied);
}

/// A script may make a conversation and write into it at once, without waiting for the result.
bool CommandRunner::isAboutToBeKnown(const Command &command) const
{
    const QString conversation = command.arguments.value(QStringLiteral("conversation")).toString();
    return m_conversationsInTheMaking > 0 && !conversation.isEmpty()
        && command.name != QLatin1String("join") && !m_session.chat().conversation(conversation);
}

void CommandRunner::runReady()
{
    if (m_isRunningReady)
        return; // a command that ends at once leads back here
    m_isRunningReady = true;
    const auto isReadyNow = [this](const Command &command) { return isReady(command); };
    for (auto next = std::ranges::find_if(m_held, isReadyNow); next != m_held.end();
         next = std::ranges::find_if(m_held, isReadyNow)) {
        const Command command = std::move(*next);
        m_held.erase(next);
        (this->*table().value(command.name).run)(command);
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
    const std::vector<Command> held = std::exchange(m_held, {});
    m_holdTimer.reset();
    for (const Command &command : held)
        fail(command.serial, QStringLiteral("offline"),
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

std::optional<QString> CommandRunner::text(const Command &command, const QString &key)
{
    const QJsonValue value = command.arguments.value(key);
    if (!value.isString() || value.toString().isEmpty())
        return refuse(command, key, QStringLiteral("a text that is not empty"));
    return value.toString();
}

std::optional<qint64> CommandRunner::wholeNumber(const Command &command, const QString &key)
{
    const double value = command.arguments.value(key).toDouble(-1);
    if (value < 0 || value > 9e15 || std::trunc(value) != value)
        return refuse(command, key, QStringLiteral("a whole number from 0"));
    return qint64(value);
}

std::nullopt_t CommandRunner::refuse(const Command &command, const QString &key,
                                     const QString &what)
{
    fail(command.serial, QStringLiteral("invalid"),
         QStringLiteral("'%1' needs '%2', %3.").arg(command.name, key, what));
    return std::nullopt;
}

} // namespace parley
