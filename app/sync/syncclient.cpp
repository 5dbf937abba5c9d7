// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/syncclient.h"

#include "sync/pagelimits.h"
#include "sync/retryingrequest.h"
#include "sync/subscriptions.h"
#include "sync/syncparsing.h"

#include <QUrlQuery>

#include <algorithm>

namespace parley::sync {

using namespace Qt::StringLiterals;

namespace {

QString folderOf(ObjectType type)
{
    switch (type) {
    case ObjectType::Document:
        return u"Documents"_s;
    case ObjectType::Map:
        return u"Maps"_s;
    case ObjectType::List:
        return u"Lists"_s;
    }
    return {};
}

SyncError unreadable()
{
    return { .detail = u"the answer cannot be read"_s, .isUnreadable = true };
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QUrl itemsUrl(const ObjectInfo &object, const SyncClient::ItemQuery &query, int pageSize)
{
    QUrlQuery parameters(object.itemsUrl);
    const auto add = [&parameters](const char *name, const QString &value) {
        parameters.addQueryItem(QLatin1String(name), encoded(value));
    };
    add("HideExpired", u"true"_s);
    if (query.fromKey)
        add("From", *query.fromKey);
    if (query.fromIndex)
        add("From", QString::number(*query.fromIndex));
    if (query.fromKey || query.fromIndex)
        add("Bounds", query.inclusive ? u"inclusive"_s : u"exclusive"_s);
    add("PageSize", QString::number(pageSize));
    add("Order", query.descending ? u"desc"_s : u"asc"_s);
    QUrl url = object.itemsUrl;
    url.setQuery(parameters);
    return url;
}

} // namespace

class SyncClient::Private
{
public:
    Private(SyncClient *client, twilsock::Connection &twilsockConnection, Clock &clientClock,
            RandomSource source)
        : q(client)
        , connection(twilsockConnection)
        , clock(clientClock)
        , random(std::move(source))
        , subscriptions(new Subscriptions(connection, clock, random, client))
    {
        setRegion(u"us1"_s);
    }

    void setRegion(const QString &region)
    {
        base = u"https://cds.%1.twilio.com"_s.arg(region);
        subscriptions->setUrl(QUrl(base + "/v4/Subscriptions"_L1));
    }

    void get(const QUrl &url, QObject *context, twilsock::Connection::ResponseCallback done,
             const RetryPolicy &policy = {}) const
    {
        twilsock::Request request { .method = "GET", .url = url };
        request.headers.insert(u"Content-Type"_s, u"application/json"_s);
        RetryingRequest::send(connection, clock, random, request, policy, q, context,
                              std::move(done));
    }

    [[nodiscard]] QUrl urlOf(ObjectType type, const QString &id) const
    {
        return QUrl(base + "/v3/"_L1 + folderOf(type) + u'/' + encoded(id), QUrl::StrictMode);
    }

    SyncClient *q;
    twilsock::Connection &connection;
    Clock &clock;
    QString base;
    RandomSource random;
    PageLimits pageLimits;
    Subscriptions *subscriptions; // child of q
};

SyncClient::SyncClient(twilsock::Connection &connection, Clock &clock, RandomSource random,
                       QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, connection, clock, std::move(random)))
{
    connect(d->subscriptions, &Subscriptions::changed, this, &SyncClient::objectChanged);
    connect(d->subscriptions, &Subscriptions::established, this,
            &SyncClient::subscriptionEstablished);
    connect(d->subscriptions, &Subscriptions::failed, this, &SyncClient::subscriptionFailed);
    connect(d->subscriptions, &Subscriptions::resyncRequired, this, &SyncClient::resyncRequired);
}

SyncClient::~SyncClient() = default;

void SyncClient::setRegion(const QString &region)
{
    d->setRegion(region);
}

void SyncClient::open(ObjectType type, const QString &id, QObject *context,
                      std::function<void(const Outcome<ObjectInfo> &)> done)
{
    const QUrl url = d->urlOf(type, id);
    d->get(url, context, [type, url, done = std::move(done)](const twilsock::Response &response) {
        if (!response.isSuccess())
            return done(errorOf(response));
        auto info = parseDescriptor(type, response.object(), url);
        info ? done(*info) : done(unreadable());
    });
}

void SyncClient::openMapWithItems(
    const QString &id, QObject *context,
    std::function<void(const Outcome<std::pair<ObjectInfo, std::vector<Item>>> &)> done)
{
    QUrl url = d->urlOf(ObjectType::Map, id);
    url.setQuery(u"Include=items"_s);
    d->get(url, context, [url, done = std::move(done)](const twilsock::Response &response) {
        if (!response.isSuccess())
            return done(errorOf(response));
        const QJsonObject object = response.object();
        auto info = parseDescriptor(ObjectType::Map, object, url);
        if (!info)
            return done(unreadable());
        done(std::pair(*info, parseItems(object)));
    });
}

void SyncClient::queryItems(const ObjectInfo &object, const ItemQuery &query, QObject *context,
                            std::function<void(const Outcome<Page> &)> done)
{
    const auto size = std::make_shared<int>(
        d->pageLimits.sizeFor(object.sid, std::clamp(query.pageSize, 1, PageLimits::LargestPage)));
    const auto urlOf = [object, query](int pageSize) { return itemsUrl(object, query, pageSize); };
    d->get(
        urlOf(*size), context,
        [this, sid = object.sid, size, done = std::move(done)](const twilsock::Response &response) {
            if (!response.isSuccess())
                return done(errorOf(response));
            d->pageLimits.noteAnswered(sid, *size);
            auto page = parsePage(response.object());
            page ? done(*page) : done(unreadable());
        },
        d->pageLimits.halving(object.sid, size, urlOf));
}

void SyncClient::subscribe(const ObjectInfo &object)
{
    d->subscriptions->add(object);
}

void SyncClient::unsubscribe(const QString &objectSid)
{
    d->subscriptions->remove(objectSid);
}

bool SyncClient::isEstablished(const QString &objectSid) const
{
    return d->subscriptions->isEstablished(objectSid);
}

void SyncClient::noteItem(const QString &objectSid, const Item &item)
{
    if (EventTracker *tracker = d->subscriptions->trackerOf(objectSid))
        tracker->note({ item.key, item.index }, item.lastEventId, EventTracker::Presence::Present);
}

bool SyncClient::isNews(const QString &objectSid, const Item &item) const
{
    const EventTracker *tracker = d->subscriptions->trackerOf(objectSid);
    return tracker == nullptr || tracker->isNews({ item.key, item.index }, item.lastEventId);
}

bool SyncClient::isKnownItem(const QString &objectSid, const Item &item) const
{
    const EventTracker *tracker = d->subscriptions->trackerOf(objectSid);
    return tracker != nullptr && tracker->isPresent({ item.key, item.index });
}

void SyncClient::reset()
{
    d->pageLimits.clear();
    d->subscriptions->reset();
}

} // namespace parley::sync
