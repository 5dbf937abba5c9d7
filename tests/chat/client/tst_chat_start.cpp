// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"

#include <QTest>

using namespace parley;
using namespace parley::chat;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_ChatStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsInOrder()
    {
        ChatBench bench;
        bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        QCOMPARE(
            bench.takeLog(),
            QStringList({ u"initialized"_s, u"added Lunch"_s, u"joined Lunch"_s, u"loaded"_s }));
        QCOMPARE(bench.client->state(), ChatClient::State::Initialized);
        QCOMPARE(bench.client->identity(), u"alice"_s);
        QVERIFY(bench.client->conversations().areLoaded());
    }

    void knowsAConversationByEitherName()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        QVERIFY(bench.client->conversations().find(sid));
        QVERIFY(bench.client->conversations().find(u"lunch/1"_s));
        QVERIFY(!bench.client->conversations().find(u"Lunch"_s));
        QCOMPARE(bench.client->conversations().find(sid)->loading, Conversation::Loading::Loaded);
    }

    void nobodyHasToBeInAConversation()
    {
        ChatBench bench;
        bench.start();
        QCOMPARE(bench.takeLog(), QStringList({ u"initialized"_s, u"loaded"_s }));
    }

    void listsInPages()
    {
        ChatBench bench;
        bench.service.listPageSize = 3;
        for (int i = 0; i < 40; ++i)
            bench.service.addConversation(i, u"C%1"_s.arg(i));
        bench.start();
        QCOMPARE(bench.client->conversations().all().size(), size_t(40));
        QCOMPARE(bench.takeLog(u"joined"_s).size(), 40);
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
            bench.service.addConversation(i, u"C%1"_s.arg(i));
        QStringList sizes;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!call.text().endsWith("/Users/US1/Conversations"_L1))
                return false;
            const int size = call.params.value(u"PageSize"_s).toInt();
            sizes.append(QString::number(size));
            bench.service.listPageSize = size;
            if (size > 25 && isLost)
                bench.service.cutLink();
            return size > 25;
        };
        bench.start();
        bench.clock.advance(5min);
        QCOMPARE(sizes.join(u' '), u"100 50 25 25"_s);
        QVERIFY(bench.client->conversations().areLoaded());
        QCOMPARE(bench.client->conversations().all().size(), size_t(40));
    }

    void aConversationThatCannotBeReadDoesNotHoldUpTheOthers_data()
    {
        QTest::addColumn<QString>("part");
        QTest::newRow("its document") << u"Documents"_s;
        QTest::newRow("its participants") << u"Maps"_s;
        QTest::newRow("its messages") << u"Lists"_s;
    }

    void aConversationThatCannotBeReadDoesNotHoldUpTheOthers()
    {
        QFETCH(QString, part);
        ChatBench bench;
        const QString broken = bench.service.addConversation(1, u"Deep"_s);
        bench.service.addConversation(2, u"Lunch"_s);
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
        QVERIFY(bench.client->conversations().find(u"lunch/2"_s)
                || bench.client->conversations().all().size() == 2);
        QCOMPARE(bench.takeLog(u"joined"_s), QStringList(u"joined Lunch"_s));
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
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        const QString page = isList ? u"/Users/US1/Conversations"_s
                                    : bench.service.find(u"alice.channels"_s)->sid + "/Items"_L1;
        int asked = 0;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            const bool isPage = call.text().endsWith(page);
            if (!isPage)
                return false;
            const QJsonObject meta { { u"next_token"_s, QString::number(++asked) } };
            const QJsonArray same { QJsonObject { { u"conversation_sid"_s, sid },
                                                  { u"key"_s, sid },
                                                  { u"data"_s, QJsonObject {} } } };
            bench.service.replyTo(
                call, 200,
                { { u"meta"_s, meta }, { isList ? u"conversations"_s : u"items"_s, same } });
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
            bench.service.addConversation(i, u"C%1"_s.arg(i));
        int open = 0;
        int most = 0;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.path.value(1) != "Documents"_L1)
                return false;
            most = std::max(most, ++open);
            bench.clock.callAfter(10ms, &bench.context, [&bench, &open, call] {
                --open;
                const auto *object = bench.service.find(call.path.last());
                bench.service.replyTo(call, 200,
                                      { { u"sid"_s, object->sid },
                                        { u"last_event_id"_s, object->lastEventId },
                                        { u"data"_s, object->data } });
            });
            return true;
        };
        bench.start();
        QVERIFY(bench.client->conversations().areLoaded());
        QVERIFY2(most <= 16, qPrintable(QString::number(most)));
        QVERIFY(bench.service.countCalls(u"POST"_s, u"Subscriptions"_s) <= 6);
    }

    void whatTheMapSaysWins()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.service.setOwn(sid, { { u"lastConsumedMessageIndex"_s, 5 } });
        bench.service.staleList.push_back(
            { { u"conversation_sid"_s, sid },
              { u"status"_s, u"notParticipating"_s },
              { u"last_read_message_index"_s, 2 },
              { u"sync_objects"_s,
                QJsonObject { { u"conversation"_s, QString(sid + u".channel"_s) } } } });
        bench.start();
        const auto conversation = bench.client->conversations().find(sid);
        QVERIFY(conversation);
        QCOMPARE(conversation->status, Conversation::Status::Joined);
        QCOMPARE(conversation->lastReadMessageIndex, std::optional<qint64>(5));
    }

    void aConversationThatOnlyTheMapHasIsThere()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.service.hiddenFromList.insert(sid);
        bench.start();
        QCOMPARE(
            bench.takeLog(),
            QStringList({ u"initialized"_s, u"added Lunch"_s, u"joined Lunch"_s, u"loaded"_s }));
    }

    void whatWasRemovedMeanwhileIsNotRevived()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        // The list's answer was made before the removal and arrives after it.
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.path.last() != "Conversations"_L1)
                return false;
            bench.service.intercept = {};
            bench.clock.callAfter(1s, &bench.context, [&bench, call, sid] {
                bench.service.replyTo(
                    call, 200,
                    { { u"conversations"_s,
                        QJsonArray { QJsonObject { { u"conversation_sid"_s, sid },
                                                   { u"status"_s, u"joined"_s } } } } });
            });
            bench.clock.callAfter(500ms, &bench.context,
                                  [&bench, sid] { bench.service.deleteConversation(sid); });
            return true;
        };
        bench.start();
        QVERIFY(bench.client->conversations().areLoaded());
        QVERIFY(!bench.client->conversations().find(sid));
        QVERIFY(!bench.takeLog().join(u' ').contains("added CH"_L1));
    }

    void aMissingObjectHoldsUpNobody()
    {
        ChatBench bench;
        const QString broken = bench.service.addConversation(1, u"Broken"_s);
        bench.service.addConversation(2, u"Whole"_s);
        bench.service.removeObject(broken + u".channel"_s);
        bench.start();
        QVERIFY(bench.client->conversations().areLoaded());
        QCOMPARE(bench.client->conversations().find(broken)->loading,
                 Conversation::Loading::Failed);
        QCOMPARE(bench.takeLog(u"joined"_s), QStringList(u"joined Whole"_s));
    }

    void theConfigurationIsAskedForAgain()
    {
        ChatBench bench;
        int refusals = 3;
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.path.last() != "Configuration"_L1 || refusals-- <= 0)
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
            bench.service.replyTo(call, 403, { { u"code"_s, 50107 } });
            return true;
        };
        bench.start();
        bench.clock.advance(5min);
        QCOMPARE(bench.takeLog(), QStringList(u"initFailed"_s));
        QCOMPARE(bench.client->state(), ChatClient::State::Failed);
        bench.service.intercept = {};
        bench.client->start();
        bench.clock.advance(3s);
        QCOMPARE(bench.client->state(), ChatClient::State::Initialized);
    }

    void aLossWhileStartingIsSurvived_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("at the configuration") << u"Configuration"_s;
        QTest::newRow("at the map") << u"alice.channels"_s;
        QTest::newRow("at the list") << u"Conversations"_s;
        QTest::newRow("at a document") << u"Documents"_s;
        QTest::newRow("at a roster") << u"roster"_s;
    }

    void aLossWhileStartingIsSurvived()
    {
        QFETCH(QString, path);
        ChatBench bench;
        bench.service.addConversation(1, u"Lunch"_s);
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
        QCOMPARE(bench.takeLog(u"joined"_s), QStringList(u"joined Lunch"_s));
    }

    void aLongOutageWhileStartingIsSurvived()
    {
        ChatBench bench;
        bench.service.addConversation(1, u"Lunch"_s);
        bench.service.intercept = [&](const FakeSyncService::Call &call) {
            if (call.path.value(1) != "Documents"_L1)
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
        QCOMPARE(bench.takeLog(u"joined"_s), QStringList(u"joined Lunch"_s));
    }

    void aReconnectLoadsNothingAgain()
    {
        ChatBench bench;
        bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        bench.takeLog();
        bench.service.calls.clear();
        bench.reconnect();
        QCOMPARE(bench.takeLog(), QStringList());
        for (const auto &call : bench.service.calls)
            QCOMPARE(call.path.last(), u"Subscriptions"_s);
    }

    void stopAndStartAgain()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        bench.client->stop();
        bench.clock.advance(10s);
        QVERIFY(!bench.client->connection().isConnected());
        QVERIFY(bench.client->conversations().find(sid));
        bench.service.addMessage(sid, u"bob"_s, u"hello"_s);
        bench.takeLog();
        bench.client->start();
        bench.clock.advance(5s);
        QCOMPARE(bench.takeLog(u"message"_s), QStringList(u"message 0 bob: hello"_s));
    }

    void resetForgetsAndAnswersEverybody()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        bench.service.intercept = [](const FakeSyncService::Call &) { return true; };
        QStringList answers;
        bench.client->messages().history(
            sid, 10, std::nullopt, &bench.context,
            [&](const Outcome<History> &o) { answers.append(textOf(o)); });
        bench.client->conversations().create(
            { .friendlyName = u"x"_s }, &bench.context,
            [&](const Outcome<Conversation> &o) { answers.append(textOf(o)); });
        bench.client->outbox().send(sid, { .body = u"hello"_s }, &bench.context,
                                    [&](const Outcome<Message> &o) { answers.append(textOf(o)); });
        bench.clock.settle();
        bench.client->reset();
        QVERIFY(answers.isEmpty());
        bench.clock.settle();
        QCOMPARE(answers, QStringList({ u"cancelled"_s, u"cancelled"_s, u"cancelled"_s }));
        bench.clock.advance(5min);
        QCOMPARE(answers.size(), 3);
        QCOMPARE(bench.client->state(), ChatClient::State::Idle);
        QVERIFY(bench.client->conversations().all().empty());
        QCOMPARE(bench.store->entries().size(), size_t(1)); // on disk it stays
    }

    void aDestroyedClientCallsNobody()
    {
        ChatBench bench;
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
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
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        QStringList told;
        QObject::connect(&bench.client->outbox(), &ChatOutbox::changed, &bench.context,
                         [&told](const QString &, const QString &id) { told.append(id); });
        const QString id = bench.client->outbox().send(sid, { .body = u"x"_s }, &bench.context, {});
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
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        const QString bob = u"bob"_s;
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
            [&] { bench.service.addMessage(sid, bob, u"soup?"_s); },
            [&] { bench.service.editMessage(sid, 0, u"salad?"_s); },
            [&] {
                if (bench.client)
                    bench.client->outbox().send(sid, { .body = u"yes"_s }, &bench.context, {});
            },
            [&] { bench.service.removeMessage(sid, 0); },
            [&] { bench.service.rename(sid, u"Brunch"_s); },
            [&] { bench.service.addMember(sid, u"carol"_s); },
            [&] { bench.service.removeMember(sid, u"carol"_s); },
            [&] { bench.service.removeMember(sid, u"alice"_s); },
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
