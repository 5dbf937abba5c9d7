// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicestack.h"

#include <QTest>

using namespace parley;
using namespace std::chrono_literals;
using namespace parley::localservice;
using namespace Qt::StringLiterals;
using parley::test::numbered;
using parley::test::testMoment;

/// What a client that comes back is told of the time in between.
class tst_LocalServiceReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replaysExactlyWhatWasMissed();
    void replaysAnObjectOnceForOneRequest();
    void replaysTheStateWhenTheLogIsTooShort();
    void replaysRemovalsWhenTheLogIsTooShort();
    void tellsAReaderOnlyWhatTheyCouldHaveSeen();

private:
    /// What \a who is told of the messages of \a conversation since \a lastEvent: a line for each
    /// event.
    static QStringList told(test::ServiceStack &stack, test::FakeSubscriber &who,
                            const QString &conversation, qint64 lastEvent);
};

QStringList tst_LocalServiceReplay::told(test::ServiceStack &stack, test::FakeSubscriber &who,
                                         const QString &conversation, qint64 lastEvent)
{
    static_cast<void>(who.take());
    stack.follow(who, conversation + u".messages"_s, lastEvent);
    QStringList lines;
    for (const QJsonObject &payload : who.take()) {
        const QString type = payload.value(u"event_type"_s).toString();
        if (type == u"subscription_established"_s)
            continue;
        const QJsonObject event = payload.value(u"events"_s).toArray().at(0).toObject();
        lines.append(u"%1 %2 %3"_s.arg(type)
                         .arg(event.value(u"item_index"_s).toInteger())
                         .arg(event.value(u"item_data"_s).toObject().value(u"text"_s).toString()));
    }
    return lines;
}

void tst_LocalServiceReplay::replaysExactlyWhatWasMissed()
{
    test::ServiceStack stack;
    stack.makeNumbers(5);
    stack.follow(stack.alice, u"numbers"_s, 1);
    const QList<QJsonObject> payloads = stack.alice.take();
    QCOMPARE(payloads.size(), 4);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(payloads[i].value(u"message_type"_s).toString(), u"twilio.sync.event"_s);
        QCOMPARE(payloads[i].value(u"correlation_id"_s).toInteger(), 1741944413589);
        const QJsonObject event = payloads[i].value(u"events"_s).toArray().at(0).toObject();
        QCOMPARE(event.value(u"id"_s).toInteger(), i + 2);
        QCOMPARE(event.value(u"item_index"_s).toInteger(), i + 2);
    }
    QCOMPARE(payloads[3].value(u"event_type"_s).toString(), u"subscription_established"_s);
    const QJsonObject established = payloads[3].value(u"events"_s).toArray().at(0).toObject();
    QCOMPARE(established.value(u"last_event_id"_s).toInteger(), 4);
    QCOMPARE(established.value(u"replay_status"_s).toString(), u"completed"_s);

    stack.follow(stack.alice, u"numbers"_s, 4);
    QCOMPARE(stack.alice.takeTypes(), QStringList { u"subscription_established"_s });

    // Each change on its own, not only where it ended.
    stack.sync.putItem(u"numbers"_s, 4, numbered(40), testMoment());
    stack.sync.putItem(u"numbers"_s, 4, numbered(41), testMoment());
    stack.follow(stack.alice, u"numbers"_s, 4);
    QCOMPARE(stack.alice.takeTypes(),
             (QStringList { u"list_item_updated"_s, u"list_item_updated"_s,
                            u"subscription_established"_s }));
}

void tst_LocalServiceReplay::replaysAnObjectOnceForOneRequest()
{
    test::ServiceStack stack;
    stack.makeNumbers(2);
    const QJsonObject entry { { u"object_sid"_s, stack.objectSid(u"numbers"_s) },
                              { u"object_type"_s, u"list"_s },
                              { u"last_event_id"_s, -1 } };
    QJsonArray entries;
    for (int i = 0; i < 1000; ++i)
        entries.append(entry);
    stack.post(stack.alice, u"/v4/Subscriptions"_s,
               { { u"action"_s, u"establish"_s },
                 { u"correlation_id"_s, 5 },
                 { u"requests"_s, entries } });
    QCOMPARE(stack.alice.takeTypes(),
             (QStringList { u"list_item_added"_s, u"list_item_added"_s,
                            u"subscription_established"_s }));
}

void tst_LocalServiceReplay::replaysTheStateWhenTheLogIsTooShort()
{
    test::ServiceStack stack;
    stack.makeNumbers(1500);
    const SyncObject list = *stack.sync.find(u"numbers"_s);
    PageBudget budget(SyncService::MaxReplayBytes);
    const std::vector<SyncEvent> recent = stack.sync.eventsAfter(list, 499, budget);
    QCOMPARE(qint64(recent.size()), SyncStore::MinimumLog);
    const std::vector<SyncEvent> all = stack.sync.eventsAfter(list, -1, budget);
    QCOMPARE(all.size(), size_t(1500));
    QCOMPARE(all.front().event, 0);
    QCOMPARE(all.back().event, 1499);
    Statement row(stack.database, u"SELECT count(*) FROM sync_events"_s);
    QVERIFY(row.next() && row.number(0) < 1300);
}

void tst_LocalServiceReplay::replaysRemovalsWhenTheLogIsTooShort()
{
    test::ServiceStack stack;
    stack.makeNumbers(3);
    stack.sync.removeItem(u"numbers"_s, 1, testMoment()); // event 3
    for (int i = 0; i < 1400; ++i)
        stack.sync.putItem(u"numbers"_s, 2, numbered(i), testMoment());
    PageBudget budget;
    const std::vector<SyncEvent> events
        = stack.sync.eventsAfter(*stack.sync.find(u"numbers"_s), 0, budget);
    QCOMPARE(events.size(), size_t(2));
    QCOMPARE(events[0].type, SyncEventType::ItemRemoved);
    QCOMPARE(events[0].key.toLongLong(), 1);
    QCOMPARE(events[1].key.toLongLong(), 2);
    QCOMPARE(QJsonDocument::fromJson(events[1].data).object(), numbered(1399));
}

void tst_LocalServiceReplay::tellsAReaderOnlyWhatTheyCouldHaveSeen()
{
    test::ServiceStack stack;
    const QString sid = stack.makeConversation(stack.alice);
    const QString base = u"/Client/v2/Services/{S}/Conversations/"_s + sid;
    const QString messages = base + u"/Messages"_s;
    const auto send = [&](const QString &text) {
        const auto sent = stack.post(stack.alice, messages, { { u"body"_s, text } });
        return messages + u'/' + sent.body.value(u"sid"_s).toString();
    };
    const QString edited = send(u"draft"_s); // event 0
    stack.post(stack.alice, edited, { { u"body"_s, u"fair copy"_s } });
    stack.ask(stack.alice, "DELETE", send(u"slip"_s)); // events 2 and 3
    stack.clock.advance(1s);
    stack.post(stack.alice, base + u"/Participants"_s, { { u"identity"_s, u"bob"_s } });
    stack.post(stack.alice, edited, { { u"body"_s, u"printed"_s } });

    QCOMPARE(told(stack, stack.alice, sid, -1),
             (QStringList { u"list_item_added 0 draft"_s, u"list_item_updated 0 fair copy"_s,
                            u"list_item_added 1 slip"_s, u"list_item_removed 1 slip"_s,
                            u"list_item_updated 0 printed"_s }));
    QCOMPARE(told(stack, stack.bob, sid, -1),
             (QStringList { u"list_item_removed 1 "_s, u"list_item_added 0 printed"_s }));
    QCOMPARE(told(stack, stack.bob, sid, 3), QStringList { u"list_item_updated 0 printed"_s });
}

QTEST_GUILESS_MAIN(tst_LocalServiceReplay)
#include "tst_localservice_replay.moc"
