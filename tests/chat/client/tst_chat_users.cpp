// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"
#include "chat/messageattributes.h"

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

QString carol()
{
    return QStringLiteral("carol");
}

/// Older than anything that a client makes in a test.
QString longAgo()
{
    return QStringLiteral("2001-01-01T00:00:00.000Z");
}

struct Chat : ChatBench
{
    explicit Chat(int usersToFollow = 100)
        : sid(service.addConversation(1, QStringLiteral("Lunch")))
    {
        service.configuration.insert(
            QStringLiteral("options"),
            QJsonObject { { QStringLiteral("reachability_enabled"), true },
                          { QStringLiteral("user_infos_to_subscribe"), usersToFollow } });
        start();
        takeLog();
        QObject::connect(&client->users(), &ChatUsers::updated, client.get(),
                         [this](const QString &identity) { updates.append(identity); });
    }

    Callback<Nothing> answer()
    {
        return [this](const Outcome<Nothing> &outcome) { answers.append(textOf(outcome)); };
    }
    Callback<Conversation> opened()
    {
        return [this](const Outcome<Conversation> &outcome) {
            const auto *conversation = std::get_if<Conversation>(&outcome);
            answers.append(conversation != nullptr ? conversation->sid : textOf(outcome));
        };
    }
    void setOnline(const QString &identity, bool online)
    {
        service.setItem(
            identity + QLatin1String(".info"), QStringLiteral("reachability"),
            { { QStringLiteral("online"), online }, { QStringLiteral("notifiable"), false } });
    }
    [[nodiscard]] bool isFollowed(const QString &identity)
    {
        return service.isSubscribed(identity + QLatin1String(".info"));
    }

    QString sid;
    QStringList updates;
    QStringList answers;
};

} // namespace

class tst_ChatUsers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aUserIsReadAndFollowed()
    {
        Chat chat;
        chat.setOnline(carol(), true);
        QCOMPARE(chat.client->users().user(carol()), User { .identity = carol() });
        chat.clock.advance(1s);
        QCOMPARE(chat.client->users().user(carol()),
                 (User { .identity = carol(),
                         .friendlyName = QStringLiteral("CAROL"),
                         .online = true,
                         .notifiable = false }));
        QVERIFY(chat.updates.contains(carol()));
        chat.updates.clear();
        chat.setOnline(carol(), false);
        QCOMPARE(chat.client->users().user(carol()).online, std::optional(false));
        chat.service.setItem(QStringLiteral("carol.info"), QStringLiteral("attributes"),
                             { { QStringLiteral("value"), QStringLiteral(R"({"desk": 3})") } });
        QCOMPARE(chat.client->users().user(carol()).attributes.value(QLatin1String("desk")).toInt(),
                 3);
        chat.clock.settle();
        QCOMPARE(chat.updates, QStringList(2, carol()));
    }

    void theOldestIsDropped()
    {
        Chat chat(1);
        chat.client->users().subscribe(bob());
        chat.clock.advance(1s);
        QVERIFY(chat.isFollowed(bob()));
        chat.client->users().subscribe(carol());
        chat.clock.advance(1s);
        QVERIFY(chat.isFollowed(carol()));
        QVERIFY(!chat.isFollowed(bob()));
        QVERIFY(chat.isFollowed(QStringLiteral("alice"))); // the own one does not count
        chat.client->users().subscribe(bob()); // dropped, and wanted again
        chat.clock.advance(1s);
        QVERIFY(chat.isFollowed(bob()));
    }

    void oneThatNobodySubscribedIsDroppedFirst()
    {
        Chat chat(2);
        for (const char *identity : { "d", "e" }) {
            const QString map = QLatin1String(identity) + QLatin1String(".info");
            chat.service.makeObject(QStringLiteral("map"), map);
        }
        chat.client->users().subscribe(bob());
        chat.clock.advance(1s);
        (void)chat.client->users().user(QStringLiteral("d"));
        chat.clock.advance(1s);
        (void)chat.client->users().user(QStringLiteral("e"));
        chat.clock.advance(1s);
        QVERIFY(chat.isFollowed(bob()));
        QVERIFY(!chat.isFollowed(QStringLiteral("d")));
        QVERIFY(chat.isFollowed(QStringLiteral("e")));
    }

    void releasedUsersAreFollowedNoLonger()
    {
        Chat chat;
        chat.client->users().subscribe(carol());
        chat.client->users().subscribe(carol());
        chat.clock.advance(1s);
        chat.client->users().release(carol());
        chat.clock.advance(1s);
        QVERIFY(chat.isFollowed(carol())); // one subscriber is left
        chat.client->users().release(carol());
        chat.clock.advance(1s);
        QVERIFY(!chat.isFollowed(carol()));
        chat.service.setItem(QStringLiteral("carol.info"), QStringLiteral("friendlyName"),
                             { { QStringLiteral("value"), QStringLiteral("New") } });
        (void)chat.client->users().user(carol());
        chat.clock.advance(1s);
        QCOMPARE(chat.client->users().user(carol()).friendlyName, QStringLiteral("New"));
    }

    void whatTheServiceForgotIsReadAgain()
    {
        Chat chat;
        chat.client->users().subscribe(carol());
        chat.clock.advance(1s);
        chat.service.cutLink();
        chat.service.setItem(QStringLiteral("carol.info"), QStringLiteral("friendlyName"),
                             { { QStringLiteral("value"), QStringLiteral("Karo") } });
        chat.service.interruptions.insert(QStringLiteral("carol.info"), 3);
        chat.clock.advance(10s);
        QCOMPARE(chat.client->users().user(carol()).friendlyName, QStringLiteral("Karo"));
        QVERIFY(chat.isFollowed(carol()));
    }

    void onlyWhomTheServiceNamesIsLookedUp()
    {
        Chat chat;
        chat.service.addMember(chat.sid, bob());
        chat.service.addMessage(chat.sid, carol(), QStringLiteral("I have left since"));
        chat.clock.advance(1s);
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), bob());
        QCOMPARE(chat.client->users().friendlyNameOf(carol()), carol());
        chat.clock.advance(1s);
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), QStringLiteral("BOB"));
        QCOMPARE(chat.client->users().friendlyNameOf(carol()), QStringLiteral("CAROL"));
        const size_t before = chat.service.calls.size();
        for (int i = 0; i < 700; ++i) { // as the attributes of a message may name them
            const QString identity = QStringLiteral("user%1").arg(i);
            QCOMPARE(chat.client->users().friendlyNameOf(identity), identity);
        }
        chat.clock.advance(1s);
        QCOMPARE(chat.service.calls.size(), before);
    }

    void whoWasAskedForLastIsReadFirst()
    {
        Chat chat;
        const size_t before = chat.service.calls.size();
        for (int i = 0; i < 3000; ++i)
            (void)chat.client->users().user(QStringLiteral("user%1").arg(i));
        chat.clock.advance(1s);
        const auto first = chat.service.calls.begin() + qsizetype(before);
        QCOMPARE(first->path.last(), QStringLiteral("user2999"));
        QStringList asked;
        for (auto call = first; call != chat.service.calls.end(); ++call)
            asked.append(call->path.last());
        QVERIFY(asked.contains(QStringLiteral("user2000")));
        QVERIFY(!asked.contains(QStringLiteral("user1999")));
        (void)chat.client->users().user(QStringLiteral("user1999")); // is asked for again
        chat.clock.advance(1s);
        QVERIFY(chat.service.countCalls(QStringLiteral("GET"), QStringLiteral("user1999")) > 0);
    }

    void whoTakesTheNameOfAnotherIsKnown_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isShared");
        QTest::newRow("the same") << QStringLiteral("CAROL") << true;
        QTest::newRow("in small letters") << QStringLiteral("Carol") << true;
        QTest::newRow("wide letters") << QStringLiteral("\uff23\uff21\uff32\uff2f\uff2c") << true;
        QTest::newRow("something that is not seen") << QStringLiteral("CAR\u200bOL\u2063") << true;
        QTest::newRow("a blank letter") << QStringLiteral("CAROL\u3164") << true;
        QTest::newRow("spaces") << QStringLiteral(" CAROL\u00a0") << true;
        QTest::newRow("the identity") << carol() << true;
        QTest::newRow("the identity in brackets") << QStringLiteral("The boss (carol)") << true;
        QTest::newRow("another name") << QStringLiteral("CAROLA") << false;
        QTest::newRow("other brackets") << QStringLiteral("CAROLA (bob)") << false;
        QTest::newRow("nothing that is seen") << QStringLiteral("\u200b") << false;
        QTest::newRow("another face") << QStringLiteral("\U0001F600") << false;
    }

    void whoTakesTheNameOfAnotherIsKnown()
    {
        QFETCH(QString, name);
        QFETCH(bool, isShared);
        Chat chat;
        ChatUsers &users = chat.client->users();
        users.subscribe(bob());
        users.subscribe(carol());
        chat.clock.advance(1s);
        QVERIFY(!users.isNameShared(bob()));
        QVERIFY(!users.isNameShared(carol()));
        chat.updates.clear();
        const auto rename = [&chat](const QString &to) {
            chat.service.setItem(QStringLiteral("bob.info"), QStringLiteral("friendlyName"),
                                 { { QStringLiteral("value"), to } });
            chat.clock.settle();
        };
        rename(name);
        QCOMPARE(users.isNameShared(bob()), isShared);
        const bool isHers = users.isNameShared(carol());
        QCOMPARE(isHers, isShared && !name.contains(u'('));
        QCOMPARE(chat.updates.contains(carol()), isHers); // so that views name her anew
        rename(QStringLiteral("BOB"));
        QVERIFY(!users.isNameShared(bob()));
        QVERIFY(!users.isNameShared(carol()));
    }

    void theOwnUser()
    {
        Chat chat;
        chat.client->users().setOwnFriendlyName(QStringLiteral("Alice B."), &chat.context,
                                                chat.answer());
        chat.client->users().setOwnAttributes({ { QStringLiteral("x"), 1 } }, &chat.context,
                                              chat.answer());
        chat.client->users().setOwnFriendlyName(QString(257, QLatin1Char('x')), &chat.context,
                                                chat.answer());
        chat.client->users().setOwnAttributes(
            { { QStringLiteral("x"), QString(4096, QLatin1Char('x')) } }, &chat.context,
            chat.answer());
        chat.clock.settle();
        QCOMPARE(chat.answers.count(QStringLiteral("ok")), 2);
        QCOMPARE(chat.answers.count(QStringLiteral("invalid")), 1);
        QCOMPARE(chat.answers.count(QStringLiteral("tooLong")), 1);
        const User own = chat.client->users().user(QStringLiteral("alice"));
        QCOMPARE(own.friendlyName, QStringLiteral("Alice B."));
        QCOMPARE(own.attributes.value(QLatin1String("x")).toInt(), 1);
        QCOMPARE(chat.updates, QStringList(2, QStringLiteral("alice")));
    }

    void aDirectConversationIsMadeOnce()
    {
        Chat chat;
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers.size(), 1);
        const QString direct = chat.answers.first();
        QCOMPARE(chat.service.membersOf(direct), QStringList({ QStringLiteral("alice"), bob() }));
        QCOMPARE(
            directPartnerOf(*chat.client->conversations().find(direct), QStringLiteral("alice")),
            bob());
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers, QStringList(2, direct));
        QCOMPARE(chat.service.countCalls(QStringLiteral("POST"), QStringLiteral("Participants")),
                 2); // each of the two was added once
        chat.service.removeMember(direct, bob()); // the other one has left
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers, QStringList(3, direct));
        QVERIFY(chat.service.membersOf(direct).contains(bob()));
        chat.service.removeMember(direct, bob());
        int refusals = 0;
        chat.service.intercept = [&chat, &refusals](const FakeSyncService::Call &call) {
            const bool isRefused = call.method == QLatin1String("POST")
                && call.path.contains(QStringLiteral("Participants"));
            if (isRefused) { // who may not add opens it all the same
                ++refusals;
                chat.service.replyTo(call, 403);
            }
            return isRefused;
        };
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers, QStringList(4, direct));
        QCOMPARE(refusals, 1);
    }

    void aDirectConversationWhoseParticipantsCannotBeReadIsOpened()
    {
        Chat chat;
        int refusals = 0;
        chat.service.intercept = [&chat, &refusals](const FakeSyncService::Call &call) {
            const bool isRefused = call.path.contains(QStringLiteral("Maps"))
                && call.path.last() == QLatin1String("Items");
            if (isRefused) {
                ++refusals;
                chat.service.replyTo(call, 403);
            }
            return isRefused;
        };
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        refusals = 0;
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers, QStringList(2, chat.answers.first()));
        QCOMPARE(refusals, 1);
        QCOMPARE(chat.service.countCalls(QStringLiteral("POST"), QStringLiteral("Participants")),
                 2); // by the first time
    }

    void aDirectConversationThatTheOtherOneMadeIsFound()
    {
        Chat chat;
        const QString direct = chat.service.addDirect(7, bob(), longAgo());
        chat.clock.advance(1s);
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers, QStringList(direct));
    }

    void aDirectConversationHasNoNameThatOthersCanCompute()
    {
        QStringList names;
        for (int i = 0; i < 2; ++i) {
            Chat chat;
            chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
            chat.clock.advance(1s);
            names.append(chat.client->conversations().find(chat.answers.first())->uniqueName);
        }
        QVERIFY(names.at(0) != names.at(1));
        QVERIFY(names.at(0).size() >= 32);
    }

    void aDirectConversationThatAThirdUserMadeIsNotUsed()
    {
        Chat chat;
        const QString forged = chat.service.addDirect(7, QStringLiteral("mallory"), longAgo());
        chat.clock.advance(1s);
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers.size(), 1);
        QVERIFY(chat.answers.first() != forged);
    }

    void aDirectConversationWithAThirdReaderIsNone()
    {
        Chat chat;
        const QString direct = chat.service.addDirect(7, bob(), longAgo());
        chat.clock.advance(1s);
        const auto partner = [&chat, &direct] {
            return chat.client->directPartnerOf(*chat.client->conversations().find(direct));
        };
        QCOMPARE(partner(), bob());
        chat.service.addMember(direct, QStringLiteral("mallory"));
        chat.clock.settle();
        QCOMPARE(partner(), QString());
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers.size(), 1);
        QVERIFY(chat.answers.first() != direct);
        chat.service.removeMember(direct, QStringLiteral("mallory"));
        chat.clock.settle();
        QCOMPARE(partner(), bob());
    }

    void whoReadsADirectConversationIsLookedAtFirst()
    {
        Chat chat;
        const QString direct = chat.service.addDirect(7, bob(), longAgo());
        chat.service.addMember(direct, QStringLiteral("mallory"));
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers.size(), 1);
        QVERIFY(chat.answers.first() != direct);
        QCOMPARE(chat.service.membersOf(chat.answers.first()),
                 QStringList({ QStringLiteral("alice"), bob() }));
    }

    void callsWhileADirectConversationIsMadeShareIt()
    {
        Chat chat;
        for (int i = 0; i < 3; ++i)
            chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers, QStringList(3, chat.answers.first()));
        QCOMPARE(chat.service.countCalls(QStringLiteral("POST"), QStringLiteral("Participants")),
                 2); // each of the two was added once
    }

    void ofTwoDirectConversationsTheOlderCounts_data()
    {
        QTest::addColumn<bool>("isUsed");
        QTest::newRow("the younger one is empty") << false;
        QTest::newRow("something was said in the younger one") << true;
    }

    void ofTwoDirectConversationsTheOlderCounts()
    {
        QFETCH(bool, isUsed);
        Chat chat;
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        const QString own = chat.answers.takeFirst();
        if (isUsed)
            chat.service.addMessage(own, bob(), QStringLiteral("Hello"));
        chat.clock.advance(1s);
        const QString older = chat.service.addDirect(7, bob(), longAgo());
        chat.clock.advance(1s);
        QCOMPARE(bool(chat.client->conversations().find(own)), isUsed);
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers, QStringList(older));
    }

    void anOlderDirectConversationThatComesWhileOneIsMadeIsOpened()
    {
        Chat chat;
        QString older;
        chat.service.intercept = [&chat, &older](const FakeSyncService::Call &call) {
            const bool isAdding = call.method == QLatin1String("POST")
                && call.path.contains(QStringLiteral("Participants"))
                && call.body.value(QLatin1String("identity")).toString() == bob();
            if (isAdding && older.isEmpty())
                older = chat.service.addDirect(7, bob(), longAgo());
            return false;
        };
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QVERIFY(!older.isEmpty());
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers.last(), older);
        QCOMPARE(chat.client->conversations().all().size(),
                 std::size_t(2)); // Lunch and the older one
    }

    void aYoungerDirectConversationOfTheOtherIsLeftAlone()
    {
        Chat chat;
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        const QString younger
            = chat.service.addDirect(7, bob(), QStringLiteral("2099-01-01T00:00:00.000Z"));
        chat.clock.advance(1s);
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers, QStringList(2, chat.answers.first()));
        QVERIFY(chat.answers.first() != younger);
        QVERIFY(chat.client->conversations().find(younger));
    }

    void noDirectConversationWithOneselfOrNobody()
    {
        Chat chat;
        chat.client->conversations().openDirect(QStringLiteral("alice"), &chat.context,
                                                chat.opened());
        chat.client->conversations().openDirect({}, &chat.context, chat.opened());
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(2, QStringLiteral("invalid")));
    }

    void conversationsAreChanged()
    {
        Chat chat;
        chat.client->conversations().update(
            chat.sid,
            { .friendlyName = QStringLiteral("Dinner"),
              .uniqueName = QStringLiteral("dinner"),
              .attributes = QJsonObject { { QStringLiteral("x"), 1 } } },
            &chat.context, chat.answer());
        chat.client->conversations().setMuted(chat.sid, true, &chat.context, chat.answer());
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(2, QStringLiteral("ok")));
        const Conversation changed = *chat.client->conversations().find(QStringLiteral("dinner"));
        QCOMPARE(changed.sid, chat.sid);
        QCOMPARE(changed.friendlyName, QStringLiteral("Dinner"));
        QCOMPARE(changed.attributes.value(QLatin1String("x")).toInt(), 1);
        QVERIFY(changed.muted);
        chat.client->conversations().setMuted(chat.sid, false, &chat.context, chat.answer());
        chat.clock.settle();
        QVERIFY(!chat.client->conversations().find(chat.sid)->muted);
    }

    void participantAttributes()
    {
        Chat chat;
        chat.client->participants().setAttributes(
            chat.sid, bob(), { { QStringLiteral("desk"), 4 } }, &chat.context, chat.answer());
        chat.client->participants().setAttributes(chat.sid, carol(), {}, &chat.context,
                                                  chat.answer());
        chat.clock.settle();
        QCOMPARE(chat.answers.count(QStringLiteral("ok")), 1);
        QCOMPARE(chat.answers.count(QStringLiteral("notFound")), 1);
        const auto participants = chat.client->participants().of(chat.sid);
        const auto it = std::ranges::find(participants, bob(), &Participant::identity);
        QCOMPARE(it->attributes.value(QLatin1String("desk")).toInt(), 4);
    }

    void everythingReadAndNothingRead()
    {
        Chat chat;
        for (int i = 0; i < 3; ++i)
            chat.service.addMessage(chat.sid, bob(), QStringLiteral("x"));
        QVERIFY(!chat.client->conversations().find(chat.sid)->unreadCount);
        chat.client->messages().setAllMessagesRead(chat.sid, &chat.context, chat.answer());
        chat.clock.settle();
        QCOMPARE(chat.client->conversations().find(chat.sid)->lastReadMessageIndex,
                 std::optional<qint64>(2));
        QCOMPARE(chat.client->conversations().find(chat.sid)->unreadCount, std::optional(0));
        chat.client->messages().setAllMessagesUnread(chat.sid, &chat.context, chat.answer());
        chat.clock.settle();
        QVERIFY(!chat.client->conversations().find(chat.sid)->lastReadMessageIndex);
        QVERIFY(!chat.client->conversations().find(chat.sid)->unreadCount);
        QVERIFY(chat.service.lastCall(QStringLiteral("POST"), chat.sid)
                    ->body.value(QLatin1String("last_read_message_index"))
                    .isNull());
        chat.client->messages().setAllMessagesRead(chat.sid, &chat.context,
                                                   chat.answer()); // and forward again
        chat.clock.settle();
        QCOMPARE(chat.client->conversations().find(chat.sid)->unreadCount, std::optional(0));
        QCOMPARE(chat.answers, QStringList(3, QStringLiteral("ok")));
    }

    void drafts()
    {
        Chat chat;
        QStringList told;
        QObject::connect(&chat.client->outbox(), &ChatOutbox::draftChanged, &chat.context,
                         [&told](const QString &sid) { told.append(sid); });
        QVERIFY(chat.client->outbox().setDraft(chat.sid, QStringLiteral("so")));
        QVERIFY(chat.client->outbox().setDraft(chat.sid, QStringLiteral("so")));
        QCOMPARE(chat.client->outbox().draft(chat.sid), QStringLiteral("so"));
        QVERIFY(chat.client->outbox().setDraft(chat.sid, {}));
        QCOMPARE(chat.client->outbox().draft(chat.sid), QString());
        QCOMPARE(told, QStringList(2, chat.sid));
    }
};

QTEST_GUILESS_MAIN(tst_ChatUsers)
#include "tst_chat_users.moc"
