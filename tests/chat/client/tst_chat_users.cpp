// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"
#include "chat/messageattributes.h"

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

QString carol()
{
    return u"carol"_s;
}

/// Older than anything that a client makes in a test.
QString longAgo()
{
    return u"2001-01-01T00:00:00.000Z"_s;
}

struct Chat : ChatBench
{
    explicit Chat(int usersToFollow = 100)
        : sid(service.addConversation(1, u"Lunch"_s))
    {
        service.configuration.insert(
            u"options"_s,
            QJsonObject { { u"reachability_enabled"_s, true },
                          { u"user_infos_to_subscribe"_s, usersToFollow } });
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
        service.setItem(identity + ".info"_L1, u"reachability"_s,
                        { { u"online"_s, online }, { u"notifiable"_s, false } });
    }
    [[nodiscard]] bool isFollowed(const QString &identity)
    {
        return service.isSubscribed(identity + ".info"_L1);
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
                         .friendlyName = u"CAROL"_s,
                         .online = true,
                         .notifiable = false }));
        QVERIFY(chat.updates.contains(carol()));
        chat.updates.clear();
        chat.setOnline(carol(), false);
        QCOMPARE(chat.client->users().user(carol()).online, std::optional(false));
        chat.service.setItem(u"carol.info"_s, u"attributes"_s,
                             { { u"value"_s, uR"({"desk": 3})"_s } });
        QCOMPARE(chat.client->users().user(carol()).attributes.value("desk"_L1).toInt(), 3);
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
        QVERIFY(chat.isFollowed(u"alice"_s)); // the own one does not count
        chat.client->users().subscribe(bob()); // dropped, and wanted again
        chat.clock.advance(1s);
        QVERIFY(chat.isFollowed(bob()));
    }

    void oneThatNobodySubscribedIsDroppedFirst()
    {
        Chat chat(2);
        for (const char *identity : { "d", "e" }) {
            const QString map = QLatin1String(identity) + ".info"_L1;
            chat.service.makeObject(u"map"_s, map);
        }
        chat.client->users().subscribe(bob());
        chat.clock.advance(1s);
        (void)chat.client->users().user(u"d"_s);
        chat.clock.advance(1s);
        (void)chat.client->users().user(u"e"_s);
        chat.clock.advance(1s);
        QVERIFY(chat.isFollowed(bob()));
        QVERIFY(!chat.isFollowed(u"d"_s));
        QVERIFY(chat.isFollowed(u"e"_s));
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
        chat.service.setItem(u"carol.info"_s, u"friendlyName"_s, { { u"value"_s, u"New"_s } });
        (void)chat.client->users().user(carol());
        chat.clock.advance(1s);
        QCOMPARE(chat.client->users().user(carol()).friendlyName, u"New"_s);
    }

    void whatTheServiceForgotIsReadAgain()
    {
        Chat chat;
        chat.client->users().subscribe(carol());
        chat.clock.advance(1s);
        chat.service.cutLink();
        chat.service.setItem(u"carol.info"_s, u"friendlyName"_s, { { u"value"_s, u"Karo"_s } });
        chat.service.interruptions.insert(u"carol.info"_s, 3);
        chat.clock.advance(10s);
        QCOMPARE(chat.client->users().user(carol()).friendlyName, u"Karo"_s);
        QVERIFY(chat.isFollowed(carol()));
    }

    void onlyWhomTheServiceNamesIsLookedUp()
    {
        Chat chat;
        chat.service.addMember(chat.sid, bob());
        chat.service.addMessage(chat.sid, carol(), u"I have left since"_s);
        chat.clock.advance(1s);
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), bob());
        QCOMPARE(chat.client->users().friendlyNameOf(carol()), carol());
        chat.clock.advance(1s);
        QCOMPARE(chat.client->users().friendlyNameOf(bob()), u"BOB"_s);
        QCOMPARE(chat.client->users().friendlyNameOf(carol()), u"CAROL"_s);
        const size_t before = chat.service.calls.size();
        for (int i = 0; i < 700; ++i) { // as the attributes of a message may name them
            const QString identity = u"user%1"_s.arg(i);
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
            (void)chat.client->users().user(u"user%1"_s.arg(i));
        chat.clock.advance(1s);
        const auto first = chat.service.calls.begin() + qsizetype(before);
        QCOMPARE(first->path.last(), u"user2999"_s);
        QStringList asked;
        for (auto call = first; call != chat.service.calls.end(); ++call)
            asked.append(call->path.last());
        QVERIFY(asked.contains(u"user2000"_s));
        QVERIFY(!asked.contains(u"user1999"_s));
        (void)chat.client->users().user(u"user1999"_s); // is asked for again
        chat.clock.advance(1s);
        QVERIFY(chat.service.countCalls(u"GET"_s, u"user1999"_s) > 0);
    }

    void whoTakesTheNameOfAnotherIsKnown_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isShared");
        QTest::newRow("the same") << u"CAROL"_s << true;
        QTest::newRow("in small letters") << u"Carol"_s << true;
        QTest::newRow("wide letters") << u"\uff23\uff21\uff32\uff2f\uff2c"_s << true;
        QTest::newRow("something that is not seen") << u"CAR\u200bOL\u2063"_s << true;
        QTest::newRow("a blank letter") << u"CAROL\u3164"_s << true;
        QTest::newRow("spaces") << u" CAROL\u00a0"_s << true;
        QTest::newRow("the identity") << carol() << true;
        QTest::newRow("the identity in brackets") << u"The boss (carol)"_s << true;
        QTest::newRow("another name") << u"CAROLA"_s << false;
        QTest::newRow("other brackets") << u"CAROLA (bob)"_s << false;
        QTest::newRow("nothing that is seen") << u"\u200b"_s << false;
        QTest::newRow("another face") << u"\U0001F600"_s << false;
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
            chat.service.setItem(u"bob.info"_s, u"friendlyName"_s, { { u"value"_s, to } });
            chat.clock.settle();
        };
        rename(name);
        QCOMPARE(users.isNameShared(bob()), isShared);
        const bool isHers = users.isNameShared(carol());
        QCOMPARE(isHers, isShared && !name.contains(u'('));
        QCOMPARE(chat.updates.contains(carol()), isHers); // so that views name her anew
        rename(u"BOB"_s);
        QVERIFY(!users.isNameShared(bob()));
        QVERIFY(!users.isNameShared(carol()));
    }

    void theOwnUser()
    {
        Chat chat;
        chat.client->users().setOwnFriendlyName(u"Alice B."_s, &chat.context, chat.answer());
        chat.client->users().setOwnAttributes({ { u"x"_s, 1 } }, &chat.context, chat.answer());
        chat.client->users().setOwnFriendlyName(QString(257, QLatin1Char('x')), &chat.context,
                                                chat.answer());
        chat.client->users().setOwnAttributes({ { u"x"_s, QString(4096, QLatin1Char('x')) } },
                                              &chat.context, chat.answer());
        chat.clock.settle();
        QCOMPARE(chat.answers.count(u"ok"_s), 2);
        QCOMPARE(chat.answers.count(u"invalid"_s), 1);
        QCOMPARE(chat.answers.count(u"tooLong"_s), 1);
        const User own = chat.client->users().user(u"alice"_s);
        QCOMPARE(own.friendlyName, u"Alice B."_s);
        QCOMPARE(own.attributes.value("x"_L1).toInt(), 1);
        QCOMPARE(chat.updates, QStringList(2, u"alice"_s));
    }

    void aDirectConversationIsMadeOnce()
    {
        Chat chat;
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers.size(), 1);
        const QString direct = chat.answers.first();
        QCOMPARE(chat.service.membersOf(direct), QStringList({ u"alice"_s, bob() }));
        QCOMPARE(directPartnerOf(*chat.client->conversations().find(direct), u"alice"_s), bob());
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers, QStringList(2, direct));
        QCOMPARE(chat.service.countCalls(u"POST"_s, u"Participants"_s),
                 2); // each of the two was added once
        chat.service.removeMember(direct, bob()); // the other one has left
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers, QStringList(3, direct));
        QVERIFY(chat.service.membersOf(direct).contains(bob()));
        chat.service.removeMember(direct, bob());
        int refusals = 0;
        chat.service.intercept = [&chat, &refusals](const FakeSyncService::Call &call) {
            const bool isRefused
                = call.method == "POST"_L1 && call.path.contains(u"Participants"_s);
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
            const bool isRefused = call.path.contains(u"Maps"_s) && call.path.last() == "Items"_L1;
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
        QCOMPARE(chat.service.countCalls(u"POST"_s, u"Participants"_s),
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
        const QString forged = chat.service.addDirect(7, u"mallory"_s, longAgo());
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
        chat.service.addMember(direct, u"mallory"_s);
        chat.clock.settle();
        QCOMPARE(partner(), QString());
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers.size(), 1);
        QVERIFY(chat.answers.first() != direct);
        chat.service.removeMember(direct, u"mallory"_s);
        chat.clock.settle();
        QCOMPARE(partner(), bob());
    }

    void whoReadsADirectConversationIsLookedAtFirst()
    {
        Chat chat;
        const QString direct = chat.service.addDirect(7, bob(), longAgo());
        chat.service.addMember(direct, u"mallory"_s);
        chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers.size(), 1);
        QVERIFY(chat.answers.first() != direct);
        QCOMPARE(chat.service.membersOf(chat.answers.first()), QStringList({ u"alice"_s, bob() }));
    }

    void callsWhileADirectConversationIsMadeShareIt()
    {
        Chat chat;
        for (int i = 0; i < 3; ++i)
            chat.client->conversations().openDirect(bob(), &chat.context, chat.opened());
        chat.clock.advance(1s);
        QCOMPARE(chat.answers, QStringList(3, chat.answers.first()));
        QCOMPARE(chat.service.countCalls(u"POST"_s, u"Participants"_s),
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
            chat.service.addMessage(own, bob(), u"Hello"_s);
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
            const bool isAdding = call.method == "POST"_L1 && call.path.contains(u"Participants"_s)
                && call.body.value("identity"_L1).toString() == bob();
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
        const QString younger = chat.service.addDirect(7, bob(), u"2099-01-01T00:00:00.000Z"_s);
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
        chat.client->conversations().openDirect(u"alice"_s, &chat.context, chat.opened());
        chat.client->conversations().openDirect({}, &chat.context, chat.opened());
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(2, u"invalid"_s));
    }

    void conversationsAreChanged()
    {
        Chat chat;
        chat.client->conversations().update(chat.sid,
                                            { .friendlyName = u"Dinner"_s,
                                              .uniqueName = u"dinner"_s,
                                              .attributes = QJsonObject { { u"x"_s, 1 } } },
                                            &chat.context, chat.answer());
        chat.client->conversations().setMuted(chat.sid, true, &chat.context, chat.answer());
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(2, u"ok"_s));
        const Conversation changed = *chat.client->conversations().find(u"dinner"_s);
        QCOMPARE(changed.sid, chat.sid);
        QCOMPARE(changed.friendlyName, u"Dinner"_s);
        QCOMPARE(changed.attributes.value("x"_L1).toInt(), 1);
        QVERIFY(changed.muted);
        chat.client->conversations().setMuted(chat.sid, false, &chat.context, chat.answer());
        chat.clock.settle();
        QVERIFY(!chat.client->conversations().find(chat.sid)->muted);
    }

    void participantAttributes()
    {
        Chat chat;
        chat.client->participants().setAttributes(chat.sid, bob(), { { u"desk"_s, 4 } },
                                                  &chat.context, chat.answer());
        chat.client->participants().setAttributes(chat.sid, carol(), {}, &chat.context,
                                                  chat.answer());
        chat.clock.settle();
        QCOMPARE(chat.answers.count(u"ok"_s), 1);
        QCOMPARE(chat.answers.count(u"notFound"_s), 1);
        const auto participants = chat.client->participants().of(chat.sid);
        const auto it = std::ranges::find(participants, bob(), &Participant::identity);
        QCOMPARE(it->attributes.value("desk"_L1).toInt(), 4);
    }

    void everythingReadAndNothingRead()
    {
        Chat chat;
        for (int i = 0; i < 3; ++i)
            chat.service.addMessage(chat.sid, bob(), u"x"_s);
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
        QVERIFY(chat.service.lastCall(u"POST"_s, chat.sid)
                    ->body.value("last_read_message_index"_L1)
                    .isNull());
        chat.client->messages().setAllMessagesRead(chat.sid, &chat.context,
                                                   chat.answer()); // and forward again
        chat.clock.settle();
        QCOMPARE(chat.client->conversations().find(chat.sid)->unreadCount, std::optional(0));
        QCOMPARE(chat.answers, QStringList(3, u"ok"_s));
    }

    void drafts()
    {
        Chat chat;
        QStringList told;
        QObject::connect(&chat.client->outbox(), &ChatOutbox::draftChanged, &chat.context,
                         [&told](const QString &sid) { told.append(sid); });
        QVERIFY(chat.client->outbox().setDraft(chat.sid, u"so"_s));
        QVERIFY(chat.client->outbox().setDraft(chat.sid, u"so"_s));
        QCOMPARE(chat.client->outbox().draft(chat.sid), u"so"_s);
        QVERIFY(chat.client->outbox().setDraft(chat.sid, {}));
        QCOMPARE(chat.client->outbox().draft(chat.sid), QString());
        QCOMPARE(told, QStringList(2, chat.sid));
    }
};

QTEST_GUILESS_MAIN(tst_ChatUsers)
#include "tst_chat_users.moc"
