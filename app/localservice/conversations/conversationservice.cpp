// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/conversationservice.h"

#include "localservice/conversations/conversationrequests.h"
#include "localservice/conversations/messagerequests.h"
#include "localservice/conversations/pages.h"
#include "localservice/conversations/participantrequests.h"
#include "localservice/conversations/refusals.h"
#include "localservice/conversations/userrequests.h"
#include "localservice/store/conversationstore.h"
#include "localservice/store/database.h"
#include "token/isotime.h"

#include <QUrlQuery>

#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

ConversationService::ConversationService(Database &database, SyncStore &sync,
                                         ConversationStore &store, MediaStore &media,
                                         SubscriptionHub &hub, const Installation &installation,
                                         Clock &clock, Notify notify, IsOnline isOnline,
                                         QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_store(store)
    , m_messages(database, sync, store)
    , m_installation(installation)
    , m_jsonV1(installation, 1)
    , m_jsonV2(installation, 2)
    , m_clock(clock)
    , m_notify(std::move(notify))
    , m_isConnected(std::move(isOnline))
    , m_access(store)
    , m_publisher(database, sync, media, hub, clock)
    , m_parts { database,
                store,
                m_messages,
                media,
                hub,
                m_access,
                m_publisher,
                [this](const QString &identity) { return this->isOnline(identity); },
                [this](const QString &sid, const QString &author, const QString &body) {
                    Q_EMIT messageAdded(sid, author, body);
                } }
{
    addRoutes();
}

QString ConversationService::now() const
{
    return isoTime(m_clock.wallNow());
}

void ConversationService::setMediaBase(const QString &base)
{
    m_jsonV1.setMediaBase(base);
    m_jsonV2.setMediaBase(base);
}

void ConversationService::addRoutes()
{
    // Who may ask: each user, where nothing else is said; the user that the path names; those who
    // may enter the conversation that it names; those who take part in it.
    const auto ownUser = [this](auto answer) {
        return [this, answer](const ApiCall &call) {
            const std::optional<UserRecord> user = m_store.users().find(call.names.first());
            if (!user)
                return refusals::noUser();
            return user->identity == call.caller.identity ? answer(call) : refusals::notPermitted();
        };
    };
    const auto ownConversation = [this, &ownUser](auto answer) {
        return ownUser([this, answer](const ApiCall &call) {
            const auto membership = m_access.lookUp(call.caller.identity, call.names.at(1));
            return membership && membership->own ? answer(call, *membership)
                                                 : refusals::noConversation();
        });
    };
    const auto inConversation = [this](auto admit, auto answer) {
        return [this, admit, answer](const ApiCall &call) {
            const auto admitted = (m_access.*admit)(call.caller.identity, call.names.first());
            const Membership *const membership = std::get_if<Membership>(&admitted);
            return membership != nullptr ? answer(call, *membership)
                                         : std::get<TunnelResponse>(admitted);
        };
    };
    const auto member = [&inConversation](auto answer) {
        return inConversation(&ConversationAccess::enter, answer);
    };
    const auto ofParticipant = [this, &member](auto answer) {
        return member([this, answer](const ApiCall &call, const Membership &membership) {
            const auto participant
                = m_store.participant(membership.conversation.sid, call.names.at(1));
            return participant ? answer(call, membership, *participant) : refusals::noParticipant();
        });
    };
    const auto participant = [&inConversation](auto answer) {
        return inConversation(&ConversationAccess::takePart, answer);
    };
    const auto ofMessage = [this, &participant](auto answer) {
        return participant([this, answer](const ApiCall &call, const Membership &membership) {
            const auto message = m_messages.find(membership.conversation.sid, call.names.at(1));
            return message ? answer(call, membership, *message) : refusals::noMessage();
        });
    };
    const auto nothing = [](const QString &name) {
        return [name](const auto &...) { return pages::nothing(name); };
    };

    namespace users = userrequests;
    namespace conversations = conversationrequests;
    namespace participants = participantrequests;
    namespace messages = messagerequests;
    m_routes.add("Configuration", { { "GET", users::configuration } });
    m_routes.add("ContentTemplates", { { "GET", nothing(u"templates"_s) } });

    const QByteArray service = "Services/" + m_installation.serviceSid.toLatin1() + '/';
    m_routes.add(service + "Users", { { "GET", users::list } });
    m_routes.add(service + "Users/*/Conversations", { { "GET", ownUser(conversations::listOwn) } });
    m_routes.add(service + "Users/*/Conversations/*",
                 { { "GET", ownConversation(conversations::readOwn) },
                   { "POST", ownConversation(conversations::updateOwn) } });
    m_routes.add(service + "Users/**", { { "GET", users::read }, { "POST", users::update } });

    m_routes.add(service + "Conversations",
                 { { "GET", conversations::listPublic }, { "POST", conversations::create } });
    const QByteArray one = service + "Conversations/*";
    m_routes.add(one,
                 { { "GET", conversations::read },
                   { "POST", member(conversations::update) },
                   { "DELETE", member(conversations::remove) } });
    m_routes.add(one + "/MessageRecipients",
                 { { "GET", member(nothing(u"message_recipients"_s)) } });

    m_routes.add(one + "/Participants", { { "POST", participants::add } });
    m_routes.add(one + "/Participants/**",
                 { { "GET", ofParticipant(participants::read) },
                   { "POST", ofParticipant(participants::update) },
                   { "DELETE", ofParticipant(participants::remove) } });
    m_routes.add(one + "/Invites", { { "POST", member(participants::invite) } });
    m_routes.add(one + "/Invites/**", { { "DELETE", participants::endInvitation } });

    m_routes.add(one + "/Messages", { { "POST", participant(messages::create) } });
    m_routes.add(one + "/Messages/*",
                 { { "GET", ofMessage(messages::read) },
                   { "POST", ofMessage(messages::update) },
                   { "DELETE", ofMessage(messages::remove) } });
    m_routes.add(one + "/Messages/*/Receipts",
                 { { "GET", ofMessage(nothing(u"delivery_receipts"_s)) } });
    m_routes.add(one + "/Messages/*/ChannelMetadata",
                 { { "GET", ofMessage([](const auto &...) {
                         return TunnelResponse::error(404, 50530, u"No channel metadata"_s);
                     }) } });
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

    ApiCall call { m_parts, caller, request, isV1 ? m_jsonV1 : m_jsonV2, isV1, now(), {}, {} };
    if (request.method == "POST" || request.method == "PUT") {
        const std::optional<QJsonObject> body = request.jsonBody();
        if (!body)
            return TunnelResponse::brokenBody();
        call.body = *body;
    }
    if (const std::optional<TunnelResponse> earlier = m_publisher.earlierAnswer(call))
        return *earlier;
    TunnelResponse response = m_routes.answer(call, path.mid(2));
    if (isV1 && !response.isSuccess())
        response.body.insert(u"code"_s, oldCode(response.body.value("code"_L1).toInt()));
    return response;
}

TunnelResponse ConversationService::typing(const Caller &caller, const TunnelRequest &request)
{
    const QUrlQuery form(QString::fromUtf8(request.body));
    const QString sid = form.queryItemValue(u"ChannelSid"_s, QUrl::FullyDecoded);
    const auto admitted = m_access.takePart(caller.identity, sid);
    if (const TunnelResponse *const refusal = std::get_if<TunnelResponse>(&admitted))
        return *refusal;
    sendTyping(caller.identity, std::get<Membership>(admitted).conversation.sid);
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

bool ConversationService::postMessage(const QString &identity, const QString &conversationSid,
                                      const QString &body)
{
    std::optional<ConversationRecord> conversation = m_store.conversation(conversationSid);
    const auto own = conversation ? m_store.participant(conversationSid, identity) : std::nullopt;
    if (!own)
        return false;
    QJsonObject data { { u"memberSid"_s, own->sid },
                       { u"text"_s, body },
                       { u"subject"_s, QJsonValue::Null },
                       { u"contentSid"_s, QJsonValue::Null },
                       { u"attributes"_s, u"{}"_s } };
    Transaction transaction(m_database);
    m_messages.add(*conversation, identity, data, now());
    if (!m_publisher.publish(transaction))
        return false;
    Q_EMIT messageAdded(conversationSid, identity, body);
    return true;
}

void ConversationService::readAll(const QString &identity, const QString &conversationSid)
{
    const std::optional<ConversationRecord> conversation = m_store.conversation(conversationSid);
    auto own = conversation ? m_store.participant(conversationSid, identity) : std::nullopt;
    const auto last = own ? m_messages.last(conversationSid) : std::nullopt;
    if (!last || own->lastRead == last->index)
        return;
    own->lastRead = last->index;
    own->lastReadAt = now();
    Transaction transaction(m_database);
    m_store.saveParticipant(*conversation, *own, ConversationStore::Shown::InBoth, own->lastReadAt);
    m_publisher.publish(transaction);
}

bool ConversationService::isOnline(const QString &identity) const
{
    return m_present.contains(identity) || m_isConnected(identity);
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
    const std::optional<UserRecord> user = m_store.users().find(identity);
    if (!user)
        return;
    Transaction transaction(m_database);
    m_store.users().setOnline(*user, online, now());
    m_publisher.publish(transaction);
}

} // namespace parley::localservice
