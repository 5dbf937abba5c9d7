// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatparticipants.h"

#include "chat/client/chatparts_p.h"
#include "chat/client/limits_p.h"

#include <algorithm>

namespace parley::chat {

ChatParticipants::ChatParticipants(ChatParts &parts)
    : d(parts)
{ }

std::vector<Participant> ChatParticipants::of(const QString &conversationSid) const
{
    return d.rosters.values(conversationSid);
}

void ChatParticipants::load(const QString &conversation, QObject *context,
                            Callback<std::vector<Participant>> done)
{
    const auto tracked = d.context.callbacks.track(context, std::move(done));
    d.whenOpen(conversation, tracked, [this, tracked](const QString &sid) {
        d.rosters.load(sid, d.session.get(), tracked);
    });
}

void ChatParticipants::add(const QString &conversation, const QString &identity, QObject *context,
                           Callback<Nothing> done)
{
    if (d.isReady(context, done)
        && d.isValid(!identity.isEmpty() && isName(identity), ChatError::Code::Invalid,
                     "not an identity", context, done))
        d.commands.addParticipant(conversation, identity,
                                  d.context.callbacks.track(context, std::move(done)));
}

void ChatParticipants::remove(const QString &conversation, const QString &participant,
                              QObject *context, Callback<Nothing> done)
{
    // Without a name the request would be one about all participants.
    if (d.isReady(context, done)
        && d.isValid(!participant.isEmpty(), ChatError::Code::Invalid,
                     "the participant has no name", context, done))
        d.commands.removeParticipant(conversation, participant,
                                     d.context.callbacks.track(context, std::move(done)));
}

void ChatParticipants::setAttributes(const QString &conversation, const QString &identity,
                                     const QJsonObject &attributes, QObject *context,
                                     Callback<Nothing> done)
{
    if (!d.isReady(context, done)
        || !d.isValid(fits(attributes, MaxAttributesBytes), ChatError::Code::TooLong,
                      "the attributes are over the limit", context, done))
        return;
    const auto tracked = d.context.callbacks.track(context, std::move(done));
    using Participants = std::vector<Participant>;
    d.whenOpen(conversation, tracked, [this, identity, attributes, tracked](const QString &sid) {
        d.rosters.load(
            sid, d.session.get(),
            [this, sid, identity, attributes, tracked](const Outcome<Participants> &got) {
                const auto *participants = std::get_if<Participants>(&got);
                if (participants == nullptr)
                    return tracked(std::get<ChatError>(got));
                const auto it = std::ranges::find(*participants, identity, &Participant::identity);
                if (it == participants->end())
                    return tracked(ChatError { .code = ChatError::Code::NotFound });
                d.commands.setParticipantAttributes(sid, it->sid, attributes, tracked);
            });
    });
}

QStringList ChatParticipants::typing(const QString &conversationSid) const
{
    return d.typing.typing(conversationSid);
}

void ChatParticipants::sendTyping(const QString &conversation)
{
    const QString sid = d.registry.sidOf(conversation);
    if (d.registry.find(sid) != nullptr)
        d.typing.send(sid);
}

} // namespace parley::chat
