// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"

#include <QTest>

using namespace parley;
using namespace parley::chat;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString bob()
{
    return u"bob"_s;
}

/// alice in one conversation with bob, everything quiet.
struct Chat : ChatBench
{
    Chat()
        : sid(service.addConversation(1, u"Lunch"_s))
    { }

    void begin()
    {
        start();
        takeLog();
    }

    QString list() const { return sid + u".messages"_s; }
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
        chat.bobSays(u"soup?"_s);
        QCOMPARE(chat.takeLog(u"message"_s), QStringList(u"message 0 bob: soup?"_s));
        const auto conversation = chat.client->conversations().find(chat.sid);
        QCOMPARE(conversation->lastMessageIndex, std::optional<qint64>(0));
        QVERIFY(conversation->lastMessageDate.isValid());
    }

    void editsAndRemovals()
    {
        Chat chat;
        chat.bobSays(u"soup?"_s);
        chat.begin();
        chat.service.editMessage(chat.sid, 0, u"salad?"_s);
        chat.service.removeMessage(chat.sid, 0);
        QCOMPARE(chat.takeLog(),
                 QStringList({ u"edited 0 bob: salad?"_s, u"deleted 0 bob: salad?"_s }));
    }

    void missedMessagesComeOnceAndInOrder()
    {
        Chat chat;
        chat.begin();
        chat.bobSays(u"one"_s);
        chat.service.holdsLiveEvents = true;
        chat.bobSays(u"two"_s);
        chat.bobSays(u"three"_s);
        chat.reconnect();
        chat.bobSays(u"four"_s);
        chat.reconnect();
        QCOMPARE(chat.takeLog(u"message"_s),
                 QStringList({ u"message 0 bob: one"_s, u"message 1 bob: two"_s,
                               u"message 2 bob: three"_s, u"message 3 bob: four"_s }));
    }

    void aMessageBetweenOpeningAndSubscribingIsTold()
    {
        Chat chat;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!call.path.contains("Subscriptions"_L1))
                return false;
            chat.service.intercept = {};
            chat.bobSays(u"just now"_s);
            return false;
        };
        chat.start();
        QCOMPARE(chat.takeLog(u"message"_s), QStringList(u"message 0 bob: just now"_s));
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
        chat.bobSays(u"old"_s);
        chat.begin();
        QStringList expected;
        chat.bobSays(u"seen"_s);
        expected.append(u"message 1 bob: seen"_s);
        chat.service.holdsLiveEvents = true;
        for (int i = 0; i < missed; ++i) {
            chat.bobSays(QString::number(i));
            expected.append(u"message %1 bob: %2"_s.arg(i + 2).arg(i));
        }
        chat.service.interruptions.insert(chat.list(), 3);
        chat.reconnect();
        QCOMPARE(chat.takeLog(u"message"_s), expected);
        chat.bobSays(u"after"_s);
        chat.reconnect();
        QCOMPARE(chat.takeLog(u"message"_s),
                 QStringList(u"message %1 bob: after"_s.arg(missed + 2)));
    }

    void forgottenEditsAreTold()
    {
        Chat chat;
        chat.begin();
        chat.bobSays(u"soup?"_s);
        chat.takeLog();
        chat.service.holdsLiveEvents = true;
        chat.service.editMessage(chat.sid, 0, u"salad?"_s);
        chat.service.interruptions.insert(chat.list(), 3);
        chat.reconnect();
        QCOMPARE(chat.takeLog(), QStringList(u"edited 0 bob: salad?"_s));
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
        QCOMPARE(bodiesOf(*history), QStringList({ u"22"_s, u"23"_s, u"24"_s }));
        QVERIFY(history->hasOlder);
        ask(3, 22);
        QCOMPARE(bodiesOf(*history), QStringList({ u"18"_s, u"19"_s, u"21"_s }));
        ask(30, 2);
        QCOMPARE(bodiesOf(*history), QStringList({ u"0"_s, u"1"_s }));
        QVERIFY(!history->hasOlder);
    }

    void historyOfAnUnknownConversation()
    {
        Chat chat;
        chat.begin();
        QString answer;
        chat.client->messages().history(
            u"nowhere"_s, 3, std::nullopt, &chat.context,
            [&](const Outcome<History> &outcome) { answer = textOf(outcome); });
        QCOMPARE(answer, QString());
        chat.clock.settle();
        QCOMPARE(answer, u"notFound"_s);
    }

    void historyWaitsUntilTheConversationIsOpen()
    {
        Chat chat;
        chat.bobSays(u"soup?"_s);
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
        QCOMPARE(bodies, QStringList(u"soup?"_s));
    }

    void attributesAreTheServices()
    {
        Chat chat;
        chat.begin();
        std::optional<Message> message;
        QObject::connect(&chat.client->messages(), &ChatMessages::added, &chat.context,
                         [&](const QString &, const Message &added) { message = added; });
        chat.service.addMessage(chat.sid, bob(), u"x"_s, u"{\"colour\":\"green\"}"_s);
        chat.clock.settle();
        QCOMPARE(message->attributes, QJsonObject({ { u"colour"_s, u"green"_s } }));
        QCOMPARE(message->sid.left(2), u"IM"_s);
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
        QCOMPARE(chat.takeLog(), QStringList(u"typing bob"_s));
        chat.clock.advance(200ms);
        QCOMPARE(chat.takeLog(), QStringList(u"quiet bob"_s));
        QVERIFY(chat.client->participants().typing(chat.sid).isEmpty());
    }

    void aServiceThatInventsPeopleFillsNoMemory()
    {
        constexpr int Many = 20'000;
        Chat chat;
        chat.begin();
        for (int i = 0; i < Many + 10; ++i) {
            const QString identity = u"user%1"_s.arg(i);
            chat.service.sayTyping(chat.sid, identity);
            chat.service.setItem(chat.sid + u".roster"_s, u"MB%1"_s.arg(i),
                                 { { u"identity"_s, identity } });
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
        chat.bobSays(u"soup?"_s);
        QCOMPARE(chat.takeLog().mid(0, 3),
                 QStringList({ u"typing bob"_s, u"quiet bob"_s, u"message 0 bob: soup?"_s }));
        chat.service.sayTyping(chat.sid, bob());
        chat.clock.advance(5900ms); // the first time-out must not end the second time
        QVERIFY(!chat.takeLog().contains(u"quiet bob"_s));
    }

    void ownAndForeignTypingIsIgnored()
    {
        Chat chat;
        chat.begin();
        chat.service.sayTyping(chat.sid, u"alice"_s);
        chat.service.sayTyping(FakeService::sidOf(99), bob());
        QCOMPARE(chat.takeLog(), QStringList());
    }

    void ownTypingIsThrottled()
    {
        Chat chat;
        chat.begin();
        const auto count = [&] { return chat.service.countCalls(u"POST"_s, u"Typing"_s); };
        for (int i = 0; i < 10; ++i)
            chat.client->participants().sendTyping(chat.sid);
        chat.clock.settle();
        QCOMPARE(count(), 1);
        QCOMPARE(chat.service.lastCall(u"POST"_s, u"Typing"_s)->rawBody,
                 "ChannelSid=" + chat.sid.toLatin1());
        chat.clock.advance(4900ms);
        chat.client->participants().sendTyping(chat.sid);
        chat.clock.settle();
        QCOMPARE(count(), 1);
        chat.clock.advance(200ms);
        chat.client->participants().sendTyping(u"lunch/1"_s);
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
        QCOMPARE(chat.service.countCalls(u"POST"_s, u"Typing"_s), 0);
    }

    void namesOfUsersComeWhenAskedFor()
    {
        Chat chat;
        chat.begin();
        QStringList updated;
        QObject::connect(&chat.client->users(), &ChatUsers::updated, &chat.context,
                         [&](const QString &identity) { updated.append(identity); });
        QCOMPARE(chat.client->users().friendlyNameOf(u"alice"_s), u"ALICE"_s);
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), bob());
        chat.clock.advance(1s);
        QCOMPARE(updated, QStringList(bob()));
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), u"BOB"_s);
        chat.service.setItem(u"bob.info"_s, u"friendlyName"_s, { { u"value"_s, u"Robert"_s } });
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), u"Robert"_s);
    }

    void aUserWithoutAMapIsCalledByIdentity()
    {
        Chat chat;
        chat.begin();
        (void)chat.client->users().user(u"stranger"_s);
        chat.clock.advance(5s);
        const int calls = int(chat.service.calls.size());
        QCOMPARE(chat.client->users().friendlyNameOf(u"stranger"_s), u"stranger"_s);
        chat.clock.advance(5s);
        QCOMPARE(int(chat.service.calls.size()), calls); // not asked for again
    }

    void onlySoManyUsersAreFollowed()
    {
        Chat chat;
        chat.service.configuration.insert(u"options"_s,
                                          QJsonObject { { u"user_infos_to_subscribe"_s, 1 } });
        chat.begin();
        (void)chat.client->users().friendlyNameOf(bob());
        chat.clock.advance(1s);
        QVERIFY(chat.service.isSubscribed(u"bob.info"_s));
        (void)chat.client->users().user(u"carol"_s);
        chat.clock.advance(1s);
        QVERIFY(chat.service.isSubscribed(u"carol.info"_s));
        QVERIFY(!chat.service.isSubscribed(u"bob.info"_s));
        QVERIFY(chat.service.isSubscribed(u"alice.info"_s));
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), u"BOB"_s);
    }

    void unreadCounts()
    {
        Chat chat;
        for (int i = 0; i < 4; ++i)
            chat.bobSays(QString::number(i));
        chat.service.setOwn(chat.sid, { { u"lastConsumedMessageIndex"_s, 1 } });
        chat.begin();
        const auto unread
            = [&] { return chat.client->conversations().find(chat.sid)->unreadCount.value_or(-1); };
        QCOMPARE(unread(), 2);
        chat.bobSays(u"more"_s);
        QCOMPARE(unread(), 3);
        chat.service.removeMessage(chat.sid, 4);
        QCOMPARE(unread(), 2);
        // Another device of the user reads on: the service knows how many are left.
        chat.service.setOwn(chat.sid, { { u"lastConsumedMessageIndex"_s, 2 } });
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
        chat.bobSays(u"8"_s);
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
            chat.service.removeMember(chat.sid, u"alice"_s);
        else
            chat.service.setOwn(chat.sid, { { u"lastConsumedMessageIndex"_s, 0 } });
        chat.begin();
        if (isForgotten) {
            chat.service.holdsLiveEvents = true;
            chat.service.removeMessage(chat.sid, 1);
            chat.service.interruptions.insert(chat.list(), 3);
            chat.reconnect();
        } else {
            chat.service.addMember(chat.sid, u"alice"_s);
            chat.service.setOwn(chat.sid, { { u"lastConsumedMessageIndex"_s, 1 } });
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
        const int calls = chat.service.countCalls(u"POST"_s, chat.sid);
        read(1);
        read(2);
        chat.clock.settle();
        QCOMPARE(chat.service.countCalls(u"POST"_s, chat.sid), calls);
        QCOMPARE(answers, QStringList({ u"ok"_s, u"ok"_s, u"ok"_s }));
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
                    QCOMPARE(textOf(outcome), u"ok"_s);
                    ++answers;
                });
        chat.clock.advance(5min);
        QCOMPARE(answers, 0);
        chat.client->start();
        chat.clock.advance(5s);
        QCOMPARE(answers, 3);
        const auto *call = chat.service.lastCall(u"POST"_s, chat.sid);
        QCOMPARE(call->body.value("last_read_message_index"_L1).toInt(), 3);
        QCOMPARE(chat.service.countCalls(u"POST"_s, chat.sid), 1);
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
        chat.client->participants().load(
            u"lunch/1"_s, &chat.context, [&](const Outcome<std::vector<Participant>> &outcome) {
                for (const Participant &p : std::get<std::vector<Participant>>(outcome))
                    identities.append(p.identity);
            });
        chat.clock.settle();
        QCOMPARE(identities, QStringList({ u"alice"_s, bob() }));
        QCOMPARE(chat.takeLog(), QStringList()); // who was there has not joined
        QCOMPARE(chat.client->participants().of(chat.sid).size(), size_t(2));
    }

    void participantsComeAndGo()
    {
        Chat chat;
        chat.begin();
        chat.service.addMember(chat.sid, u"carol"_s);
        chat.service.setItem(
            chat.sid + u".roster"_s, u"MB-carol"_s,
            { { u"identity"_s, u"carol"_s }, { u"lastConsumedMessageIndex"_s, 3 } });
        chat.service.removeMember(chat.sid, u"carol"_s);
        QCOMPARE(chat.takeLog(),
                 QStringList({ u"participant joined carol"_s, u"participant updated carol"_s,
                               u"participant left carol"_s }));
        QCOMPARE(chat.client->participants().of(chat.sid).size(), size_t(2));
    }

    void manyParticipantsComeInPages()
    {
        Chat chat;
        for (int i = 0; i < 250; ++i)
            chat.service.addMember(chat.sid, u"user%1"_s.arg(i));
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
        chat.service.addMember(chat.sid, u"carol"_s);
        const QString roster = chat.service.find(chat.sid + u".roster"_s)->sid;
        chat.service.intercept = [&, roster](const FakeSyncService::Call &call) {
            if (call.path.last() != "Items"_L1 || !call.path.contains(roster))
                return false;
            chat.service.intercept = {};
            const qint64 id
                = chat.service.find(chat.sid + u".roster"_s)->items[u"MB-carol"_s].lastEventId;
            chat.service.removeMember(chat.sid, u"carol"_s);
            chat.service.replyTo(
                call, 200,
                { { u"items"_s,
                    QJsonArray { QJsonObject {
                        { u"key"_s, u"MB-carol"_s },
                        { u"last_event_id"_s, id },
                        { u"data"_s, QJsonObject { { u"identity"_s, u"carol"_s } } } } } },
                  { u"meta"_s, QJsonObject {} } });
            return true;
        };
        chat.begin();
        QVERIFY(!chat.service.intercept);
        QVERIFY(chat.client->participants().of(chat.sid).empty());
    }
};

QTEST_GUILESS_MAIN(tst_ChatMessages)
#include "tst_chat_messages.moc"
