// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/participantrequests.h"

#include "localservice/conversations/changepublisher.h"
#include "localservice/conversations/conversationaccess.h"
#include "localservice/conversations/limits.h"
#include "localservice/conversations/refusals.h"
#include "localservice/store/conversationstore.h"
#include "localservice/store/database.h"
#include "localservice/store/jsontext.h"
#include "localservice/sync/subscriptionhub.h"

namespace parley::localservice::participantrequests {

using namespace Qt::StringLiterals;

namespace {

TunnelResponse participantExists()
{
    return TunnelResponse::error(409, 50433, u"The participant exists already"_s);
}

enum class Way { Join, Invite };

/// Whether one more user may take part in \a conversation, and \a identity in one more
/// conversation. Only Invite counts the invitations that \a identity has already: invitations by
/// others must not keep a user from joining.
bool hasRoom(const ApiCall &call, const ConversationRecord &conversation, const QString &identity,
             Way way)
{
    ConversationStore &store = call.parts.store;
    const int own = store.isInvited(conversation.sid, identity) ? 1 : 0; // is taken up
    const int invitations = way == Way::Invite ? store.invitationCount(identity) : 0;
    return store.participantCount(conversation.sid, false) + store.invitedCount(conversation.sid)
            - own
        < limits::Participants
        && store.conversationCount(identity) + invitations < limits::ConversationsPerIdentity;
}

QString typeOfAddress(const QString &address)
{
    if (address.startsWith("whatsapp:"_L1))
        return u"whatsapp"_s;
    return address.contains(u'@') ? u"email"_s : u"sms"_s;
}

/// Reads the user to add into \a participant; the answer that refuses it, or nothing.
std::optional<TunnelResponse> readUser(const ApiCall &call, const ConversationRecord &conversation,
                                       ParticipantRecord &participant)
{
    const QString identity = call.body.value("identity"_L1).toString();
    if (const auto refusal = limits::checkIdentity(identity))
        return refusal;
    participant.identity = identity;
    if (const auto refusal
        = limits::readAttributes(call.body, limits::AttributesBytes, participant.attributes))
        return refusal;
    if (call.parts.store.isParticipant(conversation.sid, identity))
        return participantExists();
    if (!hasRoom(call, conversation, identity, Way::Join))
        return refusals::tooMany();
    return std::nullopt;
}

/// The same for a participant of another type: a telephone, an address.
std::optional<TunnelResponse> readOther(const ApiCall &call, const ConversationRecord &conversation,
                                        ParticipantRecord &participant)
{
    const QJsonObject binding = call.body.value("messaging_binding"_L1).toObject();
    const QString address = binding.value("address"_L1).toString();
    if (address.isEmpty() || address.size() > limits::IdentityCharacters
        || !limits::isText(address))
        return TunnelResponse::brokenBody();
    participant.type = typeOfAddress(address);
    participant.address = address;
    participant.binding = compactJson(binding);
    if (participant.binding.toUtf8().size() > limits::AttributesBytes
        || !parseJson(participant.binding))
        return TunnelResponse::brokenBody();
    if (const auto refusal
        = limits::readAttributes(call.body, limits::AttributesBytes, participant.attributes))
        return refusal;
    if (call.parts.store.participantByAddress(conversation.sid, address))
        return participantExists();
    const int all = call.parts.store.participantCount(conversation.sid, false);
    if (all + call.parts.store.invitedCount(conversation.sid) >= limits::Participants
        || all - call.parts.store.participantCount(conversation.sid, true)
            >= limits::OtherParticipants)
        return refusals::tooMany();
    return std::nullopt;
}

/// Ends what \a identity may follow no longer. Call it after the events, so that the leaving user
/// still gets them. \a objects are those of participants; the creator, or each user of a public
/// conversation, keeps the first: the document.
void revoke(const ApiCall &call, const QString &identity, const ConversationRecord &conversation,
            const QStringList &objects)
{
    const bool keepsDocument = conversation.isPublic || identity == conversation.createdBy;
    call.parts.hub.revoke(identity, keepsDocument ? objects.mid(1) : objects);
}

} // namespace

TunnelResponse add(const ApiCall &call)
{
    const auto membership = call.parts.access.lookUp(call.caller.identity, call.names.first());
    if (!membership)
        return refusals::noConversation();
    const bool isJoin = call.body.value("identity"_L1).toString() == call.caller.identity;
    if (!membership->mayEnter() && !(isJoin && membership->mayJoin()))
        return refusals::notAParticipant();
    const ConversationRecord &conversation = membership->conversation;
    ParticipantRecord participant;
    const auto refusal = call.body.contains("identity"_L1)
        ? readUser(call, conversation, participant)
        : readOther(call, conversation, participant);
    if (refusal)
        return *refusal;
    Transaction transaction(call.parts.database);
    call.parts.store.addParticipant(conversation, participant, call.at);
    return call.parts.publisher.finish(transaction, call,
                                       TunnelResponse::ok(call.json.participant(participant), 201),
                                       call.json.participantUrl(participant));
}

TunnelResponse read(const ApiCall &call, const Membership &, const ParticipantRecord &participant)
{
    return TunnelResponse::ok(call.json.participant(participant));
}

TunnelResponse update(const ApiCall &call, const Membership &membership,
                      const ParticipantRecord &participant)
{
    if (participant.identity != call.caller.identity && !membership.isCreator)
        return refusals::notPermitted();
    ParticipantRecord changed = participant;
    if (const auto refusal
        = limits::readAttributes(call.body, limits::AttributesBytes, changed.attributes))
        return *refusal;
    changed.updated = call.at;
    Transaction transaction(call.parts.database);
    call.parts.store.saveParticipant(membership.conversation, changed,
                                     ConversationStore::Shown::InRoster, call.at);
    return call.parts.publisher.finish(transaction, call,
                                       TunnelResponse::ok(call.json.participant(changed)),
                                       call.json.participantUrl(changed));
}

TunnelResponse remove(const ApiCall &call, const Membership &membership,
                      const ParticipantRecord &participant)
{
    if (participant.identity != call.caller.identity && !membership.isCreator)
        return refusals::notPermitted();
    const ConversationRecord &conversation = membership.conversation;
    const QStringList objects = call.parts.store.participantObjects(conversation);
    Transaction transaction(call.parts.database);
    call.parts.store.removeParticipant(conversation, participant, call.at);
    const TunnelResponse response
        = call.parts.publisher.finish(transaction, call, TunnelResponse::noContent(), {});
    if (response.isSuccess() && !participant.identity.isNull())
        revoke(call, participant.identity, conversation, objects);
    return response;
}

TunnelResponse invite(const ApiCall &call, const Membership &membership)
{
    const ConversationRecord &conversation = membership.conversation;
    const QString identity = call.body.value("identity"_L1).toString();
    if (const auto refusal = limits::checkIdentity(identity))
        return *refusal;
    if (call.parts.store.isParticipant(conversation.sid, identity)
        || call.parts.store.isInvited(conversation.sid, identity))
        return participantExists();
    if (!hasRoom(call, conversation, identity, Way::Invite))
        return refusals::tooMany();
    Transaction transaction(call.parts.database);
    call.parts.store.invite(conversation, identity, call.at);
    return call.parts.publisher.finish(
        transaction, call,
        TunnelResponse::ok({ { u"identity"_s, identity },
                             { u"conversation_sid"_s, conversation.sid },
                             { u"created_by"_s, call.caller.identity },
                             { u"date_created"_s, call.at } },
                           201),
        call.json.conversationUrl(conversation.sid));
}

TunnelResponse endInvitation(const ApiCall &call)
{
    const auto membership = call.parts.access.lookUp(call.caller.identity, call.names.first());
    const QString identity = call.names.at(1);
    if (!membership || !call.parts.store.isInvited(membership->conversation.sid, identity))
        return refusals::noParticipant();
    if (identity != call.caller.identity && !membership->isCreator)
        return refusals::notPermitted();
    const ConversationRecord &conversation = membership->conversation;
    const QStringList objects = call.parts.store.participantObjects(conversation);
    Transaction transaction(call.parts.database);
    call.parts.store.endInvitation(conversation, identity, call.at);
    const TunnelResponse response
        = call.parts.publisher.finish(transaction, call, TunnelResponse::noContent(), {});
    if (response.isSuccess())
        revoke(call, identity, conversation, objects);
    return response;
}

} // namespace parley::localservice::participantrequests
