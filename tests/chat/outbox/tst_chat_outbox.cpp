// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace parley;
using namespace parley::chat;
using namespace parley::test;
using namespace std::chrono_literals;

namespace {

struct Chat : ChatBench
{
    explicit Chat(std::unique_ptr<OutboxStore> outbox = makeMemoryOutboxStore())
        : ChatBench(std::move(outbox))
        , sid(service.addConversation(1, QStringLiteral("Lunch")))
    {
        service.addMessage(sid, QStringLiteral("bob"), QStringLiteral("soup?"));
    }

    void begin()
    {
        start();
        takeLog();
    }

    QString say(const QString &text, const QJsonObject &attributes = {})
    {
        return client->outbox().send(
            sid, { .body = text, .attributes = attributes }, &context,
            [this, text](const Outcome<Message> &outcome) {
                const auto *message = std::get_if<Message>(&outcome);
                answers.append(message != nullptr
                                   ? QStringLiteral("%1: %2").arg(text).arg(message->index)
                                   : QStringLiteral("%1: %2").arg(text, textOf(outcome)));
                if (message != nullptr)
                    confirmed = *message;
            });
    }

    [[nodiscard]] static bool isSend(const FakeSyncService::Call &call)
    {
        return call.method == QLatin1String("POST")
            && call.path.last() == QLatin1String("Messages");
    }
    [[nodiscard]] int sends() const
    {
        return service.countCalls(QStringLiteral("POST"), QStringLiteral("Messages"));
    }
    [[nodiscard]] QString delivery() const
    {
        QStringList words;
        for (const Message &message : client->outbox().messages(sid))
            words.append(QStringLiteral("%1 %2").arg(message.body).arg(int(message.delivery)));
        return words.join(u", "_s);
    }

    QString sid;
    QStringList answers;
    Message confirmed;
};

} // namespace

class tst_ChatOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sends_data()
    {
        QTest::addColumn<bool>("eventFirst");
        QTest::newRow("event before reply") << true;
        QTest::newRow("reply before event") << false;
    }

    void sends()
    {
        QFETCH(bool, eventFirst);
        Chat chat;
        chat.service.eventsBeforeReplies = eventFirst;
        chat.begin();
        const QString id = chat.say(QStringLiteral("yes"));
        QVERIFY(!id.isEmpty());
        QVERIFY(chat.answers.isEmpty());
        QCOMPARE(chat.client->outbox().messages(chat.sid).front().localId, id);
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(QStringLiteral("yes: 1")));
        QCOMPARE(chat.confirmed.localId, id);
        QCOMPARE(chat.confirmed.sid.left(2), QStringLiteral("IM"));
        QCOMPARE(chat.confirmed.delivery, Message::Delivery::Sent);
        QCOMPARE(chat.takeLog(QStringLiteral("message")),
                 QStringList(QStringLiteral("message 1 alice: yes")));
        QVERIFY(chat.client->outbox().isEmpty());
        QVERIFY(chat.store->entries().empty());
    }

    void theLocalIdIsMutationIdAndMarker()
    {
        Chat chat;
        chat.begin();
        std::optional<Message> added;
        QObject::connect(&chat.client->messages(), &ChatMessages::added, &chat.context,
                         [&](const QString &, const Message &message) { added = message; });
        const QJsonObject attributes { { QStringLiteral("colour"), QStringLiteral("green") } };
        const QString id = chat.say(QStringLiteral("yes"), attributes);
        chat.clock.settle();
        const auto *call
            = chat.service.lastCall(QStringLiteral("POST"), QStringLiteral("Messages"));
        QCOMPARE(call->headers.value(QLatin1String("X-Twilio-Mutation-Id")).toString(), id);
        const QJsonObject sent
            = QJsonDocument::fromJson(
                  call->body.value(QLatin1String("attributes")).toString().toUtf8())
                  .object();
        QCOMPARE(
            sent.value(QLatin1String("parley")).toObject().value(QLatin1String("id")).toString(),
            id);
        QCOMPARE(sent.value(QLatin1String("colour")).toString(), QStringLiteral("green"));
        QCOMPARE(added->attributes, attributes); // the user sees what the user set
        QCOMPARE(added->localId, id);
    }

    void oneAfterTheOther()
    {
        Chat chat;
        chat.begin();
        std::vector<FakeSyncService::Call> held;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (Chat::isSend(call))
                held.push_back(call);
            return Chat::isSend(call);
        };
        for (const char *text : { "one", "two", "three" })
            chat.say(QLatin1String(text));
        chat.clock.settle();
        QCOMPARE(held.size(), size_t(1));
        QCOMPARE(chat.delivery(), QStringLiteral("one 2, two 1, three 1"));
        chat.service.intercept = {};
        chat.service.carryOut(held.front());
        chat.clock.settle();
        QCOMPARE(chat.service.textsOf(chat.sid),
                 QStringList({ QStringLiteral("soup?"), QStringLiteral("one"),
                               QStringLiteral("two"), QStringLiteral("three") }));
        QCOMPARE(chat.answers,
                 QStringList({ QStringLiteral("one: 1"), QStringLiteral("two: 2"),
                               QStringLiteral("three: 3") }));
    }

    void conversationsDoNotWaitForEachOther()
    {
        Chat chat;
        const QString other = chat.service.addConversation(2, QStringLiteral("Other"));
        chat.begin();
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            return Chat::isSend(call) && call.path.contains(chat.sid);
        };
        chat.say(QStringLiteral("stuck"));
        chat.client->outbox().send(other, { .body = QStringLiteral("flows") }, &chat.context, {});
        chat.clock.settle();
        QCOMPARE(chat.service.textsOf(other), QStringList(QStringLiteral("flows")));
    }

    // The link breaks while a message is under way: it must arrive exactly once, whatever its fate
    // was.
    void aDropInMidSend_data()
    {
        QTest::addColumn<bool>("wasCarriedOut");
        QTest::addColumn<bool>("knowsMutationIds");
        QTest::newRow("it had arrived") << true << true;
        QTest::newRow("it had arrived, no mutation ids") << true << false;
        QTest::newRow("it was lost") << false << true;
    }

    void aDropInMidSend()
    {
        QFETCH(bool, wasCarriedOut);
        QFETCH(bool, knowsMutationIds);
        Chat chat;
        chat.begin();
        int sent = 0;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!Chat::isSend(call) || ++sent > 1)
                return false;
            chat.service.holdsLiveEvents = true;
            FakeSyncService::Call copy = call;
            if (!knowsMutationIds)
                copy.headers = {};
            if (wasCarriedOut)
                chat.service.carryOut(copy);
            chat.service.cutLink();
            return true;
        };
        chat.say(QStringLiteral("yes"));
        chat.say(QStringLiteral("more"));
        chat.clock.advance(10s);
        QCOMPARE(chat.service.textsOf(chat.sid),
                 QStringList(
                     { QStringLiteral("soup?"), QStringLiteral("yes"), QStringLiteral("more") }));
        QCOMPARE(chat.answers,
                 QStringList({ QStringLiteral("yes: 1"), QStringLiteral("more: 2") }));
        QCOMPARE(chat.takeLog(QStringLiteral("message")),
                 QStringList({ QStringLiteral("message 1 alice: yes"),
                               QStringLiteral("message 2 alice: more") }));
        QCOMPARE(sent, wasCarriedOut ? 2 : 3);
    }

    void noReplyInTime()
    {
        Chat chat;
        chat.begin();
        int sent = 0;
        chat.service.intercept
            = [&](const FakeSyncService::Call &call) { return Chat::isSend(call) && ++sent == 1; };
        chat.say(QStringLiteral("yes"));
        chat.clock.advance(29s);
        QCOMPARE(sent, 1);
        chat.clock.advance(10s);
        QCOMPARE(sent, 2);
        QCOMPARE(chat.answers, QStringList(QStringLiteral("yes: 1")));
        QVERIFY(chat.service.countCalls(QStringLiteral("GET"), QStringLiteral("Lists"))
                >= 2); // it was looked up
    }

    // The list does not show it yet, but the service knows the mutation: 202 and where the result
    // is.
    void aRepeatedMutationIsAnsweredByItsResult()
    {
        Chat chat;
        chat.begin();
        bool isFirst = true;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (Chat::isSend(call) && std::exchange(isFirst, false)) {
                chat.service.holdsLiveEvents = true;
                chat.service.carryOut(call);
                chat.service.cutLink();
                return true;
            }
            if (isFirst || call.path.last() != QLatin1String("Items"))
                return false;
            chat.service.replyTo(call, 200,
                                 { { QStringLiteral("items"), QJsonArray {} },
                                   { QStringLiteral("meta"), QJsonObject {} } });
            return true;
        };
        // The replay would confirm it first.
        chat.service.interruptions.insert(chat.sid + QStringLiteral(".messages"), 2);
        chat.say(QStringLiteral("yes"));
        chat.clock.advance(10s);
        QCOMPARE(chat.service.textsOf(chat.sid),
                 QStringList({ QStringLiteral("soup?"), QStringLiteral("yes") }));
        QCOMPARE(chat.answers, QStringList(QStringLiteral("yes: 1")));
    }

    void theServiceIsBusy_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("rate") << 429;
        QTest::newRow("server error") << 500;
        QTest::newRow("unavailable") << 503;
    }

    void theServiceIsBusy()
    {
        QFETCH(int, status);
        Chat chat;
        chat.begin();
        int refusals = 3;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!Chat::isSend(call) || refusals-- <= 0)
                return false;
            chat.service.replyTo(call, status);
            return true;
        };
        chat.say(QStringLiteral("yes"));
        chat.clock.advance(500ms);
        QCOMPARE(chat.delivery(), QStringLiteral("yes 1"));
        QVERIFY(!chat.client->outbox().isEmpty());
        chat.clock.advance(60s);
        QCOMPARE(chat.answers, QStringList(QStringLiteral("yes: 1")));
        QCOMPARE(chat.sends(), 4);
    }

    void aRefusalHoldsUpNobody()
    {
        Chat chat;
        chat.begin();
        bool isFirst = true;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!Chat::isSend(call) || !std::exchange(isFirst, false))
                return false;
            chat.service.replyTo(call, 403, { { QStringLiteral("code"), 50107 } });
            return true;
        };
        const QString first = chat.say(QStringLiteral("one"));
        chat.say(QStringLiteral("two"));
        chat.clock.settle();
        QCOMPARE(chat.answers,
                 QStringList({ QStringLiteral("one: 50107"), QStringLiteral("two: 1") }));
        QCOMPARE(chat.delivery(), QStringLiteral("one 3"));
        QCOMPARE(codeName(*chat.client->outbox().messages(chat.sid).front().failure),
                 QStringLiteral("50107"));
        QVERIFY(chat.client->outbox().isEmpty()); // failed ones do not count
        QCOMPARE(chat.store->entries().front().failureCode, QStringLiteral("50107"));

        QVERIFY(chat.client->outbox().retry(first));
        QVERIFY(!chat.client->outbox().retry(first)); // it has not failed any more
        QVERIFY(!chat.client->outbox().retry(QStringLiteral("unknown")));
        chat.clock.settle();
        QCOMPARE(chat.service.textsOf(chat.sid).constLast(), QStringLiteral("one"));
        QCOMPARE(chat.answers.size(), 2); // its callback has had its answer
        QVERIFY(chat.store->entries().empty());
    }

    void discarding()
    {
        Chat chat;
        chat.begin();
        chat.client->stop();
        const QString id = chat.say(QStringLiteral("one"));
        chat.say(QStringLiteral("two"));
        QVERIFY(chat.client->outbox().discard(id));
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(QStringLiteral("one: cancelled")));
        chat.client->start();
        chat.clock.advance(5s);
        QCOMPARE(chat.service.textsOf(chat.sid),
                 QStringList({ QStringLiteral("soup?"), QStringLiteral("two") }));
    }

    void whatIsOnItsWayIsNotDiscarded()
    {
        Chat chat;
        chat.begin();
        std::optional<FakeSyncService::Call> held;
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!Chat::isSend(call))
                return false;
            held = call;
            return true;
        };
        const QString id = chat.say(QStringLiteral("one"));
        chat.clock.settle();
        QVERIFY(held);
        QVERIFY(!chat.client->outbox().discard(id));
        QCOMPARE(chat.delivery(), QStringLiteral("one 2"));
        QVERIFY(chat.answers.isEmpty());
        chat.service.intercept = nullptr;
        chat.clock.advance(1min); // the answer never comes; the message is looked for and sent
        QCOMPARE(chat.service.textsOf(chat.sid).constLast(), QStringLiteral("one"));
        QVERIFY(!chat.client->outbox().discard(id)); // sent
        QVERIFY(!chat.client->outbox().discard(QStringLiteral("unknown")));
    }

    void whatIsWrittenOfflineWaits()
    {
        Chat chat;
        chat.begin();
        chat.client->stop();
        for (int i = 0; i < 5; ++i)
            chat.say(QString::number(i));
        chat.clock.advance(2h);
        QVERIFY(chat.answers.isEmpty());
        QCOMPARE(chat.client->outbox().messages(chat.sid).size(), size_t(5));
        chat.client->start();
        chat.clock.advance(5s);
        QCOMPARE(chat.service.textsOf(chat.sid).mid(1),
                 QStringList({ QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2"),
                               QStringLiteral("3"), QStringLiteral("4") }));
        QCOMPARE(chat.sends(), 5);
    }

    void refusedAtOnce_data()
    {
        QTest::addColumn<QString>("conversation");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("code");
        const QString known = QStringLiteral("lunch/1");
        QTest::newRow("too long") << known << QString(MaxBodyBytes + 1, u'x')
                                  << QStringLiteral("tooLong");
        QTest::newRow("too long in bytes")
            << known << QString(MaxBodyBytes / 2 + 1, u'ü') << QStringLiteral("tooLong");
        QTest::newRow("empty") << known << QString() << QStringLiteral("invalid");
        QTest::newRow("unknown name")
            << QStringLiteral("nowhere") << QStringLiteral("x") << QStringLiteral("notFound");
        QTest::newRow("unknown sid")
            << FakeService::sidOf(99) << QStringLiteral("x") << QStringLiteral("notFound");
    }

    void refusedAtOnce()
    {
        QFETCH(QString, conversation);
        QFETCH(QString, body);
        Chat chat;
        chat.begin();
        QString code;
        const QString id = chat.client->outbox().send(
            conversation, { .body = body }, &chat.context,
            [&](const Outcome<Message> &outcome) { code = textOf(outcome); });
        QVERIFY(id.isEmpty());
        QVERIFY(code.isEmpty());
        chat.clock.settle();
        QTEST(code, "code");
        QVERIFY(chat.store->entries().empty());
    }

    void theLongestMessageIsSent()
    {
        Chat chat;
        chat.begin();
        chat.say(QString(MaxBodyBytes, u'x'));
        chat.clock.settle();
        QCOMPARE(chat.service.textsOf(chat.sid).constLast().size(), MaxBodyBytes);
    }

    // A crash after the message had left: the next start looks it up first.
    void aFreshStartLooksUp_data()
    {
        QTest::addColumn<bool>("wasCarriedOut");
        QTest::addColumn<int>("messagesSince");
        QTest::newRow("it had arrived") << true << 0;
        QTest::newRow("it had arrived, long ago") << true << 250;
        QTest::newRow("it was lost") << false << 0;
        QTest::newRow("it was lost, much was said since") << false << 250;
    }

    void aFreshStartLooksUp()
    {
        QFETCH(bool, wasCarriedOut);
        QFETCH(int, messagesSince);
        Chat chat;
        chat.begin();
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!Chat::isSend(call))
                return false;
            FakeSyncService::Call copy = call;
            copy.headers = {}; // a service that forgets mutation ids
            if (wasCarriedOut) {
                chat.service.holdsLiveEvents = true;
                chat.service.carryOut(copy);
            }
            return true;
        };
        chat.say(QStringLiteral("yes"));
        chat.clock.settle();
        QVERIFY(chat.store->entries().front().attempted);
        chat.client.reset();
        chat.service.intercept = {};
        for (int i = 0; i < messagesSince; ++i)
            chat.service.addMessage(chat.sid, QStringLiteral("bob"), QStringLiteral("meanwhile"));
        const int before = chat.sends();
        chat.restart();
        QCOMPARE(chat.service.textsOf(chat.sid).count(QStringLiteral("yes")), 1);
        QCOMPARE(chat.sends() - before, wasCarriedOut ? 0 : 1);
        QVERIFY(chat.store->entries().empty());
        QVERIFY(chat.client->outbox().isEmpty());
    }

    void whatWaitsAtTheStartIsToldLikeEverythingElse()
    {
        Chat chat;
        chat.begin();
        chat.client->stop();
        chat.say(QStringLiteral("yes"));
        chat.restart();
        QCOMPARE(chat.takeLog(QStringLiteral("message")),
                 QStringList(QStringLiteral("message 1 alice: yes")));
    }

    void failedOnesAreFailedAfterARestart()
    {
        Chat chat;
        chat.begin();
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!Chat::isSend(call))
                return false;
            chat.service.replyTo(call, 400, { { QStringLiteral("code"), 50504 } });
            return true;
        };
        chat.say(QStringLiteral("one"));
        chat.clock.settle();
        chat.restart();
        QCOMPARE(chat.delivery(), QStringLiteral("one 3"));
        QCOMPARE(codeName(*chat.client->outbox().messages(chat.sid).front().failure),
                 QStringLiteral("50504"));
        QVERIFY(chat.client->outbox().discard(
            chat.client->outbox().messages(chat.sid).front().localId));
        QVERIFY(chat.store->entries().empty());
    }

    void aMessageToAConversationThatIsGoneFails()
    {
        Chat chat;
        chat.begin();
        chat.client->stop();
        chat.say(QStringLiteral("hello?"));
        chat.clock.settle();
        chat.service.deleteConversation(chat.sid);
        chat.client->start();
        chat.clock.advance(5s);
        QCOMPARE(chat.answers, QStringList(QStringLiteral("hello?: 50350")));
    }

    void theReasonOutlivesARestart_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("serviceCode");
        QTest::addColumn<QString>("reason");
        QTest::newRow("with a code") << 400 << 50504 << "50504";
        QTest::newRow("refused without a code") << 403 << 0 << "refused";
        QTest::newRow("not found") << 404 << 0 << "notFound";
    }

    void theReasonOutlivesARestart()
    {
        QFETCH(int, status);
        QFETCH(int, serviceCode);
        QFETCH(QString, reason);
        Chat chat;
        chat.begin();
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!Chat::isSend(call))
                return false;
            chat.service.replyTo(call, status, { { QStringLiteral("code"), serviceCode } });
            return true;
        };
        chat.say(QStringLiteral("x"));
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(QStringLiteral("x: ") + reason));
        chat.restart();
        QCOMPARE(codeName(*chat.client->outbox().messages(chat.sid).front().failure), reason);
        QCOMPARE(chat.sends(), 1);
    }

    void aStoreThatCannotKeepSaysSo()
    {
        class FullStore final : public OutboxStore
        {
        public:
            [[nodiscard]] std::vector<OutboxEntry> entries() const override { return {}; }
            bool append(const OutboxEntry &) override { return false; }
            bool update(const OutboxEntry &) override { return false; }
            bool remove(const QString &) override { return false; }
            [[nodiscard]] QByteArray attachmentData(const QString &, size_t) const override
            {
                return {};
            }
            [[nodiscard]] QString draft(const QString &) const override { return {}; }
            [[nodiscard]] QHash<QString, QString> drafts() const override { return {}; }
            bool setDraft(const QString &, const QString &) override { return false; }
        };
        Chat chat(std::make_unique<FullStore>());
        chat.begin();
        QVERIFY(chat.say(QStringLiteral("yes")).isEmpty());
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(QStringLiteral("yes: invalid")));
        QCOMPARE(chat.sends(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_ChatOutbox)
#include "tst_chat_outbox.moc"
