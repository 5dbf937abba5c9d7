// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"

#include <QTest>

using namespace parley;
using namespace parley::chat;
using namespace parley::test;
using namespace std::chrono_literals;

class tst_ChatStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsInOrder()
    {
        ChatBench bench;
        bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        QCOMPARE(bench.takeLog(),
                 QStringList({ QStringLiteral("initialized"), QStringLiteral("added Lunch"),
                               QStringLiteral("joined Lunch"), QStringLiteral("loaded") }));
        QCOMPARE(bench.client->state(), ChatClient::State::Initialized);
        QCOMPARE(bench.client->identity(), QStringLiteral("alice"));
        QVERIFY(bench.client->conversations().areLoaded());
    }

    void knowsAConversationByEitherName()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        QVERIFY(bench.client->conversations().find(sid));
        QVERIFY(bench.client->conversations().find(QStringLiteral("lunch/1")));
        QVERIFY(!bench.client->conversations().find(QStringLiteral("Lunch")));
        QCOMPARE(bench.client->conversations().find(sid)->loading, Conversation::Loading::Loaded);
    }

    void nobodyHasToBeInAConversation()
    {
        ChatBench bench;
        bench.start();
        QCOMPARE(bench.takeLog(),
                 QStringList({ QStringLiteral("initialized"), QStringLiteral("loaded") }));
    }

    void listsInPages()
    {
        ChatBench bench;
        bench.service.listPageSize = 3;
        for (int i = 0; i < 40; ++i)
            bench.service.addConversation(i, QStringLiteral("C%1").arg(i));
        bench.start();
        QCOMPARE(bench.client->conversations().all().size(), size_t(40));
        QCOMPARE(bench.takeLog(QStringLiteral("joined")).size(), 40);
    }

    // An answer over the limit of a frame never comes, or takes the link with it.
    void aListThatIsNotAnsweredIsAskedForInSmallerPages_data()
    {
        QTest::addColumn<bool>("isLost");
        QTest::newRow("the link breaks each time") << true;
        QTest::newRow("silence") << false;
    }

    void aListThatIsNotAnsweredIsAskedForInSmallerPages()
    {
        QFETCH(bool, isLost);
        ChatBench bench;
        for (int i = 0; i < 40; ++i)
            bench.service.addConversation(i, QStringLiteral("C%1").arg(i));
        QStringList sizes;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!call.text().endsWith(QLatin1String("/Users/US1/Conversations")))
                return false;
            const int size = call.params.value(QStringLiteral("PageSize")).toInt();
            sizes.append(QString::number(size));
            bench.service.listPageSize = size;
            if (size > 25 && isLost)
                bench.service.cutLink();
            return size > 25;
        };
        bench.start();
        bench.clock.advance(5min);
        QCOMPARE(sizes.join(u' '), QStringLiteral("100 50 25 25"));
        QVERIFY(bench.client->conversations().areLoaded());
        QCOMPARE(bench.client->conversations().all().size(), size_t(40));
    }

    void aConversationThatCannotBeReadDoesNotHoldUpTheOthers_data()
    {
        QTest::addColumn<QString>("part");
        QTest::newRow("its document") << QStringLiteral("Documents");
        QTest::newRow("its participants") << QStringLiteral("Maps");
        QTest::newRow("its messages") << QStringLiteral("Lists");
    }

    void aConversationThatCannotBeReadDoesNotHoldUpTheOthers()
    {
        QFETCH(QString, part);
        ChatBench bench;
        const QString broken = bench.service.addConversation(1, QStringLiteral("Deep"));
        bench.service.addConversation(2, QStringLiteral("Lunch"));
        // Nested deeper than any JSON that the client parses, as attributes of others may be.
        const QByteArray deep = "{\"data\":" + QByteArray(1100, '[') + QByteArray(1100, ']') + '}';
        int asked = 0;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            const bool isBroken
                = call.path.value(1) == part && call.path.join(u'/').contains(broken);
            if (isBroken) {
                ++asked;
                bench.transports.last()->replyHttp(call.frame, 200, deep, {});
            }
            return isBroken;
        };
        bench.start();
        bench.clock.advance(60s);
        QVERIFY(bench.client->conversations().areLoaded());
        QVERIFY(bench.client->conversations().find(QStringLiteral("lunch/2"))
                || bench.client->conversations().all().size() == 2);
        QCOMPARE(bench.takeLog(QStringLiteral("joined")),
                 QStringList(QStringLiteral("joined Lunch")));
        QCOMPARE(bench.client->conversations().find(broken)->loading,
                 Conversation::Loading::Failed);
        QCOMPARE(asked, 1); // the next answer would be the same
    }

    void pagesWithoutEndAreNotReadForEver_data()
    {
        QTest::addColumn<bool>("isList");
        QTest::newRow("the list") << true;
        QTest::newRow("the map") << false;
    }

    void pagesWithoutEndAreNotReadForEver()
    {
        QFETCH(bool, isList);
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        const QString page = isList
            ? QStringLiteral("/Users/US1/Conversations")
            : bench.service.find(QStringLiteral("alice.channels"))->sid + QLatin1String("/Items");
        int asked = 0;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            const bool isPage = call.text().endsWith(page);
            if (!isPage)
                return false;
            const QJsonObject meta { { QStringLiteral("next_token"), QString::number(++asked) } };
            const QJsonArray same { QJsonObject { { QStringLiteral("conversation_sid"), sid },
                                                  { QStringLiteral("key"), sid },
                                                  { QStringLiteral("data"), QJsonObject {} } } };
            bench.service.replyTo(
                call, 200,
                { { QStringLiteral("meta"), meta },
                  { isList ? QStringLiteral("conversations") : QStringLiteral("items"), same } });
            return true;
        };
        bench.start();
        bench.clock.advance(10s);
        QVERIFY(bench.client->conversations().areLoaded());
        QVERIFY2(asked >= 1 && asked <= 3, qPrintable(QString::number(asked)));
    }

    void opensAFewAtATime()
    {
        ChatBench bench;
        for (int i = 0; i < 60; ++i)
            bench.service.addConversation(i, QStringLiteral("C%1").arg(i));
        int open = 0;
        int most = 0;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.path.value(1) != QLatin1String("Documents"))
                return false;
            most = std::max(most, ++open);
            bench.clock.callAfter(10ms, &bench.context, [&bench, &open, call] {
                --open;
                const auto *object = bench.service.find(call.path.last());
                bench.service.replyTo(call, 200,
                                      { { QStringLiteral("sid"), object->sid },
                                        { QStringLiteral("last_event_id"), object->lastEventId },
                                        { QStringLiteral("data"), object->data } });
            });
            return true;
        };
        bench.start();
        QVERIFY(bench.client->conversations().areLoaded());
        QVERIFY2(most <= 16, qPrintable(QString::number(most)));
        QVERIFY(bench.service.countCalls(QStringLiteral("POST"), QStringLiteral("Subscriptions"))
                <= 6);
    }

    void whatTheMapSaysWins()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.service.setOwn(sid, { { QStringLiteral("lastConsumedMessageIndex"), 5 } });
        bench.service.staleList.push_back(
            { { QStringLiteral("conversation_sid"), sid },
              { QStringLiteral("status"), QStringLiteral("notParticipating") },
              { QStringLiteral("last_read_message_index"), 2 },
              { QStringLiteral("sync_objects"),
                QJsonObject { { QStringLiteral("conversation"),
                                QString(sid + QStringLiteral(".channel")) } } } });
        bench.start();
        const auto conversation = bench.client->conversations().find(sid);
        QVERIFY(conversation);
        QCOMPARE(conversation->status, Conversation::Status::Joined);
        QCOMPARE(conversation->lastReadMessageIndex, std::optional<qint64>(5));
    }

    void aConversationThatOnlyTheMapHasIsThere()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.service.hiddenFromList.insert(sid);
        bench.start();
        QCOMPARE(bench.takeLog(),
                 QStringList({ QStringLiteral("initialized"), QStringLiteral("added Lunch"),
                               QStringLiteral("joined Lunch"), QStringLiteral("loaded") }));
    }

    void whatWasRemovedMeanwhileIsNotRevived()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        // The list's answer was made before the removal and arrives after it.
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.path.last() != QLatin1String("Conversations"))
                return false;
            bench.service.intercept = {};
            bench.clock.callAfter(1s, &bench.context, [&bench, call, sid] {
                bench.service.replyTo(
                    call, 200,
                    { { QStringLiteral("conversations"),
                        QJsonArray { QJsonObject {
                            { QStringLiteral("conversation_sid"), sid },
                            { QStringLiteral("status"), QStringLiteral("joined") } } } } });
            });
            bench.clock.callAfter(500ms, &bench.context,
                                  [&bench, sid] { bench.service.deleteConversation(sid); });
            return true;
        };
        bench.start();
        QVERIFY(bench.client->conversations().areLoaded());
        QVERIFY(!bench.client->conversations().find(sid));
        QVERIFY(!bench.takeLog().join(u' ').contains(QLatin1String("added CH")));
    }

    void aMissingObjectHoldsUpNobody()
    {
        ChatBench bench;
        const QString broken = bench.service.addConversation(1, QStringLiteral("Broken"));
        bench.service.addConversation(2, QStringLiteral("Whole"));
        bench.service.removeObject(broken + QStringLiteral(".channel"));
        bench.start();
        QVERIFY(bench.client->conversations().areLoaded());
        QCOMPARE(bench.client->conversations().find(broken)->loading,
                 Conversation::Loading::Failed);
        QCOMPARE(bench.takeLog(QStringLiteral("joined")),
                 QStringList(QStringLiteral("joined Whole")));
    }

    void theConfigurationIsAskedForAgain()
    {
        ChatBench bench;
        int refusals = 3;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.path.last() != QLatin1String("Configuration") || refusals-- <= 0)
                return false;
            bench.service.replyTo(call, 503);
            return true;
        };
        bench.start();
        QCOMPARE(bench.client->state(), ChatClient::State::Initializing);
        bench.clock.advance(20s);
        QCOMPARE(bench.client->state(), ChatClient::State::Initialized);
    }

    void aRefusedConfigurationFailsOnce()
    {
        ChatBench bench;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            bench.service.replyTo(call, 403, { { QStringLiteral("code"), 50107 } });
            return true;
        };
        bench.start();
        bench.clock.advance(5min);
        QCOMPARE(bench.takeLog(), QStringList(QStringLiteral("initFailed")));
        QCOMPARE(bench.client->state(), ChatClient::State::Failed);
        bench.service.intercept = {};
        bench.client->start();
        bench.clock.advance(3s);
        QCOMPARE(bench.client->state(), ChatClient::State::Initialized);
    }

    void aLossWhileStartingIsSurvived_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("at the configuration") << QStringLiteral("Configuration");
        QTest::newRow("at the map") << QStringLiteral("alice.channels");
        QTest::newRow("at the list") << QStringLiteral("Conversations");
        QTest::newRow("at a document") << QStringLiteral("Documents");
        QTest::newRow("at a roster") << QStringLiteral("roster");
    }

    void aLossWhileStartingIsSurvived()
    {
        QFETCH(QString, path);
        ChatBench bench;
        bench.service.addConversation(1, QStringLiteral("Lunch"));
        bool isFirst = true;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!call.path.join(u'/').contains(path) || !std::exchange(isFirst, false))
                return false;
            bench.service.cutLink();
            return true;
        };
        bench.start();
        bench.clock.advance(90s);
        QVERIFY(!isFirst);
        QCOMPARE(bench.client->state(), ChatClient::State::Initialized);
        QVERIFY(bench.client->conversations().areLoaded());
        QCOMPARE(bench.takeLog(QStringLiteral("joined")),
                 QStringList(QStringLiteral("joined Lunch")));
    }

    void aLongOutageWhileStartingIsSurvived()
    {
        ChatBench bench;
        bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.path.value(1) != QLatin1String("Documents"))
                return false;
            bench.transports.acceptByItself(false);
            bench.service.cutLink();
            return true;
        };
        bench.start();
        bench.clock.advance(10min);
        QVERIFY(!bench.client->conversations().areLoaded());
        bench.service.intercept = {};
        bench.transports.acceptByItself(true);
        bench.client->connection().retryNow();
        bench.clock.advance(2min);
        QVERIFY(bench.client->conversations().areLoaded());
        QCOMPARE(bench.takeLog(QStringLiteral("joined")),
                 QStringList(QStringLiteral("joined Lunch")));
    }

    void aReconnectLoadsNothingAgain()
    {
        ChatBench bench;
        bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        bench.takeLog();
        bench.service.calls.clear();
        bench.reconnect();
        QCOMPARE(bench.takeLog(), QStringList());
        for (const auto &call : bench.service.calls)
            QCOMPARE(call.path.last(), QStringLiteral("Subscriptions"));
    }

    void stopAndStartAgain()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        bench.client->stop();
        bench.clock.advance(10s);
        QVERIFY(!bench.client->connection().isConnected());
        QVERIFY(bench.client->conversations().find(sid));
        bench.service.addMessage(sid, QStringLiteral("bob"), QStringLiteral("hello"));
        bench.takeLog();
        bench.client->start();
        bench.clock.advance(5s);
        QCOMPARE(bench.takeLog(QStringLiteral("message")),
                 QStringList(QStringLiteral("message 0 bob: hello")));
    }

    void resetForgetsAndAnswersEverybody()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        bench.service.intercept = [](const FakeSyncService::Call &) { return true; };
        QStringList answers;
        bench.client->messages().history(
            sid, 10, std::nullopt, &bench.context,
            [&](const Outcome<History> &o) { answers.append(textOf(o)); });
        bench.client->conversations().create(
            { .friendlyName = QStringLiteral("x") }, &bench.context,
            [&](const Outcome<Conversation> &o) { answers.append(textOf(o)); });
        bench.client->outbox().send(sid, { .body = QStringLiteral("hello") }, &bench.context,
                                    [&](const Outcome<Message> &o) { answers.append(textOf(o)); });
        bench.clock.settle();
        bench.client->reset();
        QVERIFY(answers.isEmpty());
        bench.clock.settle();
        QCOMPARE(answers,
                 QStringList({ QStringLiteral("cancelled"), QStringLiteral("cancelled"),
                               QStringLiteral("cancelled") }));
        bench.clock.advance(5min);
        QCOMPARE(answers.size(), 3);
        QCOMPARE(bench.client->state(), ChatClient::State::Idle);
        QVERIFY(bench.client->conversations().all().empty());
        QCOMPARE(bench.store->entries().size(), size_t(1)); // on disk it stays
    }

    void aDestroyedClientCallsNobody()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        int answers = 0;
        bench.client->messages().history(sid, 10, std::nullopt, &bench.context,
                                         [&](const Outcome<History> &) { ++answers; });
        bench.client.reset();
        bench.clock.advance(5min);
        QCOMPARE(answers, 0);
    }

    void nothingIsToldFromInsideACommand()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        bench.start();
        QStringList told;
        QObject::connect(&bench.client->outbox(), &ChatOutbox::changed, &bench.context,
                         [&told](const QString &, const QString &id) { told.append(id); });
        const QString id
            = bench.client->outbox().send(sid, { .body = QStringLiteral("x") }, &bench.context, {});
        QCOMPARE(bench.client->outbox().messages(sid).size(), std::size_t(1));
        QCOMPARE(told, QStringList());
        bench.clock.settle();
        QVERIFY(told.contains(id));
    }

    void anySlotMayEndTheClient_data()
    {
        QTest::addColumn<bool>("isDestroyed");
        QTest::addRow("by signing out") << false;
        QTest::addRow("by destroying it") << true;
    }

    void anySlotMayEndTheClient()
    {
        QFETCH(bool, isDestroyed);
        const int events = runUntil(-1, isDestroyed);
        QVERIFY(events >= 14);
        for (int last = 0; last < events; ++last)
            QCOMPARE(runUntil(last, isDestroyed), last + 1); // no event comes behind the end
    }

private:
    /// Lets each kind of event happen and ends the client with the event \a last (-1: never).
    /// Returns how many events were told.
    static int runUntil(int last, bool isDestroyed)
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, QStringLiteral("Lunch"));
        const QString bob = QStringLiteral("bob");
        int events = 0;
        bench.onEvent = [&] {
            if (events++ != last)
                return;
            if (isDestroyed)
                bench.client.reset();
            else
                bench.client->reset();
        };
        bench.start();
        const std::vector<std::function<void()>> steps {
            [&] { bench.service.sayTyping(sid, bob); },
            [&] { bench.service.addMessage(sid, bob, QStringLiteral("soup?")); },
            [&] { bench.service.editMessage(sid, 0, QStringLiteral("salad?")); },
            [&] {
                if (bench.client)
                    bench.client->outbox().send(sid, { .body = QStringLiteral("yes") },
                                                &bench.context, {});
            },
            [&] { bench.service.removeMessage(sid, 0); },
            [&] { bench.service.rename(sid, QStringLiteral("Brunch")); },
            [&] { bench.service.addMember(sid, QStringLiteral("carol")); },
            [&] { bench.service.removeMember(sid, QStringLiteral("carol")); },
            [&] { bench.service.removeMember(sid, QStringLiteral("alice")); },
        };
        for (const auto &step : steps) {
            step();
            bench.clock.advance(1s);
        }
        return events;
    }
};

QTEST_GUILESS_MAIN(tst_ChatStart)
#include "tst_chat_start.moc"
