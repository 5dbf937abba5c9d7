// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/conversationrequests.h"

#include "localservice/conversations/changepublisher.h"
#include "localservice/conversations/conversationaccess.h"
#include "localservice/conversations/limits.h"
#include "localservice/conversations/pages.h"
#include "localservice/conversations/refusals.h"
#include "localservice/store/conversationstore.h"
#include "localservice/store/database.h"
#include "localservice/store/mediastore.h"
#include "localservice/store/messagestore.h"

#include <algorithm>

namespace parley::localservice::conversationrequests {

using namespace Qt::StringLiterals;

namespace {

/// Takes the fields of the body into \a conversation; the answer that refuses them, or nothing.
std::optional<TunnelResponse> readFields(const ApiCall &call, ConversationRecord &conversation)
{
    const QString oldName = conversation.uniqueName;
    if (const auto refusal = limits::readFriendlyName(call.body, conversation.friendlyName))
        return refusal;
    if (const auto refusal = limits::readUniqueName(call.body, conversation.uniqueName))
        return refusal;
    if (const auto refusal = limits::readAttributes(call.body, limits::ConversationAttributesBytes,
                                                    conversation.attributes))
        return refusal;
    const QString &name = conversation.uniqueName;
    if (name != oldName && !name.isNull() && call.parts.store.isUniqueNameTaken(name))
        return TunnelResponse::error(409, 50353, u"The unique name exists already"_s);
    return std::nullopt;
}

QJsonObject ownJson(const ApiCall &call, const ConversationRecord &conversation,
                    const ParticipantRecord &own)
{
    return call.json.ownConversation(conversation, own, call.parts.messages.unreadCount(own));
}

QJsonObject descriptor(const ApiCall &call, const Membership &membership)
{
    const ConversationRecord &conversation = membership.conversation;
    const std::optional<ParticipantRecord> &own = membership.own;
    QJsonObject json
        = own ? ownJson(call, conversation, *own) : call.json.conversation(conversation);
    if (!own)
        json.insert(u"status"_s, membership.isInvited ? u"invited"_s : u"notParticipating"_s);
    json.insert(u"participants_count"_s,
                call.parts.store.participantCount(conversation.sid, false));
    json.insert(u"messages_count"_s, call.parts.messages.count(conversation.sid));
    return json;
}

/// Moves the horizon of \a own to \a index; false: it is neither null nor a valid index.
bool moveHorizon(const ApiCall &call, const QJsonValue &index, ParticipantRecord &own)
{
    own.lastRead.reset();
    own.lastReadAt = call.at;
    const qint64 number = index.toInteger(-1);
    const auto last = call.parts.messages.last(own.conversation);
    if (!index.isNull() && last) // else there is nothing to have read
        own.lastRead = std::min(number, last->index);
    return index.isNull() || number >= 0;
}

} // namespace

TunnelResponse create(const ApiCall &call)
{
    ConversationRecord conversation;
    conversation.createdBy = call.caller.identity;
    conversation.isPublic = call.body.value("type"_L1).toString() == "public"_L1;
    if (const auto refusal = readFields(call, conversation))
        return *refusal;
    if (call.parts.store.createdCount(conversation.createdBy) >= limits::ConversationsPerIdentity)
        return refusals::tooMany();
    Transaction transaction(call.parts.database);
    call.parts.store.createConversation(conversation, call.at);
    return call.parts.publisher.finish(
        transaction, call, TunnelResponse::ok(call.json.conversation(conversation), 201),
        call.json.conversationUrl(conversation.sid));
}

TunnelResponse read(const ApiCall &call)
{
    const auto membership = call.parts.access.lookUp(call.caller.identity, call.names.first());
    return membership ? TunnelResponse::ok(descriptor(call, *membership))
                      : refusals::noConversation();
}

TunnelResponse listPublic(const ApiCall &call)
{
    return pages::page(
        call, u"conversations"_s, "CH"_L1,
        [&call](const QString &after, int limit) {
            return call.parts.store.publicConversations(after, limit);
        },
        [&call](const ConversationRecord &record) {
            const auto membership = call.parts.access.lookUp(call.caller.identity, record.sid);
            return membership ? descriptor(call, *membership) : QJsonObject();
        });
}

TunnelResponse update(const ApiCall &call, const Membership &membership)
{
    if (!membership.isCreator)
        return refusals::notPermitted();
    ConversationRecord conversation = membership.conversation;
    if (const auto refusal = readFields(call, conversation))
        return *refusal;
    conversation.updated = call.at;
    Transaction transaction(call.parts.database);
    call.parts.store.saveConversation(conversation);
    return call.parts.publisher.finish(transaction, call,
                                       TunnelResponse::ok(call.json.conversation(conversation)),
                                       call.json.conversationUrl(conversation.sid));
}

TunnelResponse remove(const ApiCall &call, const Membership &membership)
{
    if (!membership.isCreator)
        return refusals::notPermitted();
    Transaction transaction(call.parts.database);
    call.parts.store.deleteConversation(membership.conversation, call.at);
    call.parts.media.removeOfConversation(membership.conversation.sid);
    return call.parts.publisher.finish(transaction, call, TunnelResponse::noContent(), {});
}

TunnelResponse listOwn(const ApiCall &call)
{
    return pages::page(
        call, u"conversations"_s, "CH"_L1,
        [&call](const QString &after, int limit) {
            return call.parts.store.conversationsOf(call.caller.identity, after, limit);
        },
        [&call](const ConversationRecord &record) {
            const auto own = call.parts.store.participant(record.sid, call.caller.identity);
            return own ? ownJson(call, record, *own) : QJsonObject();
        });
}

TunnelResponse readOwn(const ApiCall &call, const Membership &membership)
{
    return TunnelResponse::ok(ownJson(call, membership.conversation, *membership.own));
}

TunnelResponse updateOwn(const ApiCall &call, const Membership &membership)
{
    ParticipantRecord own = *membership.own;
    const QString indexName = call.body.contains("last_consumed_message_index"_L1)
        ? u"last_consumed_message_index"_s
        : u"last_read_message_index"_s;
    const bool movesHorizon = call.body.contains(indexName);
    const bool setsLevel = call.body.contains("notification_level"_L1);
    if (!movesHorizon && !setsLevel)
        return TunnelResponse::brokenBody();
    if (movesHorizon && !moveHorizon(call, call.body.value(indexName), own))
        return TunnelResponse::error(400, 50421, u"Invalid read index"_s);
    if (setsLevel) {
        own.notificationLevel = call.body.value("notification_level"_L1).toString();
        if (own.notificationLevel != "default"_L1 && own.notificationLevel != "muted"_L1)
            return TunnelResponse::error(400, 50210, u"Unknown notification level"_s);
    }
    Transaction transaction(call.parts.database);
    call.parts.store.saveParticipant(membership.conversation, own,
                                     movesHorizon ? ConversationStore::Shown::InBoth
                                                  : ConversationStore::Shown::InOwnMap,
                                     call.at);
    const UserRecord user = call.parts.store.users().ensure(call.caller.identity, call.at);
    return call.parts.publisher.finish(
        transaction, call, TunnelResponse::ok(ownJson(call, membership.conversation, own)),
        call.json.ownConversationUrl(user, membership.conversation.sid));
}

} // namespace parley::localservice::conversationrequests
