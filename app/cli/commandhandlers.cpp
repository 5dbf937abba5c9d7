// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/commandrunner.h"
#include "session/eventjson.h"

#include <algorithm>

namespace parley {

namespace {

constexpr int DefaultHistory = 50;
constexpr qint64 LongestHistory = 1000;
constexpr qint64 HistoryPage = 100;

} // namespace

template <typename T, typename ToJson>
chat::Callback<T> CommandRunner::answering(quint64 serial, ToJson toJson)
{
    return [this, serial, toJson](const chat::Outcome<T> &outcome) {
        if (const auto *error = std::get_if<chat::ChatError>(&outcome)) {
            const QString code = chat::codeName(*error);
            fail(serial, code, error->detail.isEmpty() ? code : error->detail);
        } else {
            succeed(serial, toJson(std::get<T>(outcome)));
        }
    };
}

chat::Callback<chat::Nothing> CommandRunner::answering(quint64 serial)
{
    return answering<chat::Nothing>(serial, [](chat::Nothing) { return QJsonObject(); });
}

TokenManager::AttemptCallback CommandRunner::answeringToken(quint64 serial)
{
    return [this, serial](const std::optional<TokenError> &error) {
        if (error)
            fail(serial, eventjson::code(*error), eventjson::sentence(*error));
        else
            succeed(serial, eventjson::tokenStatus(m_session.tokens()));
    };
}

chat::Callback<chat::Conversation> CommandRunner::answeringConversation(quint64 serial)
{
    ++m_conversationsInTheMaking;
    return [this, answer = answering<chat::Conversation>(serial, &eventjson::conversation)](
               const chat::Outcome<chat::Conversation> &outcome) {
        --m_conversationsInTheMaking;
        answer(outcome);
        runReady();
    };
}

void CommandRunner::runConversations(const Command &command)
{
    QJsonArray list;
    for (const chat::Conversation &conversation : m_session.chat().conversations()) {
        if (conversation.status == chat::Conversation::Status::Joined)
            list.append(eventjson::conversation(conversation));
    }
    succeed(command.serial, list);
}

void CommandRunner::runCreateConversation(const Command &command)
{
    const QJsonValue friendlyName = command.arguments.value(QStringLiteral("friendlyName"));
    const QJsonValue uniqueName = command.arguments.value(QStringLiteral("uniqueName"));
    m_session.chat().createConversation(friendlyName.toString(), uniqueName.toString(), this,
                                        answeringConversation(command.serial));
}

void CommandRunner::runJoin(const Command &command)
{
    if (const auto conversation = text(command, QStringLiteral("conversation")))
        m_session.chat().join(*conversation, this, answeringConversation(command.serial));
}

void CommandRunner::runLeave(const Command &command)
{
    if (const auto conversation = text(command, QStringLiteral("conversation")))
        m_session.chat().leave(*conversation, this, answering(command.serial));
}

void CommandRunner::runDeleteConversation(const Command &command)
{
    if (const auto conversation = text(command, QStringLiteral("conversation")))
        m_session.chat().deleteConversation(*conversation, this, answering(command.serial));
}

void CommandRunner::runParticipants(const Command &command)
{
    const auto name = text(command, QStringLiteral("conversation"));
    if (!name)
        return;
    const auto conversation = m_session.chat().conversation(*name);
    const QString sid = conversation ? conversation->sid : *name;
    m_session.chat().loadParticipants(
        *name, this,
        answering<std::vector<chat::Participant>>(
            command.serial, [sid](const std::vector<chat::Participant> &participants) {
                QJsonArray list;
                for (const chat::Participant &participant : participants)
                    list.append(eventjson::participant(sid, participant));
                return list;
            }));
}

void CommandRunner::runAddParticipant(const Command &command)
{
    const auto conversation = text(command, QStringLiteral("conversation"));
    if (!conversation)
        return;
    if (const auto identity = text(command, QStringLiteral("identity")))
        m_session.chat().addParticipant(*conversation, *identity, this, answering(command.serial));
}

void CommandRunner::runRemoveParticipant(const Command &command)
{
    const auto conversation = text(command, QStringLiteral("conversation"));
    if (!conversation)
        return;
    if (const auto identity = text(command, QStringLiteral("identity")))
        m_session.chat().removeParticipant(*conversation, *identity, this,
                                           answering(command.serial));
}

void CommandRunner::runSend(const Command &command)
{
    const auto name = text(command, QStringLiteral("conversation"));
    if (!name)
        return;
    const auto body = text(command, QStringLiteral("body"));
    if (!body)
        return;
    const QJsonValue attributes = command.arguments.value(QStringLiteral("attributes"));
    if (!attributes.isUndefined() && !attributes.isNull() && !attributes.isObject()) {
        refuse(command, QStringLiteral("attributes"), QStringLiteral("an object"));
        return;
    }
    const auto conversation = m_session.chat().conversation(*name);
    const QString sid = conversation ? conversation->sid : *name;
    m_session.chat().sendMessage(
        *name, *body, attributes.toObject(), this,
        answering<chat::Message>(command.serial, [sid](const chat::Message &message) {
            return QJsonObject { { QStringLiteral("conversation"), sid },
                                 { QStringLiteral("sid"), message.sid },
                                 { QStringLiteral("index"), message.index } };
        }));
}

void CommandRunner::runHistory(const Command &command)
{
    const auto name = text(command, QStringLiteral("conversation"));
    if (!name)
        return;
    qint64 count = DefaultHistory;
    if (command.arguments.contains(QStringLiteral("count"))) {
        const auto asked = wholeNumber(command, QStringLiteral("count"));
        if (!asked)
            return;
        if (*asked < 1 || *asked > LongestHistory) {
            refuse(command, QStringLiteral("count"), QStringLiteral("a number from 1 to 1000"));
            return;
        }
        count = *asked;
    }
    std::optional<qint64> before;
    const QJsonValue asked = command.arguments.value(QStringLiteral("before"));
    if (!asked.isUndefined() && !asked.isNull()) {
        before = wholeNumber(command, QStringLiteral("before"));
        if (!before)
            return;
    }
    const auto conversation = m_session.chat().conversation(*name);
    readHistory({ .serial = command.serial,
                  .conversation = *name,
                  .sid = conversation ? conversation->sid : *name,
                  .count = count,
                  .before = before });
}

void CommandRunner::readHistory(const HistoryWanted &wanted)
{
    const qint64 page = std::min(wanted.count - wanted.messages.size(), HistoryPage);
    m_session.chat().history(
        wanted.conversation, int(page), wanted.before, this,
        [this, wanted](const chat::Outcome<chat::ChatClient::History> &outcome) {
            const auto *history = std::get_if<chat::ChatClient::History>(&outcome);
            if (history == nullptr) {
                const auto &error = std::get<chat::ChatError>(outcome);
                fail(wanted.serial, chat::codeName(error), error.detail);
                return;
            }
            HistoryWanted more = wanted;
            more.messages = QJsonArray();
            for (const chat::Message &message : history->messages)
                more.messages.append(eventjson::message(wanted.sid, message));
            for (const QJsonValue newer : wanted.messages)
                more.messages.append(newer);
            if (!history->hasOlder || history->messages.empty()
                || more.messages.size() >= wanted.count) {
                succeed(wanted.serial, more.messages);
                return;
            }
            more.before = history->messages.front().index;
            readHistory(more);
        });
}

void CommandRunner::runEdit(const Command &command)
{
    const auto conversation = text(command, QStringLiteral("conversation"));
    if (!conversation)
        return;
    const auto index = wholeNumber(command, QStringLiteral("index"));
    if (!index)
        return;
    if (const auto body = text(command, QStringLiteral("body")))
        m_session.chat().editMessage(*conversation, *index, *body, this, answering(command.serial));
}

void CommandRunner::runDelete(const Command &command)
{
    const auto conversation = text(command, QStringLiteral("conversation"));
    if (!conversation)
        return;
    if (const auto index = wholeNumber(command, QStringLiteral("index")))
        m_session.chat().deleteMessage(*conversation, *index, this, answering(command.serial));
}

void CommandRunner::runTyping(const Command &command)
{
    if (const auto conversation = text(command, QStringLiteral("conversation"))) {
        m_session.chat().sendTyping(*conversation); // dropped while offline, and nobody misses it
        succeed(command.serial, QJsonObject());
    }
}

void CommandRunner::runRead(const Command &command)
{
    const auto conversation = text(command, QStringLiteral("conversation"));
    if (!conversation)
        return;
    if (const auto index = wholeNumber(command, QStringLiteral("index")))
        m_session.chat().advanceReadHorizon(*conversation, *index, this, answering(command.serial));
}

void CommandRunner::runTokenStatus(const Command &command)
{
    succeed(command.serial, eventjson::tokenStatus(m_session.tokens()));
}

void CommandRunner::runRefreshToken(const Command &command)
{
    m_session.tokens().refresh(this, answeringToken(command.serial));
}

void CommandRunner::runUpdateToken(const Command &command)
{
    if (const auto token = text(command, QStringLiteral("token")))
        m_session.tokens().updateToken(token->toUtf8(), this, answeringToken(command.serial));
}

void CommandRunner::runConnect(const Command &command)
{
    m_isDisconnected = false;
    m_session.chat().start();
    succeed(command.serial, QJsonObject());
}

void CommandRunner::runDisconnect(const Command &command)
{
    m_isDisconnected = true;
    m_session.chat().stop();
    succeed(command.serial, QJsonObject());
}

/// Beyond the contract: without it nothing but the window could remove what a run has saved.
void CommandRunner::runSignOut(const Command &command)
{
    m_session.signOut();
    const quint64 serial = command.serial;
    const auto answer = [this, serial] {
        if (!m_pending.contains(serial))
            return;
        succeed(serial, QJsonObject());
        Q_EMIT shutdownRequested();
    };
    connect(&m_session, &Session::settled, this, answer);
    if (m_session.isSettled())
        m_clock.callAfter(std::chrono::milliseconds(0), this, answer);
}

void CommandRunner::runShutdown(const Command &command)
{
    succeed(command.serial, QJsonObject());
    Q_EMIT shutdownRequested();
}

} // namespace parley
