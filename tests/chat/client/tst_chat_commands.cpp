// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace parley;
using namespace parley::chat;
using namespace parley::test;
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

} // namespace

class tst_ChatCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void creatingJoins()
    {
        ChatBench bench;
        bench.start();
        bench.takeLog();
        std::optional<Conversation> created;
        bench.client->conversations().create(
            { .friendlyName = u"Dinner"_s, .uniqueName = u"dinner/2"_s }, &bench.context,
            [&](const Outcome<Conversation> &outcome) {
                created = std::get<Conversation>(outcome);
            });
        QVERIFY(!created);
        bench.clock.advance(1s);
        QVERIFY(created);
        QCOMPARE(created->friendlyName, u"Dinner"_s);
        QCOMPARE(created->uniqueName, u"dinner/2"_s);
        QVERIFY(bench.client->conversations().find(u"dinner/2"_s));
        QCOMPARE(bench.takeLog(u"joined"_s), QStringList(u"joined Dinner"_s));
        QCOMPARE(bench.service.membersOf(created->sid), QStringList(u"alice"_s));
        bench.service.addMessage(created->sid, bob(), u"hello"_s);
        QCOMPARE(bench.takeLog(u"message"_s), QStringList(u"message 0 bob: hello"_s));
    }

    void aCreatorWhoIsJoinedAlready()
    {
        ChatBench bench;
        bench.start();
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.path.last() != "Participants"_L1)
                return false;
            bench.service.intercept = {};
            bench.service.addMember(call.path.value(5), u"alice"_s);
            return false; // and now it answers 409/50433
        };
        QString answer;
        bench.client->conversations().create(
            { .friendlyName = u"Dinner"_s }, &bench.context,
            [&](const Outcome<Conversation> &outcome) { answer = textOf(outcome); });
        bench.clock.advance(1s);
        QCOMPARE(answer, u"ok"_s);
    }

    void aNameThatIsTooLongIsNotSent()
    {
        ChatBench bench;
        bench.start();
        const size_t calls = bench.service.calls.size();
        QString answer;
        bench.client->conversations().create(
            { .friendlyName = QString(257, u'x') }, &bench.context,
            [&](const Outcome<Conversation> &outcome) { answer = textOf(outcome); });
        bench.clock.settle();
        QCOMPARE(answer, u"invalid"_s);
        QCOMPARE(bench.service.calls.size(), calls);
    }

    void joiningBySid()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s, { bob() });
        bench.start();
        bench.takeLog();
        QString answer;
        bench.client->conversations().join(
            sid, &bench.context,
            [&](const Outcome<Conversation> &outcome) { answer = textOf(outcome); });
        bench.clock.advance(1s);
        QCOMPARE(answer, u"ok"_s);
        QCOMPARE(bench.takeLog(u"joined"_s), QStringList(u"joined Lunch"_s));
        bench.client->conversations().join(
            u"lunch/1"_s, &bench.context,
            [&](const Outcome<Conversation> &outcome) { answer = u"again "_s + textOf(outcome); });
        bench.clock.advance(1s);
        QCOMPARE(answer, u"again ok"_s);
        QVERIFY(bench.takeLog(u"joined"_s).isEmpty());
    }

    void joiningWithoutAnEventFromTheMap()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s, { bob() });
        bench.start();
        bench.takeLog();
        bench.service.holdsLiveEvents = true;
        QString answer;
        bench.client->conversations().join(
            sid, &bench.context,
            [&](const Outcome<Conversation> &outcome) { answer = textOf(outcome); });
        bench.clock.advance(1s);
        QCOMPARE(answer, u"ok"_s);
        bench.reconnect(); // now the map says it too
        QCOMPARE(bench.takeLog(u"joined"_s), QStringList(u"joined Lunch"_s));
    }

    void joiningNothing()
    {
        ChatBench bench;
        bench.start();
        QStringList answers;
        const auto note
            = [&](const Outcome<Conversation> &outcome) { answers.append(textOf(outcome)); };
        bench.client->conversations().join(FakeService::sidOf(99), &bench.context, note);
        bench.client->conversations().join(u"nowhere"_s, &bench.context, note);
        bench.clock.advance(1s);
        QCOMPARE(answers, QStringList({ u"50350"_s, u"50350"_s }));
    }

    void beingAddedAndRemoved()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s, { bob() });
        bench.start();
        bench.takeLog();
        bench.service.addMember(sid, u"alice"_s);
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(), QStringList({ u"added Lunch"_s, u"joined Lunch"_s }));
        bench.service.removeMember(sid, u"alice"_s);
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(), QStringList({ u"left Lunch"_s, u"removed Lunch"_s }));
        QVERIFY(!bench.client->conversations().find(sid));
        for (const char *object : { ".channel", ".messages", ".roster" })
            QVERIFY(!bench.service.isSubscribed(sid + QLatin1String(object)));
        bench.service.addMember(sid, u"alice"_s);
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(), QStringList({ u"added Lunch"_s, u"joined Lunch"_s }));
    }

    void notParticipatingIsLeft()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        bench.takeLog();
        bench.service.setOwn(sid, { { u"status"_s, u"notParticipating"_s } });
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(), QStringList(u"left Lunch"_s));
        QCOMPARE(bench.client->conversations().find(sid)->status,
                 Conversation::Status::NotParticipating);
        QVERIFY(!bench.service.isSubscribed(sid + u".messages"_s));
        bench.service.setOwn(sid, { { u"status"_s, u"joined"_s } });
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(u"joined"_s), QStringList(u"joined Lunch"_s));
        QVERIFY(bench.service.isSubscribed(sid + u".messages"_s));
        bench.service.setOwn(sid, { { u"status"_s, u"notParticipating"_s } });
        bench.service.removeMember(sid, u"alice"_s);
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(), QStringList({ u"left Lunch"_s, u"removed Lunch"_s }));
    }

    void removedWhileItIsOpened()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s, { bob() });
        bench.start();
        bench.takeLog();
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            return call.path.value(1) == "Documents"_L1;
        };
        bench.service.addMember(sid, u"alice"_s);
        bench.clock.settle();
        bench.service.removeMember(sid, u"alice"_s);
        bench.clock.advance(5min);
        QCOMPARE(bench.takeLog(), QStringList());
    }

    void leaving()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        bench.takeLog();
        QString answer;
        bench.client->conversations().leave(
            u"lunch/1"_s, &bench.context,
            [&](const Outcome<Nothing> &outcome) { answer = textOf(outcome); });
        bench.clock.advance(1s);
        QCOMPARE(answer, u"ok"_s);
        QCOMPARE(bench.service.membersOf(sid), QStringList(bob()));
        QCOMPARE(bench.takeLog(), QStringList({ u"left Lunch"_s, u"removed Lunch"_s }));
    }

    void deleting()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        bench.takeLog();
        bench.client->conversations().remove(sid, &bench.context, {});
        bench.clock.advance(1s);
        QVERIFY(bench.service.find(sid + u".channel"_s) == nullptr);
        QCOMPARE(bench.takeLog(), QStringList({ u"left Lunch"_s, u"removed Lunch"_s }));
    }

    void aDocumentThatIsRemovedTakesItsConversationAlong()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        bench.takeLog();
        bench.service.removeObject(sid + u".channel"_s);
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(), QStringList({ u"left Lunch"_s, u"removed Lunch"_s }));
    }

    void addingAndRemovingOthers()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        bench.takeLog();
        QStringList answers;
        const auto note = [&](const Outcome<Nothing> &outcome) { answers.append(textOf(outcome)); };
        bench.client->participants().add(sid, carol(), &bench.context, note);
        bench.clock.settle();
        bench.client->participants().add(sid, carol(), &bench.context, note);
        bench.clock.settle();
        bench.client->participants().remove(sid, carol(), &bench.context, note);
        bench.clock.settle();
        bench.client->participants().remove(sid, carol(), &bench.context, note);
        bench.clock.settle();
        QCOMPARE(answers, QStringList({ u"ok"_s, u"50433"_s, u"ok"_s, u"50432"_s }));
        QCOMPARE(bench.takeLog(),
                 QStringList({ u"participant joined carol"_s, u"participant left carol"_s }));
    }

    void strangeIdentitiesArePercentEncoded()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        const QString strange = u"a/b@c d%e\u2603"_s;
        bench.service.addMember(sid, strange);
        bench.start();
        QString answer;
        bench.client->participants().remove(
            sid, strange, &bench.context,
            [&](const Outcome<Nothing> &outcome) { answer = textOf(outcome); });
        bench.clock.settle();
        QCOMPARE(answer, u"ok"_s);
    }

    void editingAndDeletingMessages()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        for (int i = 0; i < 3; ++i)
            bench.service.addMessage(sid, u"alice"_s, QString::number(i));
        bench.start();
        bench.takeLog();
        QStringList answers;
        const auto note = [&](const Outcome<Nothing> &outcome) { answers.append(textOf(outcome)); };
        bench.client->messages().edit(sid, 0, u"zero"_s, &bench.context, note);
        bench.clock.settle();
        bench.client->messages().remove(sid, 1, &bench.context, note);
        bench.clock.settle();
        bench.client->messages().edit(sid, 1, u"one"_s, &bench.context, note);
        bench.client->messages().edit(sid, 2, QString(MaxBodyBytes + 1, u'x'), &bench.context,
                                      note);
        bench.clock.settle();
        answers.sort();
        QCOMPARE(answers, QStringList({ u"notFound"_s, u"ok"_s, u"ok"_s, u"tooLong"_s }));
        QCOMPARE(bench.service.textsOf(sid), QStringList({ u"zero"_s, u"2"_s }));
        QCOMPARE(bench.takeLog(),
                 QStringList({ u"edited 0 alice: zero"_s, u"deleted 1 alice: 1"_s }));
    }

    void commandsSurviveALossOfTheConnection()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        QString mutation;
        int requests = 0;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.path.last() != "Participants"_L1)
                return false;
            const QString id = call.headers.value("X-Twilio-Mutation-Id"_L1).toString();
            if (++requests > 1) {
                if (id != mutation)
                    qWarning("another mutation id");
                return false;
            }
            mutation = id;
            bench.service.cutLink();
            return true;
        };
        QString answer;
        bench.client->participants().add(
            sid, carol(), &bench.context,
            [&](const Outcome<Nothing> &outcome) { answer = textOf(outcome); });
        bench.clock.advance(10s);
        QCOMPARE(answer, u"ok"_s);
        QCOMPARE(requests, 2);
    }

    void commandsBeforeTheStartFail()
    {
        ChatBench bench;
        QStringList answers;
        bench.client->conversations().leave(
            u"x"_s, &bench.context,
            [&](const Outcome<Nothing> &outcome) { answers.append(textOf(outcome)); });
        QVERIFY(answers.isEmpty());
        bench.clock.settle();
        QCOMPARE(answers, QStringList(u"offline"_s));
    }

    void updatesOfTheDocument()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        bench.takeLog();
        QJsonObject data = bench.service.find(sid + u".channel"_s)->data;
        data.insert(u"friendlyName"_s, u"Brunch"_s);
        bench.service.setDocument(sid + u".channel"_s, data);
        bench.service.setDocument(sid + u".channel"_s, data);
        QCOMPARE(bench.takeLog(), QStringList(u"updated Brunch"_s));
        bench.service.setOwn(sid, { { u"notificationLevel"_s, u"muted"_s } });
        QVERIFY(bench.client->conversations().find(sid)->muted);
    }

    void aForgottenMapIsReadAfresh()
    {
        ChatBench bench;
        const QString gone = bench.service.addConversation(1, u"Gone"_s);
        bench.service.addConversation(2, u"Stays"_s);
        bench.start();
        bench.takeLog();
        bench.service.holdsLiveEvents = true;
        bench.service.removeMember(gone, u"alice"_s);
        bench.service.addConversation(3, u"New"_s);
        bench.service.interruptions.insert(u"alice.channels"_s, 3);
        bench.reconnect();
        QStringList log = bench.takeLog();
        log.removeIf([](const QString &line) { return line.startsWith("participant"_L1); });
        log.sort();
        QCOMPARE(
            log,
            QStringList({ u"added New"_s, u"joined New"_s, u"left Gone"_s, u"removed Gone"_s }));
    }
};

QTEST_GUILESS_MAIN(tst_ChatCommands)
#include "tst_chat_commands.moc"
