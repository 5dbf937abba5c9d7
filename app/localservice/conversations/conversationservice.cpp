// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/conversationservice.h"

#include "localservice/conversations/limits.h"
#include "localservice/conversations/refusals.h"
#include "localservice/store/database.h"
#include "localservice/store/mediastore.h"
#include "localservice/store/syncstore.h"
#include "localservice/sync/subscriptionhub.h"
#include "token/isotime.h"

#include <QJsonArray>
#include <QUrlQuery>

#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

QJsonObject emptyPage(const QString &name)
{
    return { { name, QJsonArray() },
             { u"meta"_s,
               QJsonObject { { u"next_token"_s, QJsonValue::Null },
                             { u"previous_token"_s, QJsonValue::Null } } } };
}

/// What Programmable Chat calls the same: channel, member.
int oldCode(int code)
{
    switch (code) {
    case 50350:
        return 50300;
    case 50430:
        return 50400;
    case 50432:
        return 50402;
    case 50433:
        return 50404;
    default:
        return code;
    }
}

/// Programmable Chat writes an identity into an address as it is, slashes included.
QString identityOf(const QStringList &path, bool isOld)
{
    return isOld ? path.join(u'/') : path.value(0);
}

} // namespace

ConversationService::ConversationService(Database &database, SyncStore &sync,
                                         ConversationStore &store, MediaStore &media,
                                         SubscriptionHub &hub, const Installation &installation,
                                         Clock &clock, Notify notify, IsOnline isOnline,
                                         QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_sync(sync)
    , m_store(store)
    , m_media(media)
    , m_hub(hub)
    , m_installation(installation)
    , m_jsonV1(installation, 1)
    , m_jsonV2(installation, 2)
    , m_clock(clock)
    , m_notify(std::move(notify))
    , m_isOnline(std::move(isOnline))
    , m_mutations(database, clock)
{ }

void ConversationService::setMediaBase(const QString &base)
{
    m_jsonV1.setMediaBase(base);
    m_jsonV2.setMediaBase(base);
}

QString ConversationService::now() const
{
    return isoTime(m_clock.wallNow());
}

TunnelResponse ConversationService::handle(const Caller &caller, const TunnelRequest &request)
{
    const QStringList &path = request.path;
    if (path == QStringList { u"v1"_s, u"Instances"_s, m_installation.serviceSid, u"Typing"_s })
        return request.method == "POST" ? typing(caller, request) : TunnelResponse::wrongMethod();
    const bool isV1 = path.value(1) == "v1"_L1;
    if (path.value(0) != "Client"_L1 || (!isV1 && path.value(1) != "v2"_L1))
        return TunnelResponse::notFound();
    static const QList<QByteArray> methods { "GET", "POST", "PUT", "DELETE" };
    if (!methods.contains(request.method))
        return TunnelResponse::wrongMethod();

    Call call { caller, request, isV1 ? m_jsonV1 : m_jsonV2, isV1, now(), {} };
    if (request.method == "POST" || request.method == "PUT") {
        const std::optional<QJsonObject> body = request.jsonBody();
        if (!body)
            return TunnelResponse::brokenBody();
        call.body = *body;
    }
    if (call.mutation().size() > limits::MutationIdCharacters)
        return TunnelResponse::error(400, 20001, u"The mutation id is too long"_s);
    if (const std::optional<TunnelResponse> earlier = replayed(call))
        return *earlier;
    TunnelResponse response = client(call, path.mid(2));
    if (isV1 && !response.isSuccess())
        response.body.insert(u"code"_s, oldCode(response.body.value("code"_L1).toInt()));
    return response;
}

TunnelResponse ConversationService::client(const Call &call, const QStringList &path)
{
    const bool isGet = call.request.method == "GET";
    if (path == QStringList { u"Configuration"_s }) {
        const std::optional<UserRecord> user = m_store.user(call.caller.identity);
        if (!isGet || !user)
            return isGet ? refusals::noUser() : TunnelResponse::wrongMethod();
        return TunnelResponse::ok(call.json.configuration(*user));
    }
    if (path == QStringList { u"ContentTemplates"_s })
        return isGet ? TunnelResponse::ok(emptyPage(u"templates"_s))
                     : TunnelResponse::wrongMethod();
    if (path.value(0) != "Services"_L1 || path.value(1) != m_installation.serviceSid)
        return TunnelResponse::notFound();
    if (path.value(2) == "Conversations"_L1)
        return conversations(call, path.mid(3));
    if (path.value(2) == "Users"_L1)
        return users(call, path.mid(3));
    return TunnelResponse::notFound();
}

TunnelResponse ConversationService::conversations(const Call &call, const QStringList &path)
{
    if (!path.isEmpty())
        return oneConversation(call, path.first(), path.mid(1));
    if (call.request.method == "POST")
        return createConversation(call);
    return call.request.method == "GET" ? listPublic(call) : TunnelResponse::wrongMethod();
}

TunnelResponse ConversationService::oneConversation(const Call &call, const QString &id,
                                                    const QStringList &path)
{
    const QByteArray &method = call.request.method;
    if (path.value(0) == "Participants"_L1)
        return participants(call, id, path.mid(1));
    if (path.value(0) == "Invites"_L1)
        return invites(call, id, path.mid(1));
    if (path.value(0) == "Messages"_L1)
        return messages(call, id, path.mid(1));
    if (path.isEmpty() && method == "GET")
        return readConversation(call, id);
    const bool isRecipients = path == QStringList { u"MessageRecipients"_s };
    if (!path.isEmpty() && !isRecipients)
        return TunnelResponse::notFound();
    const auto entered = enter(call, id);
    if (const TunnelResponse *const refusal = std::get_if<TunnelResponse>(&entered))
        return *refusal;
    const Membership &membership = std::get<Membership>(entered);
    if (isRecipients)
        return method == "GET" ? TunnelResponse::ok(emptyPage(u"message_recipients"_s))
                               : TunnelResponse::wrongMethod();
    if (method == "POST")
        return updateConversation(call, membership);
    return method == "DELETE" ? deleteConversation(call, membership)
                              : TunnelResponse::wrongMethod();
}

TunnelResponse ConversationService::participants(const Call &call, const QString &id,
                                                 const QStringList &path)
{
    const QByteArray &method = call.request.method;
    if (path.size() > 1 && !call.isOld)
        return TunnelResponse::notFound();
    if (path.isEmpty())
        return method == "POST" ? addParticipant(call, id) : TunnelResponse::wrongMethod();
    const auto entered = enter(call, id);
    if (const TunnelResponse *const refusal = std::get_if<TunnelResponse>(&entered))
        return *refusal;
    const Membership &membership = std::get<Membership>(entered);
    const auto participant
        = m_store.participant(membership.conversation.sid, identityOf(path, call.isOld));
    if (!participant)
        return refusals::noParticipant();
    if (method == "GET")
        return TunnelResponse::ok(call.json.participant(*participant));
    if (method == "POST")
        return updateParticipant(call, membership, *participant);
    return method == "DELETE" ? removeParticipant(call, membership, *participant)
                              : TunnelResponse::wrongMethod();
}

TunnelResponse ConversationService::invites(const Call &call, const QString &id,
                                            const QStringList &path)
{
    const QByteArray &method = call.request.method;
    if (!path.isEmpty()) {
        return method == "DELETE" ? endInvitation(call, id, identityOf(path, true))
                                  : TunnelResponse::wrongMethod();
    }
    if (method != "POST")
        return TunnelResponse::wrongMethod();
    const auto entered = enter(call, id);
    if (const TunnelResponse *const refusal = std::get_if<TunnelResponse>(&entered))
        return *refusal;
    return invite(call, std::get<Membership>(entered));
}

TunnelResponse ConversationService::messages(const Call &call, const QString &id,
                                             const QStringList &path)
{
    const QByteArray &method = call.request.method;
    const auto entered = enter(call, id);
    if (const TunnelResponse *const refusal = std::get_if<TunnelResponse>(&entered))
        return *refusal;
    const Membership &membership = std::get<Membership>(entered);
    if (!membership.own) // the creator sees that it is there, but is not in it
        return refusals::notAParticipant();
    if (path.isEmpty())
        return method == "POST" ? createMessage(call, membership) : TunnelResponse::wrongMethod();
    const auto message = m_store.message(membership.conversation.sid, path.first());
    if (!message)
        return refusals::noMessage();
    if (path.size() == 2 && method == "GET") {
        if (path.at(1) == "Receipts"_L1)
            return TunnelResponse::ok(emptyPage(u"delivery_receipts"_s));
        if (path.at(1) == "ChannelMetadata"_L1)
            return TunnelResponse::error(404, 50530, u"No channel metadata"_s);
    }
    if (path.size() > 1)
        return TunnelResponse::notFound();
    if (method == "GET")
        return TunnelResponse::ok(call.json.message(*message, m_store.messageData(*message)));
    if (method == "POST")
        return updateMessage(call, membership, *message);
    return method == "DELETE" ? deleteMessage(call, membership, *message)
                              : TunnelResponse::wrongMethod();
}

TunnelResponse ConversationService::typing(const Caller &caller, const TunnelRequest &request)
{
    const QUrlQuery form(QString::fromUtf8(request.body));
    const QString sid = form.queryItemValue(u"ChannelSid"_s, QUrl::FullyDecoded);
    const std::optional<Membership> membership = lookUp(caller.identity, sid);
    if (!membership)
        return refusals::noConversation();
    if (!membership->own)
        return refusals::notAParticipant();
    sendTyping(caller.identity, membership->conversation.sid);
    return TunnelResponse::ok({ { u"typing_timeout"_s, TypingTimeoutSeconds } });
}

void ConversationService::sendTyping(const QString &identity, const QString &conversationSid)
{
    // One second more than the answer says, for the way.
    const QJsonObject payload { { u"channel_sid"_s, conversationSid },
                                { u"identity"_s, identity },
                                { u"typing_timeout"_s, TypingTimeoutSeconds + 1 } };
    const QStringList others = m_store.participantIdentities(conversationSid);
    for (const QString &other : others) {
        if (other != identity)
            m_notify(other, u"twilio.ipmsg.typing_indicator"_s, payload);
    }
}

std::optional<ConversationService::Membership> ConversationService::lookUp(const QString &identity,
                                                                           const QString &id)
{
    const std::optional<ConversationRecord> conversation = m_store.conversation(id);
    if (!conversation)
        return std::nullopt;
    const Membership membership { *conversation, m_store.participant(conversation->sid, identity),
                                  conversation->createdBy == identity,
                                  m_store.isInvited(conversation->sid, identity) };
    const bool mayKnow = membership.mayEnter() || membership.mayJoin();
    return mayKnow ? std::optional(membership) : std::nullopt;
}

std::variant<ConversationService::Membership, TunnelResponse>
ConversationService::enter(const Call &call, const QString &id)
{
    const std::optional<Membership> membership = lookUp(call.caller.identity, id);
    if (!membership)
        return refusals::noConversation();
    if (!membership->mayEnter())
        return refusals::notAParticipant();
    return *membership;
}

std::optional<int> ConversationService::unreadOf(const ParticipantRecord &participant)
{
    if (!participant.lastRead)
        return std::nullopt;
    return m_store.unreadCount(participant.conversation, *participant.lastRead);
}

std::optional<TunnelResponse> ConversationService::replayed(const Call &call)
{
    const QString mutation = call.mutation();
    if (mutation.isEmpty() || call.request.method == "GET")
        return std::nullopt;
    const auto earlier = m_mutations.find(call.caller.identity, mutation);
    if (!earlier)
        return std::nullopt;
    return earlier->url.isNull() ? TunnelResponse::noContent()
                                 : TunnelResponse::ok({ { u"resource_url"_s, earlier->url } }, 202);
}

TunnelResponse ConversationService::finish(Transaction &transaction, const Call &call,
                                           const TunnelResponse &response, const QString &url)
{
    return keep(transaction, call, url) ? response : TunnelResponse::serverError();
}

bool ConversationService::keep(Transaction &transaction, const Call &call, const QString &url)
{
    const QString mutation = call.mutation();
    if (!mutation.isEmpty())
        m_mutations.remember(call.caller.identity, mutation, url);
    return commitAndPublish(transaction, call.caller.subscriber);
}

bool ConversationService::commitAndPublish(Transaction &transaction, Subscriber *origin)
{
    if (!transaction.commit())
        return false;
    const std::vector<SyncEvent> events = m_sync.takeEvents();
    m_media.committed();
    m_hub.publish(events, origin);
    return true;
}

} // namespace parley::localservice
