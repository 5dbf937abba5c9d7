// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"

#include <QTest>

using namespace parley;
using namespace parley::chat;
using namespace parley::test;
using namespace std::chrono_literals;

namespace {

QString bob()
{
    return QStringLiteral("bob");
}

/// alice in one conversation with bob, everything quiet.
struct Chat : ChatBench
{
    Chat()
        : sid(service.addConversation(1, QStringLiteral("Lunch")))
    { }

    void begin()
    {
        start();
        takeLog();
    }

    QString list() const { return sid + QStringLiteral(".messages"); }
    qint64 bobSays(const QString &text) { return service.addMessage(sid, bob(), text); }

    QString sid;
};

QStringList bodiesOf(const History &history)
{
    QStringList bodies;
    for (const Message &message : history.messages)
        bodies.append(message.body);
    return bodies;
}

} // namespace

class tst_ChatMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void liveMessages()
    {
        Chat chat;
        chat.begin();
        chat.bobSays(QStringLiteral("soup?"));
        QCOMPARE(chat.takeLog(QStringLiteral("message")),
                 QStringList(QStringLiteral("message 0 bob: soup?")));
        const auto conversation = chat.client->conversations().find(chat.sid);
        QCOMPARE(conversation->lastMessageIndex, std::optional<qint64>(0));
        QVERIFY(conversation->lastMessageDate.isValid());
    }

    void editsAndRemovals()
    {
        Chat chat;
        chat.bobSays(QStringLiteral("soup?"));
        chat.begin();
        chat.service.editMessage(chat.sid, 0, QStringLiteral("salad?"));
        chat.service.removeMessage(chat.sid, 0);
        QCOMPARE(chat.takeLog(),
                 QStringList({ QStringLiteral("edited 0 bob: salad?"),
                               QStringLiteral("deleted 0 bob: salad?") }));
    }

    void missedMessagesComeOnceAndInOrder()
    {
        Chat chat;
        chat.begin();
        chat.bobSays(QStringLiteral("one"));
        chat.service.holdsLiveEvents = true;
        chat.bobSays(QStringLiteral("two"));
        chat.bobSays(QStringLiteral("three"));
        chat.reconnect();
        chat.bobSays(QStringLiteral("four"));
        chat.reconnect();
        QCOMPARE(chat.takeLog(QStringLiteral("message")),
                 QStringList({ QStringLiteral("message 0 bob: one"),
                               QStringLiteral("message 1 bob: two"),
                               QStringLiteral("message 2 bob: three"),
                               QStringLiteral("message 3 bob: four") }));
    }

    void aMessageBetweenOpeningAndSubscribingIsTold()
    {
        Chat chat;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!call.path.contains(QLatin1String("Subscriptions")))
                return false;
            chat.service.intercept = {};
            chat.bobSays(QStringLiteral("just now"));
            return false;
        };
        chat.start();
        QCOMPARE(chat.takeLog(QStringLiteral("message")),
                 QStringList(QStringLiteral("message 0 bob: just now")));
    }

    // The service has forgotten the events: what is new is read from the list.
    void forgottenEventsAreReadFromTheList_data()
    {
        QTest::addColumn<int>("missed");
        QTest::newRow("none") << 0;
        QTest::newRow("a few") << 3;
        QTest::newRow("more than a page") << 130;
    }

    void forgottenEventsAreReadFromTheList()
    {
        QFETCH(int, missed);
        Chat chat;
        chat.bobSays(QStringLiteral("old"));
        chat.begin();
        QStringList expected;
        chat.bobSays(QStringLiteral("seen"));
        expected.append(QStringLiteral("message 1 bob: seen"));
        chat.service.holdsLiveEvents = true;
        for (int i = 0; i < missed; ++i) {
            chat.bobSays(QString::number(i));
            expected.append(QStringLiteral("message %1 bob: %2").arg(i + 2).arg(i));
        }
        chat.service.interruptions.insert(chat.list(), 3);
        chat.reconnect();
        QCOMPARE(chat.takeLog(QStringLiteral("message")), expected);
        chat.bobSays(QStringLiteral("after"));
        chat.reconnect();
        QCOMPARE(chat.takeLog(QStringLiteral("message")),
                 QStringList(QStringLiteral("message %1 bob: after").arg(missed + 2)));
    }

    void forgottenEditsAreTold()
    {
        Chat chat;
        chat.begin();
        chat.bobSays(QStringLiteral("soup?"));
        chat.takeLog();
        chat.service.holdsLiveEvents = true;
        chat.service.editMessage(chat.sid, 0, QStringLiteral("salad?"));
        chat.service.interruptions.insert(chat.list(), 3);
        chat.reconnect();
        QCOMPARE(chat.takeLog(), QStringList(QStringLiteral("edited 0 bob: salad?")));
    }

    void historyGoesBackInPages()
    {
        Chat chat;
        for (int i = 0; i < 25; ++i)
            chat.bobSays(QString::number(i));
        chat.service.removeMessage(chat.sid, 20);
        chat.begin();
        std::optional<History> history;
        const auto ask = [&](int count, std::optional<qint64> before) {
            chat.client->messages().history(
                chat.sid, count, before, &chat.context,
                [&](const Outcome<History> &outcome) { history = std::get<History>(outcome); });
            QVERIFY(true);
            chat.clock.settle();
        };
        ask(3, std::nullopt);
        QCOMPARE(bodiesOf(*history),
                 QStringList({ QStringLiteral("22"), QStringLiteral("23"), QStringLiteral("24") }));
        QVERIFY(history->hasOlder);
        ask(3, 22);
        QCOMPARE(bodiesOf(*history),
                 QStringList({ QStringLiteral("18"), QStringLiteral("19"), QStringLiteral("21") }));
        ask(30, 2);
        QCOMPARE(bodiesOf(*history), QStringList({ QStringLiteral("0"), QStringLiteral("1") }));
        QVERIFY(!history->hasOlder);
    }

    void historyOfAnUnknownConversation()
    {
        Chat chat;
        chat.begin();
        QString answer;
        chat.client->messages().history(
            QStringLiteral("nowhere"), 3, std::nullopt, &chat.context,
            [&](const Outcome<History> &outcome) { answer = textOf(outcome); });
        QCOMPARE(answer, QString());
        chat.clock.settle();
        QCOMPARE(answer, QStringLiteral("notFound"));
    }

    void historyWaitsUntilTheConversationIsOpen()
    {
        Chat chat;
        chat.bobSays(QStringLiteral("soup?"));
        chat.client->start();
        QStringList bodies;
        QObject::connect(&chat.client->conversations(), &ChatConversations::added, &chat.context,
                         [&](const Conversation &c) {
                             chat.client->messages().history(c.sid, 3, std::nullopt, &chat.context,
                                                             [&](const Outcome<History> &outcome) {
                                                                 bodies = bodiesOf(
                                                                     std::get<History>(outcome));
                                                             });
                         });
        chat.start();
        QCOMPARE(bodies, QStringList(QStringLiteral("soup?")));
    }

    void attributesAreTheServices()
    {
        Chat chat;
        chat.begin();
        std::optional<Message> message;
        QObject::connect(&chat.client->messages(), &ChatMessages::added, &chat.context,
                         [&](const QString &, const Message &added) { message = added; });
        chat.service.addMessage(chat.sid, bob(), QStringLiteral("x"),
                                QStringLiteral("{\"colour\":\"green\"}"));
        chat.clock.settle();
        QCOMPARE(message->attributes,
                 QJsonObject({ { QStringLiteral("colour"), QStringLiteral("green") } }));
        QCOMPARE(message->sid.left(2), QStringLiteral("IM"));
        QVERIFY(message->localId.isEmpty());
    }

    void typingEndsByItself()
    {
        Chat chat;
        chat.begin();
        chat.service.sayTyping(chat.sid, bob());
        QCOMPARE(chat.client->participants().typing(chat.sid), QStringList(bob()));
        chat.clock.advance(5s);
        chat.service.sayTyping(chat.sid, bob());
        chat.clock.advance(5900ms);
        QCOMPARE(chat.takeLog(), QStringList(QStringLiteral("typing bob")));
        chat.clock.advance(200ms);
        QCOMPARE(chat.takeLog(), QStringList(QStringLiteral("quiet bob")));
        QVERIFY(chat.client->participants().typing(chat.sid).isEmpty());
    }

    void aServiceThatInventsPeopleFillsNoMemory()
    {
        constexpr int Many = 20'000;
        Chat chat;
        chat.begin();
        for (int i = 0; i < Many + 10; ++i) {
            const QString identity = QStringLiteral("user%1").arg(i);
            chat.service.sayTyping(chat.sid, identity);
            chat.service.setItem(chat.sid + QStringLiteral(".roster"),
                                 QStringLiteral("MB%1").arg(i),
                                 { { QStringLiteral("identity"), identity } });
        }
        chat.clock.settle();
        QCOMPARE(chat.client->participants().typing(chat.sid).size(), Many);
        QCOMPARE(chat.client->participants().of(chat.sid).size(), size_t(Many));
        chat.clock.advance(7s);
        QVERIFY(chat.client->participants().typing(chat.sid).isEmpty());
    }

    void typingEndsWithTheMessage()
    {
        Chat chat;
        chat.begin();
        chat.service.sayTyping(chat.sid, bob());
        chat.bobSays(QStringLiteral("soup?"));
        QCOMPARE(chat.takeLog().mid(0, 3),
                 QStringList({ QStringLiteral("typing bob"), QStringLiteral("quiet bob"),
                               QStringLiteral("message 0 bob: soup?") }));
        chat.service.sayTyping(chat.sid, bob());
        chat.clock.advance(5900ms); // the first time-out must not end the second time
        QVERIFY(!chat.takeLog().contains(QStringLiteral("quiet bob")));
    }

    void ownAndForeignTypingIsIgnored()
    {
        Chat chat;
        chat.begin();
        chat.service.sayTyping(chat.sid, QStringLiteral("alice"));
        chat.service.sayTyping(FakeService::sidOf(99), bob());
        QCOMPARE(chat.takeLog(), QStringList());
    }

    void ownTypingIsThrottled()
    {
        Chat chat;
        chat.begin();
        const auto count = [&] {
            return chat.service.countCalls(QStringLiteral("POST"), QStringLiteral("Typing"));
        };
        for (int i = 0; i < 10; ++i)
            chat.client->participants().sendTyping(chat.sid);
        chat.clock.settle();
        QCOMPARE(count(), 1);
        QCOMPARE(chat.service.lastCall(QStringLiteral("POST"), QStringLiteral("Typing"))->rawBody,
                 "ChannelSid=" + chat.sid.toLatin1());
        chat.clock.advance(4900ms);
        chat.client->participants().sendTyping(chat.sid);
        chat.clock.settle();
        QCOMPARE(count(), 1);
        chat.clock.advance(200ms);
        chat.client->participants().sendTyping(QStringLiteral("lunch/1"));
        chat.clock.settle();
        QCOMPARE(count(), 2);
    }

    void typingOfflineIsDropped()
    {
        Chat chat;
        chat.begin();
        chat.client->stop();
        chat.client->participants().sendTyping(chat.sid);
        chat.client->start();
        chat.clock.advance(10s);
        QCOMPARE(chat.service.countCalls(QStringLiteral("POST"), QStringLiteral("Typing")), 0);
    }

    void namesOfUsersComeWhenAskedFor()
    {
        Chat chat;
        chat.begin();
        QStringList updated;
        QObject::connect(&chat.client->users(), &ChatUsers::updated, &chat.context,
                         [&](const QString &identity) { updated.append(identity); });
        QCOMPARE(chat.client->users().friendlyNameOf(QStringLiteral("alice")),
                 QStringLiteral("ALICE"));
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), bob());
        chat.clock.advance(1s);
        QCOMPARE(updated, QStringList(bob()));
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), QStringLiteral("BOB"));
        chat.service.setItem(QStringLiteral("bob.info"), QStringLiteral("friendlyName"),
                             { { QStringLiteral("value"), QStringLiteral("Robert") } });
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), QStringLiteral("Robert"));
    }

    void aUserWithoutAMapIsCalledByIdentity()
    {
        Chat chat;
        chat.begin();
        (void)chat.client->users().user(QStringLiteral("stranger"));
        chat.clock.advance(5s);
        const int calls = int(chat.service.calls.size());
        QCOMPARE(chat.client->users().friendlyNameOf(QStringLiteral("stranger")),
                 QStringLiteral("stranger"));
        chat.clock.advance(5s);
        QCOMPARE(int(chat.service.calls.size()), calls); // not asked for again
    }

    void onlySoManyUsersAreFollowed()
    {
        Chat chat;
        chat.service.configuration.insert(
            QStringLiteral("options"),
            QJsonObject { { QStringLiteral("user_infos_to_subscribe"), 1 } });
        chat.begin();
        (void)chat.client->users().friendlyNameOf(bob());
        chat.clock.advance(1s);
        QVERIFY(chat.service.isSubscribed(QStringLiteral("bob.info")));
        (void)chat.client->users().user(QStringLiteral("carol"));
        chat.clock.advance(1s);
        QVERIFY(chat.service.isSubscribed(QStringLiteral("carol.info")));
        QVERIFY(!chat.service.isSubscribed(QStringLiteral("bob.info")));
        QVERIFY(chat.service.isSubscribed(QStringLiteral("alice.info")));
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), QStringLiteral("BOB"));
    }

    void unreadCounts()
    {
        Chat chat;
        for (int i = 0; i < 4; ++i)
            chat.bobSays(QString::number(i));
        chat.service.setOwn(chat.sid, { { QStringLiteral("lastConsumedMessageIndex"), 1 } });
        chat.begin();
        const auto unread
            = [&] { return chat.client->conversations().find(chat.sid)->unreadCount.value_or(-1); };
        QCOMPARE(unread(), 2);
        chat.bobSays(QStringLiteral("more"));
        QCOMPARE(unread(), 3);
        chat.service.removeMessage(chat.sid, 4);
        QCOMPARE(unread(), 2);
        // Another device of the user reads on: the service knows how many are left.
        chat.service.setOwn(chat.sid, { { QStringLiteral("lastConsumedMessageIndex"), 2 } });
        chat.clock.settle();
        QCOMPARE(unread(), 1);
    }

    void whatTheServiceHasCountedIsNotCountedAgain()
    {
        Chat chat;
        for (int i = 0; i < 4; ++i)
            chat.bobSays(QString::number(i));
        chat.begin();
        chat.client->stop();
        for (int i = 4; i < 8; ++i)
            chat.bobSays(QString::number(i));
        chat.service.removeMessage(chat.sid, 6);
        chat.client->messages().advanceLastReadMessageIndex(chat.sid, 3, &chat.context,
                                                            [](const Outcome<Nothing> &) {});
        chat.client->start(); // says what was read, and is told '3', before the replay
        chat.clock.advance(5s);
        const auto unread
            = [&] { return chat.client->conversations().find(chat.sid)->unreadCount; };
        QCOMPARE(unread(), std::optional(3));
        chat.bobSays(QStringLiteral("8"));
        QCOMPARE(unread(), std::optional(4));
    }

    void unreadIsAskedForWhereItCannotBeCounted_data()
    {
        QTest::addColumn<bool>("isForgotten");
        QTest::newRow("joined later: no list has told it") << false;
        QTest::newRow("removed while away, and forgotten") << true;
    }

    void unreadIsAskedForWhereItCannotBeCounted()
    {
        QFETCH(bool, isForgotten);
        Chat chat;
        for (int i = 0; i < 4; ++i)
            chat.bobSays(QString::number(i));
        if (!isForgotten)
            chat.service.removeMember(chat.sid, QStringLiteral("alice"));
        else
            chat.service.setOwn(chat.sid, { { QStringLiteral("lastConsumedMessageIndex"), 0 } });
        chat.begin();
        if (isForgotten) {
            chat.service.holdsLiveEvents = true;
            chat.service.removeMessage(chat.sid, 1);
            chat.service.interruptions.insert(chat.list(), 3);
            chat.reconnect();
        } else {
            chat.service.addMember(chat.sid, QStringLiteral("alice"));
            chat.service.setOwn(chat.sid, { { QStringLiteral("lastConsumedMessageIndex"), 1 } });
            chat.clock.advance(1s);
        }
        QCOMPARE(chat.client->conversations().find(chat.sid)->unreadCount, std::optional(2));
    }

    void theHorizonOnlyMovesForward()
    {
        Chat chat;
        for (int i = 0; i < 4; ++i)
            chat.bobSays(QString::number(i));
        chat.begin();
        QStringList answers;
        const auto read = [&](qint64 index) {
            chat.client->messages().advanceLastReadMessageIndex(
                chat.sid, index, &chat.context,
                [&](const Outcome<Nothing> &outcome) { answers.append(textOf(outcome)); });
        };
        read(2);
        QVERIFY(answers.isEmpty());
        chat.clock.settle();
        QCOMPARE(chat.client->conversations().find(chat.sid)->lastReadMessageIndex,
                 std::optional<qint64>(2));
        QCOMPARE(chat.client->conversations().find(chat.sid)->unreadCount, std::optional<int>(1));
        const int calls = chat.service.countCalls(QStringLiteral("POST"), chat.sid);
        read(1);
        read(2);
        chat.clock.settle();
        QCOMPARE(chat.service.countCalls(QStringLiteral("POST"), chat.sid), calls);
        QCOMPARE(answers,
                 QStringList({ QStringLiteral("ok"), QStringLiteral("ok"), QStringLiteral("ok") }));
    }

    void whatIsReadOfflineIsSaidLaterOnce()
    {
        Chat chat;
        for (int i = 0; i < 4; ++i)
            chat.bobSays(QString::number(i));
        chat.begin();
        chat.client->stop();
        int answers = 0;
        for (const qint64 index : { 0, 2, 3 })
            chat.client->messages().advanceLastReadMessageIndex(
                chat.sid, index, &chat.context, [&](const Outcome<Nothing> &outcome) {
                    QCOMPARE(textOf(outcome), QStringLiteral("ok"));
                    ++answers;
                });
        chat.clock.advance(5min);
        QCOMPARE(answers, 0);
        chat.client->start();
        chat.clock.advance(5s);
        QCOMPARE(answers, 3);
        const auto *call = chat.service.lastCall(QStringLiteral("POST"), chat.sid);
        QCOMPARE(call->body.value(QLatin1String("last_read_message_index")).toInt(), 3);
        QCOMPARE(chat.service.countCalls(QStringLiteral("POST"), chat.sid), 1);
    }

    void participantsAreReadByAndBy()
    {
        Chat chat;
        chat.begin();
        QCOMPARE(chat.client->participants().of(chat.sid).size(), size_t(2));
    }

    void participantsAreReadWhenAskedFor()
    {
        Chat chat;
        chat.begin();
        QStringList identities;
        chat.client->participants().load(QStringLiteral("lunch/1"), &chat.context,
                                         [&](const Outcome<std::vector<Participant>> &outcome) {
                                             for (const Participant &p :
                                                  std::get<std::vector<Participant>>(outcome))
                                                 identities.append(p.identity);
                                         });
        chat.clock.settle();
        QCOMPARE(identities, QStringList({ QStringLiteral("alice"), bob() }));
        QCOMPARE(chat.takeLog(), QStringList()); // who was there has not joined
        QCOMPARE(chat.client->participants().of(chat.sid).size(), size_t(2));
    }

    void participantsComeAndGo()
    {
        Chat chat;
        chat.begin();
        chat.service.addMember(chat.sid, QStringLiteral("carol"));
        chat.service.setItem(chat.sid + QStringLiteral(".roster"), QStringLiteral("MB-carol"),
                             { { QStringLiteral("identity"), QStringLiteral("carol") },
                               { QStringLiteral("lastConsumedMessageIndex"), 3 } });
        chat.service.removeMember(chat.sid, QStringLiteral("carol"));
        QCOMPARE(chat.takeLog(),
                 QStringList({ QStringLiteral("participant joined carol"),
                               QStringLiteral("participant updated carol"),
                               QStringLiteral("participant left carol") }));
        QCOMPARE(chat.client->participants().of(chat.sid).size(), size_t(2));
    }

    void manyParticipantsComeInPages()
    {
        Chat chat;
        for (int i = 0; i < 250; ++i)
            chat.service.addMember(chat.sid, QStringLiteral("user%1").arg(i));
        chat.begin();
        size_t count = 0;
        chat.client->participants().load(
            chat.sid, &chat.context, [&](const Outcome<std::vector<Participant>> &outcome) {
                count = std::get<std::vector<Participant>>(outcome).size();
            });
        chat.clock.settle();
        QCOMPARE(count, size_t(252));
    }

    void whoLeftWhileTheRosterWasReadIsNotRevived()
    {
        Chat chat;
        chat.service.addMember(chat.sid, QStringLiteral("carol"));
        const QString roster = chat.service.find(chat.sid + QStringLiteral(".roster"))->sid;
        chat.service.intercept = [&, roster](const FakeSyncService::Call &call) {
            if (call.path.last() != QLatin1String("Items") || !call.path.contains(roster))
                return false;
            chat.service.intercept = {};
            const qint64 id = chat.service.find(chat.sid + QStringLiteral(".roster"))
                                  ->items[QStringLiteral("MB-carol")]
                                  .lastEventId;
            chat.service.removeMember(chat.sid, QStringLiteral("carol"));
            chat.service.replyTo(call, 200,
                                 { { QStringLiteral("items"),
                                     QJsonArray { QJsonObject {
                                         { QStringLiteral("key"), QStringLiteral("MB-carol") },
                                         { QStringLiteral("last_event_id"), id },
                                         { QStringLiteral("data"),
                                           QJsonObject { { QStringLiteral("identity"),
                                                           QStringLiteral("carol") } } } } } },
                                   { QStringLiteral("meta"), QJsonObject {} } });
            return true;
        };
        chat.begin();
        QVERIFY(!chat.service.intercept);
        QVERIFY(chat.client->participants().of(chat.sid).empty());
    }
};

QTEST_GUILESS_MAIN(tst_ChatMessages)
#include "tst_chat_messages.moc"
