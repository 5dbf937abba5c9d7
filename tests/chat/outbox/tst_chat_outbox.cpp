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
        , sid(service.addConversation(1, u"Lunch"_s))
    {
        service.addMessage(sid, u"bob"_s, u"soup?"_s);
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
                answers.append(message != nullptr ? u"%1: %2"_s.arg(text).arg(message->index)
                                                  : u"%1: %2"_s.arg(text, textOf(outcome)));
                if (message != nullptr)
                    confirmed = *message;
            });
    }

    [[nodiscard]] static bool isSend(const FakeSyncService::Call &call)
    {
        return call.method == "POST"_L1 && call.path.last() == "Messages"_L1;
    }
    [[nodiscard]] int sends() const { return service.countCalls(u"POST"_s, u"Messages"_s); }
    [[nodiscard]] QString delivery() const
    {
        QStringList words;
        for (const Message &message : client->outbox().messages(sid))
            words.append(u"%1 %2"_s.arg(message.body).arg(int(message.delivery)));
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
        const QString id = chat.say(u"yes"_s);
        QVERIFY(!id.isEmpty());
        QVERIFY(chat.answers.isEmpty());
        QCOMPARE(chat.client->outbox().messages(chat.sid).front().localId, id);
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(u"yes: 1"_s));
        QCOMPARE(chat.confirmed.localId, id);
        QCOMPARE(chat.confirmed.sid.left(2), u"IM"_s);
        QCOMPARE(chat.confirmed.delivery, Message::Delivery::Sent);
        QCOMPARE(chat.takeLog(u"message"_s), QStringList(u"message 1 alice: yes"_s));
        QVERIFY(chat.client->outbox().isEmpty());
        QVERIFY(!chat.store->entries().empty()); // the answer does not wait for the disk
        chat.clock.advance(1s);
        QVERIFY(chat.store->entries().empty());
    }

    void aCrashBehindTheAnswerSendsNothingTwice()
    {
        Chat chat;
        chat.begin();
        chat.say(u"yes"_s);
        chat.clock.settle();
        const OutboxEntry left = chat.store->entries().front();
        chat.client.reset();
        QVERIFY(chat.store->entries().empty()); // a program that ends erases what was sent
        QVERIFY(chat.store->append(left)); // one that crashes does not
        const int before = chat.sends();
        chat.restart();
        QCOMPARE(chat.sends(), before);
        QVERIFY(chat.client->outbox().isEmpty());
        chat.clock.advance(1s);
        QVERIFY(chat.store->entries().empty());
    }

    void theLocalIdIsMutationIdAndMarker()
    {
        Chat chat;
        chat.begin();
        std::optional<Message> added;
        QObject::connect(&chat.client->messages(), &ChatMessages::added, &chat.context,
                         [&](const QString &, const Message &message) { added = message; });
        const QJsonObject attributes { { u"colour"_s, u"green"_s } };
        const QString id = chat.say(u"yes"_s, attributes);
        chat.clock.settle();
        const auto *call = chat.service.lastCall(u"POST"_s, u"Messages"_s);
        QCOMPARE(call->headers.value("X-Twilio-Mutation-Id"_L1).toString(), id);
        const QJsonObject sent
            = QJsonDocument::fromJson(call->body.value("attributes"_L1).toString().toUtf8())
                  .object();
        QCOMPARE(sent.value("parley"_L1).toObject().value("id"_L1).toString(), id);
        QCOMPARE(sent.value("colour"_L1).toString(), u"green"_s);
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
        QCOMPARE(chat.delivery(), u"one 2, two 1, three 1"_s);
        chat.service.intercept = {};
        chat.service.carryOut(held.front());
        chat.clock.settle();
        QCOMPARE(chat.service.textsOf(chat.sid),
                 QStringList({ u"soup?"_s, u"one"_s, u"two"_s, u"three"_s }));
        QCOMPARE(chat.answers, QStringList({ u"one: 1"_s, u"two: 2"_s, u"three: 3"_s }));
    }

    void conversationsDoNotWaitForEachOther()
    {
        Chat chat;
        const QString other = chat.service.addConversation(2, u"Other"_s);
        chat.begin();
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            return Chat::isSend(call) && call.path.contains(chat.sid);
        };
        chat.say(u"stuck"_s);
        chat.client->outbox().send(other, { .body = u"flows"_s }, &chat.context, {});
        chat.clock.settle();
        QCOMPARE(chat.service.textsOf(other), QStringList(u"flows"_s));
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
        chat.say(u"yes"_s);
        chat.say(u"more"_s);
        chat.clock.advance(10s);
        QCOMPARE(chat.service.textsOf(chat.sid), QStringList({ u"soup?"_s, u"yes"_s, u"more"_s }));
        QCOMPARE(chat.answers, QStringList({ u"yes: 1"_s, u"more: 2"_s }));
        QCOMPARE(chat.takeLog(u"message"_s),
                 QStringList({ u"message 1 alice: yes"_s, u"message 2 alice: more"_s }));
        QCOMPARE(sent, wasCarriedOut ? 2 : 3);
    }

    void noReplyInTime()
    {
        Chat chat;
        chat.begin();
        int sent = 0;
        chat.service.intercept
            = [&](const FakeSyncService::Call &call) { return Chat::isSend(call) && ++sent == 1; };
        chat.say(u"yes"_s);
        chat.clock.advance(29s);
        QCOMPARE(sent, 1);
        chat.clock.advance(10s);
        QCOMPARE(sent, 2);
        QCOMPARE(chat.answers, QStringList(u"yes: 1"_s));
        QVERIFY(chat.service.countCalls(u"GET"_s, u"Lists"_s) >= 2); // it was looked up
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
            if (isFirst || call.path.last() != "Items"_L1)
                return false;
            chat.service.replyTo(call, 200,
                                 { { u"items"_s, QJsonArray {} }, { u"meta"_s, QJsonObject {} } });
            return true;
        };
        // The replay would confirm it first.
        chat.service.interruptions.insert(chat.sid + u".messages"_s, 2);
        chat.say(u"yes"_s);
        chat.clock.advance(10s);
        QCOMPARE(chat.service.textsOf(chat.sid), QStringList({ u"soup?"_s, u"yes"_s }));
        QCOMPARE(chat.answers, QStringList(u"yes: 1"_s));
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
        chat.say(u"yes"_s);
        chat.clock.advance(500ms);
        QCOMPARE(chat.delivery(), u"yes 1"_s);
        QVERIFY(!chat.client->outbox().isEmpty());
        chat.clock.advance(60s);
        QCOMPARE(chat.answers, QStringList(u"yes: 1"_s));
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
            chat.service.replyTo(call, 403, { { u"code"_s, 50107 } });
            return true;
        };
        const QString first = chat.say(u"one"_s);
        chat.say(u"two"_s);
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList({ u"one: 50107"_s, u"two: 1"_s }));
        QCOMPARE(chat.delivery(), u"one 3"_s);
        QCOMPARE(codeName(*chat.client->outbox().messages(chat.sid).front().failure), u"50107"_s);
        QVERIFY(chat.client->outbox().isEmpty()); // failed ones do not count
        QCOMPARE(chat.store->entries().front().failureCode, u"50107"_s);

        QVERIFY(chat.client->outbox().retry(first));
        QVERIFY(!chat.client->outbox().retry(first)); // it has not failed any more
        QVERIFY(!chat.client->outbox().retry(u"unknown"_s));
        chat.clock.settle();
        QCOMPARE(chat.service.textsOf(chat.sid).constLast(), u"one"_s);
        QCOMPARE(chat.answers.size(), 2); // its callback has had its answer
        chat.clock.advance(1s);
        QVERIFY(chat.store->entries().empty());
    }

    void discarding()
    {
        Chat chat;
        chat.begin();
        chat.client->stop();
        const QString id = chat.say(u"one"_s);
        chat.say(u"two"_s);
        QVERIFY(chat.client->outbox().discard(id));
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(u"one: cancelled"_s));
        chat.client->start();
        chat.clock.advance(5s);
        QCOMPARE(chat.service.textsOf(chat.sid), QStringList({ u"soup?"_s, u"two"_s }));
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
        const QString id = chat.say(u"one"_s);
        chat.clock.settle();
        QVERIFY(held);
        QVERIFY(!chat.client->outbox().discard(id));
        QCOMPARE(chat.delivery(), u"one 2"_s);
        QVERIFY(chat.answers.isEmpty());
        chat.service.intercept = nullptr;
        chat.clock.advance(1min); // the answer never comes; the message is looked for and sent
        QCOMPARE(chat.service.textsOf(chat.sid).constLast(), u"one"_s);
        QVERIFY(!chat.client->outbox().discard(id)); // sent
        QVERIFY(!chat.client->outbox().discard(u"unknown"_s));
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
                 QStringList({ u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s }));
        QCOMPARE(chat.sends(), 5);
    }

    void refusedAtOnce_data()
    {
        QTest::addColumn<QString>("conversation");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("code");
        const QString known = u"lunch/1"_s;
        QTest::newRow("too long") << known << QString(MaxBodyBytes + 1, u'x') << u"tooLong"_s;
        QTest::newRow("too long in bytes")
            << known << QString(MaxBodyBytes / 2 + 1, u'ü') << u"tooLong"_s;
        QTest::newRow("empty") << known << QString() << u"invalid"_s;
        QTest::newRow("unknown name") << u"nowhere"_s << u"x"_s << u"notFound"_s;
        QTest::newRow("unknown sid") << FakeService::sidOf(99) << u"x"_s << u"notFound"_s;
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
        chat.say(u"yes"_s);
        chat.clock.settle();
        QVERIFY(chat.store->entries().front().attempted);
        chat.client.reset();
        chat.service.intercept = {};
        for (int i = 0; i < messagesSince; ++i)
            chat.service.addMessage(chat.sid, u"bob"_s, u"meanwhile"_s);
        const int before = chat.sends();
        chat.restart();
        QCOMPARE(chat.service.textsOf(chat.sid).count(u"yes"_s), 1);
        QCOMPARE(chat.sends() - before, wasCarriedOut ? 0 : 1);
        QVERIFY(chat.store->entries().empty());
        QVERIFY(chat.client->outbox().isEmpty());
    }

    void whatWaitsAtTheStartIsToldLikeEverythingElse()
    {
        Chat chat;
        chat.begin();
        chat.client->stop();
        chat.say(u"yes"_s);
        chat.restart();
        QCOMPARE(chat.takeLog(u"message"_s), QStringList(u"message 1 alice: yes"_s));
    }

    void failedOnesAreFailedAfterARestart()
    {
        Chat chat;
        chat.begin();
        chat.service.intercept = [&](const FakeSyncService::Call &call) {
            if (!Chat::isSend(call))
                return false;
            chat.service.replyTo(call, 400, { { u"code"_s, 50504 } });
            return true;
        };
        chat.say(u"one"_s);
        chat.clock.settle();
        chat.restart();
        QCOMPARE(chat.delivery(), u"one 3"_s);
        QCOMPARE(codeName(*chat.client->outbox().messages(chat.sid).front().failure), u"50504"_s);
        QVERIFY(chat.client->outbox().discard(
            chat.client->outbox().messages(chat.sid).front().localId));
        QVERIFY(chat.store->entries().empty());
    }

    void aMessageToAConversationThatIsGoneFails()
    {
        Chat chat;
        chat.begin();
        chat.client->stop();
        chat.say(u"hello?"_s);
        chat.clock.settle();
        chat.service.deleteConversation(chat.sid);
        chat.client->start();
        chat.clock.advance(5s);
        QCOMPARE(chat.answers, QStringList(u"hello?: 50350"_s));
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
            chat.service.replyTo(call, status, { { u"code"_s, serviceCode } });
            return true;
        };
        chat.say(u"x"_s);
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(u"x: "_s + reason));
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
            bool remove(const QStringList &) override { return false; }
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
        QVERIFY(chat.say(u"yes"_s).isEmpty());
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(u"yes: invalid"_s));
        QCOMPARE(chat.sends(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_ChatOutbox)
#include "tst_chat_outbox.moc"
