// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatclient_p.h"
#include "chat/wire/chatparsing.h"

// ChatClient's commands on conversations, participants and users.

namespace parley::chat {

namespace {

bool fits(const QJsonObject &attributes, qsizetype limit)
{
    return jsonText(attributes).toUtf8().size() <= limit;
}

bool isName(const QString &name)
{
    return name.size() <= MaxNameCharacters;
}

} // namespace

void ChatClient::createConversation(const QString &friendlyName, const QString &uniqueName,
                                    QObject *context, Callback<Conversation> done)
{
    createConversation({ .friendlyName = friendlyName, .uniqueName = uniqueName }, context,
                       std::move(done));
}

void ChatClient::createConversation(const NewConversation &wanted, QObject *context,
                                    Callback<Conversation> done)
{
    using enum ChatError::Code;
    if (d->isReady(context, done)
        && d->isValid(isName(wanted.friendlyName) && isName(wanted.uniqueName), Invalid,
                      "the name is too long", context, done)
        && d->isValid(fits(wanted.attributes, MaxConversationAttributesBytes), TooLong,
                      "the attributes are over the limit", context, done))
        d->commands.create(wanted, d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::openDirectConversation(const QString &identity, QObject *context,
                                        Callback<Conversation> done)
{
    if (!d->isReady(context, done))
        return;
    const bool isSomebodyElse = !identity.isEmpty() && identity != d->context.identity();
    if (d->isValid(isSomebodyElse && isName(identity), ChatError::Code::Invalid,
                   "not the identity of another user", context, done))
        d->direct.open(identity, d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::updateConversation(const QString &conversation, const ConversationChange &change,
                                    QObject *context, Callback<Nothing> done)
{
    using enum ChatError::Code;
    const bool areNames = isName(change.friendlyName.value_or(QString()))
        && isName(change.uniqueName.value_or(QString()));
    if (d->isReady(context, done)
        && d->isValid(areNames, Invalid, "the name is too long", context, done)
        && d->isValid(
            fits(change.attributes.value_or(QJsonObject()), MaxConversationAttributesBytes),
            TooLong, "the attributes are over the limit", context, done))
        d->commands.update(conversation, change,
                           d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::setMuted(const QString &conversation, bool muted, QObject *context,
                          Callback<Nothing> done)
{
    if (d->isReady(context, done))
        d->commands.setMuted(conversation, muted,
                             d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::join(const QString &conversation, QObject *context, Callback<Conversation> done)
{
    if (d->isReady(context, done))
        d->commands.join(conversation, d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::leave(const QString &conversation, QObject *context, Callback<Nothing> done)
{
    if (d->isReady(context, done))
        d->commands.leave(conversation, d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::deleteConversation(const QString &conversation, QObject *context,
                                    Callback<Nothing> done)
{
    if (d->isReady(context, done))
        d->commands.deleteConversation(conversation,
                                       d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::loadParticipants(const QString &conversation, QObject *context,
                                  Callback<std::vector<Participant>> done)
{
    const auto tracked = d->context.callbacks.track(context, std::move(done));
    d->whenOpen(conversation, tracked, [this, tracked](const QString &sid) {
        d->rosters.load(sid, d->session.get(), tracked);
    });
}

void ChatClient::addParticipant(const QString &conversation, const QString &identity,
                                QObject *context, Callback<Nothing> done)
{
    if (d->isReady(context, done)
        && d->isValid(!identity.isEmpty() && isName(identity), ChatError::Code::Invalid,
                      "not an identity", context, done))
        d->commands.addParticipant(conversation, identity,
                                   d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::removeParticipant(const QString &conversation, const QString &participant,
                                   QObject *context, Callback<Nothing> done)
{
    // Without a name the request would be one about all participants.
    if (d->isReady(context, done)
        && d->isValid(!participant.isEmpty(), ChatError::Code::Invalid,
                      "the participant has no name", context, done))
        d->commands.removeParticipant(conversation, participant,
                                      d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::setParticipantAttributes(const QString &conversation, const QString &identity,
                                          const QJsonObject &attributes, QObject *context,
                                          Callback<Nothing> done)
{
    if (!d->isReady(context, done)
        || !d->isValid(fits(attributes, MaxAttributesBytes), ChatError::Code::TooLong,
                       "the attributes are over the limit", context, done))
        return;
    const auto tracked = d->context.callbacks.track(context, std::move(done));
    using Participants = std::vector<Participant>;
    d->whenOpen(conversation, tracked, [this, identity, attributes, tracked](const QString &sid) {
        d->rosters.load(
            sid, d->session.get(),
            [this, sid, identity, attributes, tracked](const Outcome<Participants> &got) {
                const auto *participants = std::get_if<Participants>(&got);
                if (participants == nullptr)
                    return tracked(std::get<ChatError>(got));
                const auto it = std::ranges::find(*participants, identity, &Participant::identity);
                if (it == participants->end())
                    return tracked(ChatError { .code = ChatError::Code::NotFound });
                d->commands.setParticipantAttributes(sid, it->sid, attributes, tracked);
            });
    });
}

void ChatClient::subscribeUser(const QString &identity)
{
    d->users.subscribe(identity);
}

void ChatClient::releaseUser(const QString &identity)
{
    d->users.release(identity);
}

void ChatClient::setOwnFriendlyName(const QString &name, QObject *context, Callback<Nothing> done)
{
    if (!d->isReady(context, done)
        || !d->isValid(isName(name), ChatError::Code::Invalid, "the name is too long", context,
                       done))
        return;
    const auto tracked = d->context.callbacks.track(context, std::move(done));
    d->commands.updateOwnUser(QStringLiteral("friendly_name"), name,
                              [this, name, tracked](const Outcome<Nothing> &outcome) {
                                  if (std::holds_alternative<Nothing>(outcome))
                                      d->users.setOwn(
                                          [&name](User &user) { user.friendlyName = name; });
                                  tracked(outcome);
                              });
}

void ChatClient::setOwnAttributes(const QJsonObject &attributes, QObject *context,
                                  Callback<Nothing> done)
{
    if (!d->isReady(context, done)
        || !d->isValid(fits(attributes, MaxAttributesBytes), ChatError::Code::TooLong,
                       "the attributes are over the limit", context, done))
        return;
    const auto tracked = d->context.callbacks.track(context, std::move(done));
    d->commands.updateOwnUser(
        QStringLiteral("attributes"), jsonText(attributes),
        [this, attributes, tracked](const Outcome<Nothing> &outcome) {
            if (std::holds_alternative<Nothing>(outcome))
                d->users.setOwn([&attributes](User &user) { user.attributes = attributes; });
            tracked(outcome);
        });
}

void ChatClient::setVisibleConversations(const QStringList &conversationSids)
{
    d->registry.prefer(conversationSids);
}

void ChatClient::sendTyping(const QString &conversation)
{
    const QString sid = d->registry.sidOf(conversation);
    if (d->registry.find(sid) != nullptr)
        d->typing.send(sid);
}

void ChatClient::advanceReadHorizon(const QString &conversation, qint64 index, QObject *context,
                                    Callback<Nothing> done)
{
    d->horizon.advance(d->registry.sidOf(conversation), index, context, std::move(done));
}

void ChatClient::setAllMessagesRead(const QString &conversation, QObject *context,
                                    Callback<Nothing> done)
{
    const QString sid = d->registry.sidOf(conversation);
    const Conversation *known = d->registry.find(sid);
    const qint64 last = known == nullptr
        ? -1
        : std::max(known->lastMessageIndex.value_or(-1), d->messages.lastIndexOf(sid));
    if (known != nullptr && last < 0) // nothing that could be read
        d->context.callbacks.later<Nothing>(context, std::move(done), Nothing {});
    else
        d->horizon.advance(sid, std::max<qint64>(last, 0), context, std::move(done));
}

void ChatClient::setNoMessagesRead(const QString &conversation, QObject *context,
                                   Callback<Nothing> done)
{
    const QString sid = d->registry.sidOf(conversation);
    if (d->isReady(context, done)
        && d->isValid(d->registry.find(sid) != nullptr, ChatError::Code::NotFound,
                      "no such conversation", context, done))
        d->horizon.clear(sid, d->context.callbacks.track(context, std::move(done)));
}

} // namespace parley::chat
