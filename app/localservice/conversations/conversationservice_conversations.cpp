// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// ConversationService: conversations, and the caller's own place in them.
#include "localservice/conversations/conversationservice.h"

#include "localservice/conversations/limits.h"
#include "localservice/conversations/refusals.h"
#include "localservice/store/database.h"
#include "localservice/store/mediastore.h"
#include "localservice/sync/subscriptionhub.h"
#include "twilsock/sid.h"

#include <QJsonArray>

#include <algorithm>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

TunnelResponse nameTaken()
{
    return TunnelResponse::error(409, 50353, u"The unique name exists already"_s);
}

/// Reads a horizon; false: it is neither null nor a valid index.
bool readHorizon(const QJsonValue &value, std::optional<qint64> &horizon)
{
    horizon.reset();
    if (value.isNull())
        return true;
    const qint64 index = value.toInteger(-1);
    horizon = index;
    return index >= 0;
}

} // namespace

TunnelResponse ConversationService::createConversation(const Call &call)
{
    ConversationRecord conversation;
    conversation.createdBy = call.caller.identity;
    conversation.isPublic = call.body.value("type"_L1).toString() == "public"_L1;
    if (const auto refusal = limits::readFriendlyName(call.body, conversation.friendlyName))
        return *refusal;
    if (const auto refusal = limits::readUniqueName(call.body, conversation.uniqueName))
        return *refusal;
    if (const auto refusal = limits::readAttributes(call.body, limits::ConversationAttributesBytes,
                                                    conversation.attributes))
        return *refusal;
    if (!conversation.uniqueName.isNull() && m_store.isUniqueNameTaken(conversation.uniqueName))
        return nameTaken();
    Transaction transaction(m_database);
    m_store.createConversation(conversation, call.at);
    return finish(transaction, call, TunnelResponse::ok(call.json.conversation(conversation), 201),
                  call.json.conversationUrl(conversation.sid));
}

TunnelResponse ConversationService::readConversation(const Call &call, const QString &id)
{
    const std::optional<Membership> membership = lookUp(call.caller.identity, id);
    return membership ? TunnelResponse::ok(descriptor(call, *membership))
                      : refusals::noConversation();
}

QJsonObject ConversationService::descriptor(const Call &call, const Membership &membership)
{
    const ConversationRecord &conversation = membership.conversation;
    const std::optional<ParticipantRecord> &own = membership.own;
    QJsonObject json = own ? call.json.ownConversation(conversation, *own, unreadOf(*own))
                           : call.json.conversation(conversation);
    if (!own)
        json.insert(u"status"_s, membership.isInvited ? u"invited"_s : u"notParticipating"_s);
    json.insert(u"participants_count"_s, m_store.participantCount(conversation.sid, false));
    json.insert(u"messages_count"_s, m_store.messageCount(conversation.sid));
    return json;
}

TunnelResponse ConversationService::updateConversation(const Call &call,
                                                       const Membership &membership)
{
    if (!membership.isCreator)
        return refusals::notPermitted();
    ConversationRecord conversation = membership.conversation;
    if (const auto refusal = limits::readFriendlyName(call.body, conversation.friendlyName))
        return *refusal;
    if (const auto refusal = limits::readUniqueName(call.body, conversation.uniqueName))
        return *refusal;
    if (const auto refusal = limits::readAttributes(call.body, limits::ConversationAttributesBytes,
                                                    conversation.attributes))
        return *refusal;
    const bool isNewName = conversation.uniqueName != membership.conversation.uniqueName;
    if (isNewName && !conversation.uniqueName.isNull()
        && m_store.isUniqueNameTaken(conversation.uniqueName))
        return nameTaken();
    conversation.updated = call.at;
    Transaction transaction(m_database);
    m_store.saveConversation(conversation);
    return finish(transaction, call, TunnelResponse::ok(call.json.conversation(conversation)),
                  call.json.conversationUrl(conversation.sid));
}

TunnelResponse ConversationService::deleteConversation(const Call &call,
                                                       const Membership &membership)
{
    if (!membership.isCreator)
        return refusals::notPermitted();
    Transaction transaction(m_database);
    m_store.deleteConversation(membership.conversation, call.at);
    m_media.removeOfConversation(membership.conversation.sid);
    return finish(transaction, call, TunnelResponse::noContent(), {});
}

TunnelResponse ConversationService::page(
    const Call &call,
    const std::function<std::vector<ConversationRecord>(const QString &, int)> &fetch,
    const std::function<QJsonObject(const ConversationRecord &)> &toJson)
{
    constexpr int DefaultPage = 100;
    constexpr int LargestPage = 1000;
    bool isNumber = true;
    const QString sizeText = call.request.param("PageSize"_L1);
    const int size = sizeText.isEmpty() ? DefaultPage : sizeText.toInt(&isNumber);
    const QString token = call.request.param("PageToken"_L1);
    if (!isNumber || size < 1 || size > LargestPage)
        return TunnelResponse::error(400, 20007, u"Page size out of range"_s);
    if (!token.isEmpty() && !isSid(token, "CH"_L1))
        return TunnelResponse::error(400, 20001, u"Unknown page token"_s);

    std::vector<ConversationRecord> records = fetch(token, size + 1);
    const bool hasMore = int(records.size()) > size;
    if (hasMore)
        records.pop_back();
    QJsonArray list;
    for (const ConversationRecord &record : records)
        list.append(toJson(record));
    return TunnelResponse::ok({ { u"conversations"_s, list },
                                { u"meta"_s,
                                  QJsonObject { { u"next_token"_s,
                                                  hasMore ? QJsonValue(records.back().sid)
                                                          : QJsonValue(QJsonValue::Null) },
                                                { u"previous_token"_s, QJsonValue::Null } } } });
}

TunnelResponse ConversationService::listPublic(const Call &call)
{
    return page(
        call,
        [this](const QString &after, int limit) {
            return m_store.publicConversations(after, limit);
        },
        [this, &call](const ConversationRecord &record) {
            const std::optional<Membership> membership = lookUp(call.caller.identity, record.sid);
            return membership ? descriptor(call, *membership) : QJsonObject();
        });
}

TunnelResponse ConversationService::listOwn(const Call &call)
{
    return page(
        call,
        [this, &call](const QString &after, int limit) {
            return m_store.conversationsOf(call.caller.identity, after, limit);
        },
        [this, &call](const ConversationRecord &record) {
            const auto own = m_store.participant(record.sid, call.caller.identity);
            return own ? call.json.ownConversation(record, *own, unreadOf(*own)) : QJsonObject();
        });
}

TunnelResponse ConversationService::readOwn(const Call &call, const QString &id)
{
    const std::optional<ConversationRecord> conversation = m_store.conversation(id);
    const auto own = conversation ? m_store.participant(conversation->sid, call.caller.identity)
                                  : std::nullopt;
    if (!own)
        return refusals::noConversation();
    return TunnelResponse::ok(call.json.ownConversation(*conversation, *own, unreadOf(*own)));
}

void ConversationService::readAll(const QString &identity, const QString &conversationSid)
{
    const std::optional<ConversationRecord> conversation = m_store.conversation(conversationSid);
    auto own = conversation ? m_store.participant(conversationSid, identity) : std::nullopt;
    const auto last = own ? m_store.lastMessage(conversationSid) : std::nullopt;
    if (!last || own->lastRead == last->index)
        return;
    own->lastRead = last->index;
    own->lastReadAt = now();
    Transaction transaction(m_database);
    m_store.saveParticipant(*conversation, *own, ConversationStore::Shown::InBoth, own->lastReadAt);
    commitAndPublish(transaction);
}

TunnelResponse ConversationService::updateOwn(const Call &call, const QString &id)
{
    const std::optional<ConversationRecord> conversation = m_store.conversation(id);
    auto own = conversation ? m_store.participant(conversation->sid, call.caller.identity)
                            : std::nullopt;
    if (!own)
        return refusals::noConversation();
    const QString indexName = call.body.contains("last_consumed_message_index"_L1)
        ? u"last_consumed_message_index"_s
        : u"last_read_message_index"_s;
    const bool movesHorizon = call.body.contains(indexName);
    const bool setsLevel = call.body.contains("notification_level"_L1);
    if (!movesHorizon && !setsLevel)
        return TunnelResponse::brokenBody();
    if (movesHorizon) {
        if (!readHorizon(call.body.value(indexName), own->lastRead))
            return TunnelResponse::error(400, 50421, u"Invalid read index"_s);
        const auto last = m_store.lastMessage(conversation->sid);
        if (!last)
            own->lastRead.reset(); // nothing there to have been read
        else if (own->lastRead)
            own->lastRead = std::min(*own->lastRead, last->index);
        own->lastReadAt = call.at;
    }
    if (setsLevel) {
        const QString level = call.body.value("notification_level"_L1).toString();
        if (level != "default"_L1 && level != "muted"_L1)
            return TunnelResponse::error(400, 50210, u"Unknown notification level"_s);
        own->notificationLevel = level;
    }
    Transaction transaction(m_database);
    m_store.saveParticipant(*conversation, *own,
                            movesHorizon ? ConversationStore::Shown::InBoth
                                         : ConversationStore::Shown::InOwnMap,
                            call.at);
    const UserRecord user = m_store.ensureUser(call.caller.identity, call.at);
    return finish(
        transaction, call,
        TunnelResponse::ok(call.json.ownConversation(*conversation, *own, unreadOf(*own))),
        call.json.ownConversationUrl(user, conversation->sid));
}

} // namespace parley::localservice
