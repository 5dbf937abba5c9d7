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
    return QStringLiteral("bob");
}

QString carol()
{
    return QStringLiteral("carol");
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
            { .friendlyName = QStringLiteral("Dinner"), .uniqueName = QStringLiteral("dinner/2") },
            &bench.context, [&](const Outcome<Conversation> &outcome) {
                created = std::get<Conversation>(outcome);
            });
        QVERIFY(!created);
        bench.clock.advance(1s);
        QVERIFY(created);
        QCOMPARE(created->friendlyName, QStringLiteral("Dinner"));
        QCOMPARE(created->uniqueName, QStringLiteral("dinner/2"));
        QVERIFY(bench.client->conversations().find(QStringLiteral("dinner/2")));
        QCOMPARE(bench.takeLog(QStringLiteral("joined")),
                 QStringList(QStringLiteral("joined Dinner")));
        QCOMPARE(bench.service.membersOf(created->sid), QStringList(QStringLiteral("alice")));
        bench.service.addMessage(created->sid, bob(), QStringLiteral("hello"));
        QCOMPARE(bench.takeLog(QStringLiteral("message")),
                 QStringList(QStringLiteral("message 0 bob: hello")));
    }

    void aCreatorWhoIsJoinedAlready()
    {
        ChatBench bench;
        bench.start();
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.path.last() != QLatin1String("Participants"))
                return false;
            bench.service.intercept = {};
            bench.service.addMember(call.path.value(5), QStringLiteral("alice"));
            return false; // and now it answers 409/50433
        };
        QString answer;
        bench.client->conversations().create(
            { .friendlyName = QStringLiteral("Dinner") }, &bench.context,
            [&](const Outcome<Conversation> &outcome) { answer = textOf(outcome); });
        bench.clock.advance(1s);
        QCOMPARE(answer, QStringLiteral("ok"));
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
        QCOMPARE(answer, QStringLiteral("invalid"));
        QCOMPARE(bench.service.calls.size(), calls);
    }

    void joiningBySid()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"), { bob() });
        bench.start();
        bench.takeLog();
        QString answer;
        bench.client->conversations().join(
            sid, &bench.context,
            [&](const Outcome<Conversation> &outcome) { answer = textOf(outcome); });
        bench.clock.advance(1s);
        QCOMPARE(answer, QStringLiteral("ok"));
        QCOMPARE(bench.takeLog(QStringLiteral("joined")),
                 QStringList(QStringLiteral("joined Lunch")));
        bench.client->conversations().join(
            QStringLiteral("lunch/1"), &bench.context,
            [&](const Outcome<Conversation> &outcome) { answer = u"again "_s + textOf(outcome); });
        bench.clock.advance(1s);
        QCOMPARE(answer, QStringLiteral("again ok"));
        QVERIFY(bench.takeLog(QStringLiteral("joined")).isEmpty());
    }

    void joiningWithoutAnEventFromTheMap()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"), { bob() });
        bench.start();
        bench.takeLog();
        bench.service.holdsLiveEvents = true;
        QString answer;
        bench.client->conversations().join(
            sid, &bench.context,
            [&](const Outcome<Conversation> &outcome) { answer = textOf(outcome); });
        bench.clock.advance(1s);
        QCOMPARE(answer, QStringLiteral("ok"));
        bench.reconnect(); // now the map says it too
        QCOMPARE(bench.takeLog(QStringLiteral("joined")),
                 QStringList(QStringLiteral("joined Lunch")));
    }

    void joiningNothing()
    {
        ChatBench bench;
        bench.start();
        QStringList answers;
        const auto note
            = [&](const Outcome<Conversation> &outcome) { answers.append(textOf(outcome)); };
        bench.client->conversations().join(FakeService::sidOf(99), &bench.context, note);
        bench.client->conversations().join(QStringLiteral("nowhere"), &bench.context, note);
        bench.clock.advance(1s);
        QCOMPARE(answers, QStringList({ QStringLiteral("50350"), QStringLiteral("50350") }));
    }

    void beingAddedAndRemoved()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"), { bob() });
        bench.start();
        bench.takeLog();
        bench.service.addMember(sid, QStringLiteral("alice"));
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(),
                 QStringList({ QStringLiteral("added Lunch"), QStringLiteral("joined Lunch") }));
        bench.service.removeMember(sid, QStringLiteral("alice"));
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(),
                 QStringList({ QStringLiteral("left Lunch"), QStringLiteral("removed Lunch") }));
        QVERIFY(!bench.client->conversations().find(sid));
        for (const char *object : { ".channel", ".messages", ".roster" })
            QVERIFY(!bench.service.isSubscribed(sid + QLatin1String(object)));
        bench.service.addMember(sid, QStringLiteral("alice"));
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(),
                 QStringList({ QStringLiteral("added Lunch"), QStringLiteral("joined Lunch") }));
    }

    void notParticipatingIsLeft()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        bench.takeLog();
        bench.service.setOwn(sid,
                             { { QStringLiteral("status"), QStringLiteral("notParticipating") } });
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(), QStringList(QStringLiteral("left Lunch")));
        QCOMPARE(bench.client->conversations().find(sid)->status,
                 Conversation::Status::NotParticipating);
        QVERIFY(!bench.service.isSubscribed(sid + QStringLiteral(".messages")));
        bench.service.setOwn(sid, { { QStringLiteral("status"), QStringLiteral("joined") } });
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(QStringLiteral("joined")),
                 QStringList(QStringLiteral("joined Lunch")));
        QVERIFY(bench.service.isSubscribed(sid + QStringLiteral(".messages")));
        bench.service.setOwn(sid,
                             { { QStringLiteral("status"), QStringLiteral("notParticipating") } });
        bench.service.removeMember(sid, QStringLiteral("alice"));
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(),
                 QStringList({ QStringLiteral("left Lunch"), QStringLiteral("removed Lunch") }));
    }

    void removedWhileItIsOpened()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"), { bob() });
        bench.start();
        bench.takeLog();
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            return call.path.value(1) == QLatin1String("Documents");
        };
        bench.service.addMember(sid, QStringLiteral("alice"));
        bench.clock.settle();
        bench.service.removeMember(sid, QStringLiteral("alice"));
        bench.clock.advance(5min);
        QCOMPARE(bench.takeLog(), QStringList());
    }

    void leaving()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        bench.takeLog();
        QString answer;
        bench.client->conversations().leave(
            QStringLiteral("lunch/1"), &bench.context,
            [&](const Outcome<Nothing> &outcome) { answer = textOf(outcome); });
        bench.clock.advance(1s);
        QCOMPARE(answer, QStringLiteral("ok"));
        QCOMPARE(bench.service.membersOf(sid), QStringList(bob()));
        QCOMPARE(bench.takeLog(),
                 QStringList({ QStringLiteral("left Lunch"), QStringLiteral("removed Lunch") }));
    }

    void deleting()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        bench.takeLog();
        bench.client->conversations().remove(sid, &bench.context, {});
        bench.clock.advance(1s);
        QVERIFY(bench.service.find(sid + QStringLiteral(".channel")) == nullptr);
        QCOMPARE(bench.takeLog(),
                 QStringList({ QStringLiteral("left Lunch"), QStringLiteral("removed Lunch") }));
    }

    void aDocumentThatIsRemovedTakesItsConversationAlong()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        bench.takeLog();
        bench.service.removeObject(sid + QStringLiteral(".channel"));
        bench.clock.advance(1s);
        QCOMPARE(bench.takeLog(),
                 QStringList({ QStringLiteral("left Lunch"), QStringLiteral("removed Lunch") }));
    }

    void addingAndRemovingOthers()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
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
        QCOMPARE(answers,
                 QStringList({ QStringLiteral("ok"), QStringLiteral("50433"), QStringLiteral("ok"),
                               QStringLiteral("50432") }));
        QCOMPARE(bench.takeLog(),
                 QStringList({ QStringLiteral("participant joined carol"),
                               QStringLiteral("participant left carol") }));
    }

    void strangeIdentitiesArePercentEncoded()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        const QString strange = QStringLiteral("a/b@c d%e\u2603");
        bench.service.addMember(sid, strange);
        bench.start();
        QString answer;
        bench.client->participants().remove(
            sid, strange, &bench.context,
            [&](const Outcome<Nothing> &outcome) { answer = textOf(outcome); });
        bench.clock.settle();
        QCOMPARE(answer, QStringLiteral("ok"));
    }

    void editingAndDeletingMessages()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        for (int i = 0; i < 3; ++i)
            bench.service.addMessage(sid, QStringLiteral("alice"), QString::number(i));
        bench.start();
        bench.takeLog();
        QStringList answers;
        const auto note = [&](const Outcome<Nothing> &outcome) { answers.append(textOf(outcome)); };
        bench.client->messages().edit(sid, 0, QStringLiteral("zero"), &bench.context, note);
        bench.clock.settle();
        bench.client->messages().remove(sid, 1, &bench.context, note);
        bench.clock.settle();
        bench.client->messages().edit(sid, 1, QStringLiteral("one"), &bench.context, note);
        bench.client->messages().edit(sid, 2, QString(MaxBodyBytes + 1, u'x'), &bench.context,
                                      note);
        bench.clock.settle();
        answers.sort();
        QCOMPARE(answers,
                 QStringList({ QStringLiteral("notFound"), QStringLiteral("ok"),
                               QStringLiteral("ok"), QStringLiteral("tooLong") }));
        QCOMPARE(bench.service.textsOf(sid),
                 QStringList({ QStringLiteral("zero"), QStringLiteral("2") }));
        QCOMPARE(bench.takeLog(),
                 QStringList({ QStringLiteral("edited 0 alice: zero"),
                               QStringLiteral("deleted 1 alice: 1") }));
    }

    void commandsSurviveALossOfTheConnection()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        QString mutation;
        int requests = 0;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.path.last() != QLatin1String("Participants"))
                return false;
            const QString id = call.headers.value(QLatin1String("X-Twilio-Mutation-Id")).toString();
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
        QCOMPARE(answer, QStringLiteral("ok"));
        QCOMPARE(requests, 2);
    }

    void commandsBeforeTheStartFail()
    {
        ChatBench bench;
        QStringList answers;
        bench.client->conversations().leave(
            QStringLiteral("x"), &bench.context,
            [&](const Outcome<Nothing> &outcome) { answers.append(textOf(outcome)); });
        QVERIFY(answers.isEmpty());
        bench.clock.settle();
        QCOMPARE(answers, QStringList(QStringLiteral("offline")));
    }

    void updatesOfTheDocument()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        bench.takeLog();
        QJsonObject data = bench.service.find(sid + QStringLiteral(".channel"))->data;
        data.insert(QStringLiteral("friendlyName"), QStringLiteral("Brunch"));
        bench.service.setDocument(sid + QStringLiteral(".channel"), data);
        bench.service.setDocument(sid + QStringLiteral(".channel"), data);
        QCOMPARE(bench.takeLog(), QStringList(QStringLiteral("updated Brunch")));
        bench.service.setOwn(sid,
                             { { QStringLiteral("notificationLevel"), QStringLiteral("muted") } });
        QVERIFY(bench.client->conversations().find(sid)->muted);
    }

    void aForgottenMapIsReadAfresh()
    {
        ChatBench bench;
        const QString gone = bench.service.addConversation(1, QStringLiteral("Gone"));
        bench.service.addConversation(2, QStringLiteral("Stays"));
        bench.start();
        bench.takeLog();
        bench.service.holdsLiveEvents = true;
        bench.service.removeMember(gone, QStringLiteral("alice"));
        bench.service.addConversation(3, QStringLiteral("New"));
        bench.service.interruptions.insert(QStringLiteral("alice.channels"), 3);
        bench.reconnect();
        QStringList log = bench.takeLog();
        log.removeIf(
            [](const QString &line) { return line.startsWith(QLatin1String("participant")); });
        log.sort();
        QCOMPARE(log,
                 QStringList({ QStringLiteral("added New"), QStringLiteral("joined New"),
                               QStringLiteral("left Gone"), QStringLiteral("removed Gone") }));
    }
};

QTEST_GUILESS_MAIN(tst_ChatCommands)
#include "tst_chat_commands.moc"
