// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicestack.h"

#include "token/isotime.h"
#include "twilsock/frame.h"

namespace parley::test {

using namespace parley::localservice;
using namespace Qt::StringLiterals;

void FakeSubscriber::sendFrame(const QByteArray &frame, const QString &id)
{
    const auto decoded = twilsock::decodeFrame(frame);
    Q_ASSERT(std::holds_alternative<twilsock::Frame>(decoded));
    Q_ASSERT(std::get<twilsock::Frame>(decoded).id() == id);
    QJsonObject payload = std::get<twilsock::Frame>(decoded).payloadObject();
    payload.insert(u"message_type"_s,
                   std::get<twilsock::Frame>(decoded).header.value(u"message_type"_s));
    m_payloads.append(payload);
}

QStringList FakeSubscriber::takeTypes()
{
    QStringList types;
    const QList<QJsonObject> payloads = take();
    for (const QJsonObject &payload : payloads)
        types.append(payload.value(u"event_type"_s).toString());
    return types;
}

int code(const TunnelResponse &response)
{
    return response.body.value(u"code"_s).toInt();
}

QString testMoment()
{
    return u"2026-01-01T00:00:00.000Z"_s;
}

QJsonObject numbered(qint64 number)
{
    return { { u"n"_s, number } };
}

ServiceStack::ServiceStack()
    : sync(database)
    , media(database)
{
    const bool opened = database.open(u":memory:"_s) && media.open(u":memory:"_s);
    Q_ASSERT(opened);
    installation = Installation::loadOrCreate(database);
    json = std::make_unique<SyncJson>(installation.accountSid, installation.serviceSid);
    hub = std::make_unique<SubscriptionHub>(*json);
    store = std::make_unique<ConversationStore>(database, sync, installation);
    syncService = std::make_unique<SyncService>(sync, *store, *hub, *json, installation.serviceSid);
    service = std::make_unique<ConversationService>(
        database, sync, *store, media, *hub, installation, clock,
        [this](const QString &identity, const QString &, const QJsonObject &payload) {
            notified.append({ identity, payload });
        },
        [](const QString &) { return false; });
    Transaction transaction(database);
    for (const FakeSubscriber *user : { &alice, &bob, &carol })
        store->users().ensure(user->identity(), isoTime(clock.wallNow()));
    const bool stored = transaction.commit();
    Q_ASSERT(stored);
    sync.dropEvents();
}

TunnelResponse ServiceStack::ask(Subscriber &who, const QByteArray &method, const QString &path,
                                 const QByteArray &body, const QString &mutation)
{
    QString full = path;
    full.replace(u"{S}"_s, installation.serviceSid);
    const qsizetype mark = full.indexOf(u'?');
    QJsonObject params;
    if (mark >= 0) {
        const QStringList pairs = full.mid(mark + 1).split(u'&');
        for (const QString &pair : pairs)
            params.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
        full.truncate(mark);
    }
    QJsonObject headers;
    if (!mutation.isEmpty())
        headers.insert(u"X-Twilio-Mutation-Id"_s, mutation);
    const QJsonObject header { { u"http_request"_s,
                                 QJsonObject { { u"host"_s, u"aim.us1.twilio.com"_s },
                                               { u"path"_s, full },
                                               { u"method"_s, QString::fromLatin1(method) },
                                               { u"params"_s, params },
                                               { u"headers"_s, headers } } } };
    const auto request = TunnelRequest::fromMessage(header, body);
    if (!request)
        return TunnelResponse::error(0, 0, u"no request"_s);
    const Caller caller { who.identity(), &who };
    const QString first = request->path.value(0);
    const TunnelResponse response = first == u"v3"_s || first == u"v4"_s
        ? syncService->handle(caller, *request)
        : service->handle(caller, *request);
    if (response.afterReply)
        response.afterReply();
    return response;
}

TunnelResponse ServiceStack::post(Subscriber &who, const QString &path, const QJsonObject &body,
                                  const QString &mutation)
{
    return ask(who, "POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact), mutation);
}

QString ServiceStack::makeConversation(Subscriber &who, const QJsonObject &body)
{
    const QString base = u"/Client/v2/Services/{S}/Conversations"_s;
    const QString sid = post(who, base, body).body.value(u"sid"_s).toString();
    post(who, base + u'/' + sid + u"/Participants"_s, { { u"identity"_s, who.identity() } });
    return sid;
}

SyncObject ServiceStack::makeNumbers(int count)
{
    Transaction transaction(database);
    sync.create(SyncKind::List, u"numbers"_s, SyncScope::Identity, u"alice"_s, {}, testMoment());
    for (int i = 0; i < count; ++i)
        sync.putItem(u"numbers"_s, i, numbered(i), testMoment());
    const bool stored = transaction.commit();
    Q_ASSERT(stored);
    sync.dropEvents();
    return *sync.find(u"numbers"_s);
}

void ServiceStack::follow(Subscriber &who, const QString &name, qint64 lastEvent)
{
    const QJsonObject entry { { u"object_sid"_s, objectSid(name) },
                              { u"object_type"_s, u"map"_s },
                              { u"last_event_id"_s, lastEvent } };
    post(who, u"/v4/Subscriptions"_s,
         { { u"action"_s, u"establish"_s },
           { u"correlation_id"_s, qint64(1741944413589) },
           { u"requests"_s, QJsonArray { entry } } });
}

QString ServiceStack::objectSid(const QString &name)
{
    const auto object = sync.find(name);
    return object ? object->sid : QString();
}

QString ServiceStack::fingerprint()
{
    // Every change of data is an event of some Sync object.
    Statement row(
        database,
        u"SELECT (SELECT count(*) || ' ' || total(event) FROM sync_events) || ' ' ||"
        " (SELECT count(*) FROM sync_objects) || ' ' || (SELECT count(*) FROM sync_items) || ' ' ||"
        " (SELECT count(*) FROM conversations) || ' ' || (SELECT count(*) FROM participants)"
        " || ' ' || (SELECT count(*) FROM messages) || ' ' || (SELECT count(*) FROM users)"_s);
    return row.next() ? row.text(0) : QString();
}

} // namespace parley::test
