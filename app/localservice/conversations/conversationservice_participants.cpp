// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
// ConversationService: participants and users.
#include "localservice/conversations/conversationservice.h"

#include "localservice/conversations/limits.h"
#include "localservice/conversations/refusals.h"
#include "localservice/store/database.h"
#include "localservice/store/jsontext.h"
#include "localservice/sync/subscriptionhub.h"

#include <QJsonArray>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

TunnelResponse participantExists()
{
    return TunnelResponse::error(409, 50433, u"The participant exists already"_s);
}

TunnelResponse tooMany()
{
    return TunnelResponse::error(400, 50417, u"Too many participants or conversations"_s);
}

QString typeOfAddress(const QString &address)
{
    if (address.startsWith("whatsapp:"_L1))
        return u"whatsapp"_s;
    return address.contains(u'@') ? u"email"_s : u"sms"_s;
}

} // namespace

std::optional<TunnelResponse> ConversationService::refuseToAdd(const Call &call,
                                                               const Membership &membership)
{
    const bool isJoin = call.body.value("identity"_L1).toString() == call.caller.identity;
    const bool mayAdd = membership.mayEnter() || (isJoin && membership.mayJoin());
    return mayAdd ? std::nullopt : std::optional(refusals::notAParticipant());
}

TunnelResponse ConversationService::addParticipant(const Call &call, const QString &id)
{
    const std::optional<Membership> membership = lookUp(call.caller.identity, id);
    if (!membership)
        return refusals::noConversation();
    if (const auto refusal = refuseToAdd(call, *membership))
        return *refusal;
    const ConversationRecord &conversation = membership->conversation;
    if (!call.body.contains("identity"_L1))
        return addOther(call, conversation);

    const QString identity = call.body.value("identity"_L1).toString();
    if (const auto refusal = limits::checkIdentity(identity))
        return *refusal;
    ParticipantRecord participant;
    participant.identity = identity;
    if (const auto refusal
        = limits::readAttributes(call.body, limits::AttributesBytes, participant.attributes))
        return *refusal;
    if (m_store.isParticipant(conversation.sid, identity))
        return participantExists();
    if (m_store.participantCount(conversation.sid, false) >= limits::Participants
        || m_store.conversationCount(identity) >= limits::ConversationsPerIdentity)
        return tooMany();
    Transaction transaction(m_database);
    m_store.addParticipant(conversation, participant, call.at);
    return finish(transaction, call, TunnelResponse::ok(call.json.participant(participant), 201),
                  call.json.participantUrl(participant));
}

TunnelResponse ConversationService::addOther(const Call &call,
                                             const ConversationRecord &conversation)
{
    const QJsonObject binding = call.body.value("messaging_binding"_L1).toObject();
    const QString address = binding.value("address"_L1).toString();
    if (address.isEmpty() || address.size() > limits::IdentityCharacters)
        return TunnelResponse::brokenBody();
    ParticipantRecord participant;
    participant.type = typeOfAddress(address);
    participant.address = address;
    participant.binding = compactJson(binding);
    if (participant.binding.toUtf8().size() > limits::AttributesBytes
        || !parseJson(participant.binding))
        return TunnelResponse::brokenBody();
    if (const auto refusal
        = limits::readAttributes(call.body, limits::AttributesBytes, participant.attributes))
        return *refusal;
    if (m_store.participantByAddress(conversation.sid, address))
        return participantExists();
    const int all = m_store.participantCount(conversation.sid, false);
    if (all >= limits::Participants
        || all - m_store.participantCount(conversation.sid, true) >= limits::OtherParticipants)
        return tooMany();
    Transaction transaction(m_database);
    m_store.addParticipant(conversation, participant, call.at);
    return finish(transaction, call, TunnelResponse::ok(call.json.participant(participant), 201),
                  call.json.participantUrl(participant));
}

TunnelResponse ConversationService::updateParticipant(const Call &call,
                                                      const Membership &membership,
                                                      const ParticipantRecord &participant)
{
    if (participant.identity != call.caller.identity && !membership.isCreator)
        return refusals::notPermitted();
    ParticipantRecord changed = participant;
    if (const auto refusal
        = limits::readAttributes(call.body, limits::AttributesBytes, changed.attributes))
        return *refusal;
    changed.updated = call.at;
    Transaction transaction(m_database);
    m_store.saveParticipant(membership.conversation, changed, ConversationStore::Shown::InRoster,
                            call.at);
    return finish(transaction, call, TunnelResponse::ok(call.json.participant(changed)),
                  call.json.participantUrl(changed));
}

TunnelResponse ConversationService::removeParticipant(const Call &call,
                                                      const Membership &membership,
                                                      const ParticipantRecord &participant)
{
    if (participant.identity != call.caller.identity && !membership.isCreator)
        return refusals::notPermitted();
    const ConversationRecord &conversation = membership.conversation;
    const QStringList objects = m_store.participantObjects(conversation);
    Transaction transaction(m_database);
    m_store.removeParticipant(conversation, participant, call.at);
    const TunnelResponse response = finish(transaction, call, TunnelResponse::noContent(), {});
    if (response.isSuccess() && !participant.identity.isNull())
        revoke(participant.identity, conversation, objects);
    return response;
}

void ConversationService::revoke(const QString &identity, const ConversationRecord &conversation,
                                 const QStringList &objects)
{
    const bool keepsDocument = conversation.isPublic || identity == conversation.createdBy;
    m_hub.revoke(identity, keepsDocument ? objects.mid(1) : objects);
}

// Invitations

TunnelResponse ConversationService::invite(const Call &call, const Membership &membership)
{
    const ConversationRecord &conversation = membership.conversation;
    const QString identity = call.body.value("identity"_L1).toString();
    if (const auto refusal = limits::checkIdentity(identity))
        return *refusal;
    if (m_store.isParticipant(conversation.sid, identity)
        || m_store.isInvited(conversation.sid, identity))
        return participantExists();
    Transaction transaction(m_database);
    m_store.invite(conversation, identity, call.at);
    return finish(transaction, call,
                  TunnelResponse::ok({ { u"identity"_s, identity },
                                       { u"conversation_sid"_s, conversation.sid },
                                       { u"created_by"_s, call.caller.identity },
                                       { u"date_created"_s, call.at } },
                                     201),
                  call.json.conversationUrl(conversation.sid));
}

TunnelResponse ConversationService::endInvitation(const Call &call, const QString &id,
                                                  const QString &identity)
{
    const std::optional<Membership> membership = lookUp(call.caller.identity, id);
    if (!membership || !m_store.isInvited(membership->conversation.sid, identity))
        return refusals::noParticipant();
    if (identity != call.caller.identity && !membership->isCreator)
        return refusals::notPermitted();
    const ConversationRecord &conversation = membership->conversation;
    const QStringList objects = m_store.participantObjects(conversation);
    Transaction transaction(m_database);
    m_store.endInvitation(conversation, identity, call.at);
    const TunnelResponse response = finish(transaction, call, TunnelResponse::noContent(), {});
    if (response.isSuccess())
        revoke(identity, conversation, objects);
    return response;
}

// Users

TunnelResponse ConversationService::users(const Call &call, const QStringList &path)
{
    const QByteArray &method = call.request.method;
    if (path.isEmpty())
        return method == "GET" ? listUsers(call) : TunnelResponse::wrongMethod();
    // Programmable Chat writes its own identity as it is, slashes included.
    const bool isPlain = call.isOld && path.value(1) != "Conversations"_L1;
    const QString name = isPlain ? path.join(u'/') : path.first();
    const std::optional<UserRecord> user = m_store.user(name);
    if (!user)
        return refusals::noUser();
    if (isPlain || path.size() == 1) {
        if (method == "GET")
            return readUser(call, user->identity);
        return method == "POST" ? updateUser(call, user->identity) : TunnelResponse::wrongMethod();
    }
    if (path.at(1) != "Conversations"_L1 || path.size() > 3)
        return TunnelResponse::notFound();
    if (user->identity != call.caller.identity)
        return refusals::notPermitted();
    if (path.size() == 2)
        return method == "GET" ? listOwn(call) : TunnelResponse::wrongMethod();
    if (method == "GET")
        return readOwn(call, path.at(2));
    return method == "POST" ? updateOwn(call, path.at(2)) : TunnelResponse::wrongMethod();
}

TunnelResponse ConversationService::readUser(const Call &call, const QString &id)
{
    const std::optional<UserRecord> user = m_store.user(id);
    if (!user)
        return refusals::noUser();
    return TunnelResponse::ok(call.json.user(*user, isOnline(user->identity)));
}

TunnelResponse ConversationService::updateUser(const Call &call, const QString &id)
{
    std::optional<UserRecord> user = m_store.user(id);
    if (!user)
        return refusals::noUser();
    if (user->identity != call.caller.identity)
        return refusals::notPermitted();
    if (const auto refusal = limits::readFriendlyName(call.body, user->friendlyName))
        return *refusal;
    if (const auto refusal
        = limits::readAttributes(call.body, limits::AttributesBytes, user->attributes))
        return *refusal;
    user->updated = call.at;
    Transaction transaction(m_database);
    m_store.saveUser(*user);
    return finish(transaction, call,
                  TunnelResponse::ok(call.json.user(*user, isOnline(user->identity))),
                  call.json.userUrl(user->identity));
}

TunnelResponse ConversationService::listUsers(const Call &call)
{
    const auto entered = enter(call, call.request.param("ConversationSid"_L1));
    if (const TunnelResponse *const refusal = std::get_if<TunnelResponse>(&entered))
        return *refusal;
    QJsonArray list;
    for (const UserRecord &user : m_store.usersOf(std::get<Membership>(entered).conversation.sid))
        list.append(call.json.user(user, isOnline(user.identity)));
    return TunnelResponse::ok({ { u"users"_s, list },
                                { u"meta"_s,
                                  QJsonObject { { u"next_token"_s, QJsonValue::Null },
                                                { u"prev_token"_s, QJsonValue::Null } } } });
}

void ConversationService::setPresent(const QString &identity, bool present)
{
    if (present)
        m_present.insert(identity);
    else
        m_present.remove(identity);
    setOnline(identity, isOnline(identity));
}

void ConversationService::setOnline(const QString &identity, bool online)
{
    const std::optional<UserRecord> user = m_store.user(identity);
    if (!user)
        return;
    Transaction transaction(m_database);
    m_store.setOnline(*user, online, now());
    commitAndPublish(transaction);
}

} // namespace parley::localservice
