// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "support/fakeclock.h"
#include "support/faketransport.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QStringList>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace parley::test {

/// Sync as the client sees it, in memory behind fake transports: documents, maps, lists,
/// subscriptions with replay. Answers come one turn of the clock later.
class FakeSyncService
{
public:
    /// A tunnelled request as it came; path segments and parameters are decoded.
    struct Call
    {
        QString method {};
        QStringList path {};
        QHash<QString, QString> params {};
        QJsonObject headers {};
        QByteArray rawBody {};
        QJsonObject body {};
        twilsock::Frame frame {};

        [[nodiscard]] QString text() const { return method + u' ' + path.join(u'/'); }
    };
    struct Item
    {
        QJsonObject data {};
        qint64 lastEventId = -1;
        QString dateUpdated {};
    };
    struct Event
    {
        qint64 id = -1;
        QString type {};
        QJsonObject body {};
    };
    struct Object
    {
        QString sid {};
        QString uniqueName {};
        QString type {}; ///< document, map, list
        qint64 lastEventId = -1;
        QJsonObject data {};
        std::map<QString, Item> items {}; ///< lists: index with leading zeros
        std::vector<Event> log {};
        qint64 nextIndex = 0;
    };

    FakeSyncService(FakeClock &clock, FakeTransports &transports);
    virtual ~FakeSyncService() = default;

    Object &makeObject(const QString &type, const QString &uniqueName,
                       const QJsonObject &data = {});
    [[nodiscard]] Object *find(const QString &id);
    void setItem(const QString &map, const QString &key, const QJsonObject &data);
    void removeItem(const QString &object, const QString &key);
    qint64 addListItem(const QString &list, const QJsonObject &data);
    void setListItem(const QString &list, qint64 index, const QJsonObject &data);
    void removeListItem(const QString &list, qint64 index);
    void setDocument(const QString &document, const QJsonObject &data);
    void removeObject(const QString &id);
    [[nodiscard]] static QString listKey(qint64 index);

    /// Breaks the link without a word; the client comes back by itself unless \a stays is set.
    void cutLink();
    /// Delivers a notification to the client that is connected now.
    void notify(const QString &messageType, const QJsonObject &payload);
    void replyTo(const Call &call, int httpStatus, const QJsonObject &body = {},
                 const QJsonObject &headers = {});
    [[nodiscard]] int countCalls(const QString &method, const QString &pathPart) const;
    [[nodiscard]] const Call *lastCall(const QString &method, const QString &pathPart) const;
    [[nodiscard]] bool isSubscribed(const QString &object);

    std::vector<Call> calls {}; ///< everything that was asked
    /// Sees each request first; true: it has answered, or wants it to stay unanswered.
    std::function<bool(const Call &)> intercept {};

    // How subscriptions behave.
    bool holdsLiveEvents = false; ///< live events get lost (a link that is about to break)
    bool resultsBeforeAnswer = false;
    int silentRequests = 0; ///< so many subscription requests get no result
    QHash<QString, int> interruptions {}; ///< by unique name: so many replays are interrupted
    size_t replayLimit = 1000; ///< a replay is interrupted after so many events
    QHash<QString, QJsonArray> failures {}; ///< by unique name: errors for the next requests
    int maxBatchSize = 1000;
    int ttlSeconds = 86400;

protected:
    /// Whatever is none of Sync's.
    virtual void handleOther(const Call &call);
    [[nodiscard]] QString now() const;

    FakeClock &m_clock;

private:
    void onFrame(FakeTransport &transport, const twilsock::Frame &frame);
    void handle(const Call &call);
    void openObject(const Call &call);
    void queryItems(const Call &call, Object &object);
    void subscribe(const Call &call);
    void establish(const QJsonObject &request, const QJsonValue &correlation);
    void change(Object &object, QString key, const QString &eventType, QJsonObject data);
    void emitEvent(Object &object, const QString &type, QJsonObject body);
    [[nodiscard]] QJsonObject descriptorOf(const Object &object) const;
    [[nodiscard]] QJsonObject itemOf(const Object &object, const QString &key,
                                     const Item &item) const;

    void pingLater();

    QObject m_context; // of the pings
    FakeTransports &m_transports;
    std::map<QString, Object> m_objects; // by unique name
    QSet<QString> m_subscribed; // SIDs, of the link that is up
    int m_serial = 0;
};

} // namespace parley::test
