// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/commandrunner.h"
#include "session/events/eventjson.h"

#include <QJsonArray>
#include <QPointer>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;

/// How long `user` waits for the service's answer about a user who is not known yet.
constexpr auto UserLimit = 5s;
/// Name and attributes come one after the other.
constexpr auto UserSettling = 100ms;

void participants(const CommandCall &call)
{
    const auto name = call.text(u"conversation"_s);
    if (!name)
        return;
    call.chat().participants().load(
        *name, &call.runner(),
        call.answering<std::vector<chat::Participant>>(
            [sid = call.sidOf(*name)](const std::vector<chat::Participant> &participants) {
                QJsonArray list;
                for (const chat::Participant &participant : participants)
                    list.append(eventjson::participant(sid, participant));
                return list;
            }));
}

/// A command that takes a conversation and an identity.
template <auto Command> void onParticipant(const CommandCall &call)
{
    const auto conversation = call.text(u"conversation"_s);
    if (!conversation)
        return;
    if (const auto identity = call.text(u"identity"_s))
        (call.chat().participants().*Command)(*conversation, *identity, &call.runner(),
                                              call.answering());
}

void setParticipantAttributes(const CommandCall &call)
{
    const auto conversation = call.text(u"conversation"_s);
    if (!conversation)
        return;
    const auto identity = call.text(u"identity"_s);
    if (!identity)
        return;
    if (const auto attributes = call.object(u"attributes"_s))
        call.chat().participants().setAttributes(*conversation, *identity, *attributes,
                                                 &call.runner(), call.answering());
}

bool isKnown(const chat::User &user)
{
    return !user.friendlyName.isEmpty() || !user.attributes.isEmpty() || user.online;
}

void user(const CommandCall &call)
{
    const auto identity = call.text(u"identity"_s);
    if (!identity)
        return;
    if (const chat::User known = call.chat().users().user(*identity); isKnown(known)) {
        call.succeed(eventjson::user(known));
        return;
    }
    // Being asked, the client has begun to read it.
    auto *waiting = new QObject(&call.runner());
    const auto answer = [call, identity = *identity, waiting = QPointer(waiting)] {
        if (!waiting)
            return;
        waiting->deleteLater(); // we may be in a call that belongs to it
        if (call.runner().isPending(call.serial()))
            call.succeed(eventjson::user(call.chat().users().user(identity)));
    };
    QObject::connect(&call.chat().users(), &chat::ChatUsers::updated, waiting,
                     [call, answer, waiting, identity = *identity](const QString &updated) {
                         if (updated == identity)
                             call.runner().clock().callAfter(UserSettling, waiting, answer);
                     });
    call.runner().clock().callAfter(UserLimit, waiting, answer);
}

/// A command that takes an identity and is done at once.
template <auto Command> void onUser(const CommandCall &call)
{
    if (const auto identity = call.text(u"identity"_s)) {
        (call.chat().users().*Command)(*identity);
        call.succeed(QJsonObject());
    }
}

void setFriendlyName(const CommandCall &call)
{
    if (const auto name = call.text(u"friendlyName"_s))
        call.chat().users().setOwnFriendlyName(*name, &call.runner(), call.answering());
}

void setUserAttributes(const CommandCall &call)
{
    if (const auto attributes = call.object(u"attributes"_s))
        call.chat().users().setOwnAttributes(*attributes, &call.runner(), call.answering());
}

} // namespace

std::vector<CommandEntry> peopleCommands()
{
    using enum CommandNeed;
    return {
        { "participants", Conversations, participants, "conversation" },
        { "addParticipant", Conversations, onParticipant<&chat::ChatParticipants::add>,
          "conversation, identity" },
        { "removeParticipant", Conversations, onParticipant<&chat::ChatParticipants::remove>,
          "conversation, identity" },
        { "setParticipantAttributes", Conversations, setParticipantAttributes,
          "conversation, identity, attributes" },
        { "user", Conversations, user, "identity" },
        { "subscribeUser", Conversations, onUser<&chat::ChatUsers::subscribe>,
          "identity: userUpdated events of that user, until releaseUser" },
        { "releaseUser", Conversations, onUser<&chat::ChatUsers::release>, "identity" },
        { "setFriendlyName", Conversations, setFriendlyName, "friendlyName" },
        { "setUserAttributes", Conversations, setUserAttributes, "attributes" },
    };
}

} // namespace parley
