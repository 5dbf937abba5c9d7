// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"
#include "chat/messagelistmodel.h"
#include "support/testtoken.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <utility>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace parley;
using namespace parley::chat;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Chat : ChatBench
{
    explicit Chat(std::unique_ptr<OutboxStore> outbox = makeMemoryOutboxStore())
        : ChatBench(std::move(outbox))
        , sid(service.addConversation(1, u"Lunch"_s))
    {
        start();
        takeLog();
        follow();
    }

    void follow()
    {
        QObject::connect(&client->outbox(), &ChatOutbox::uploadProgress, client.get(),
                         [this](const QString &, const QString &, qint64 sent, qint64 total) {
                             progress.append(u"%1/%2"_s.arg(sent).arg(total));
                         });
    }

    QString file(const QString &name, const QByteArray &content) const
    {
        QFile out(folder.filePath(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            qFatal("no test file");
        return out.fileName();
    }

    QString send(const std::vector<Attachment> &attachments, const QString &body = {})
    {
        return client->outbox().send(
            sid, OutgoingMessage { .body = body, .attachments = attachments }, &context,
            [this](const Outcome<Message> &outcome) { answers.append(textOf(outcome)); });
    }

    /// Body, state, failure of what waits.
    [[nodiscard]] QStringList waiting() const
    {
        QStringList lines;
        for (const Message &message : client->outbox().messages(sid)) {
            lines.append(u"%1 %2%3"_s.arg(message.media.size())
                             .arg(int(message.delivery))
                             .arg(message.failure ? u' ' + codeName(*message.failure) : QString()));
        }
        return lines;
    }

    [[nodiscard]] int posts() const { return service.countCalls(u"POST"_s, u"Messages"_s); }

    QTemporaryDir folder;
    QString sid;
    QStringList answers;
    QStringList progress;
};

bool isUpload(const FakeReply &reply)
{
    return reply.url().path().endsWith("/Media"_L1);
}

} // namespace

class tst_ChatAttachments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void uploadsOneAfterTheOtherThenSends()
    {
        Chat chat;
        const QString path = chat.file(u"a menü.txt"_s, "soup of the day");
        chat.http.intercept = [&chat](FakeReply &) {
            return chat.http.replies.size() > 1 && chat.http.replies.at(0)
                && !chat.http.replies.at(0)->isFinished(); // never two at a time
        };
        chat.send({ { .filePath = path }, { .data = "12345", .filename = u"b.png"_s } }, u"look"_s);
        QCOMPARE(chat.waiting(), QStringList(u"2 2"_s));
        const Message message = chat.client->outbox().messages(chat.sid).front();
        QVERIFY(message.media.at(0).sid.isEmpty());
        QCOMPARE(message.media.at(0).filename, u"a menü.txt"_s);
        QCOMPARE(message.media.at(0).contentType, u"text/plain"_s);
        QCOMPARE(message.media.at(0).size, 15);
        QCOMPARE(message.media.at(1).contentType, u"image/png"_s);
        const MessageListModel model(*chat.client, chat.sid);
        chat.clock.settle();
        const ListedMessage last = model.at(model.rowCount() - 1);
        QCOMPARE(last.message.index, 0);
        QCOMPARE(last.uploadProgress, -1.0); // it is over
        QCOMPARE(chat.http.log, QStringList(2, u"POST media with token"_s));
        QCOMPARE(chat.answers, QStringList(u"ok"_s));
        QCOMPARE(chat.waiting(), QStringList());
        QCOMPARE(chat.posts(), 1);
        const auto *call = chat.service.lastCall(u"POST"_s, u"Messages"_s);
        const QJsonArray sids = call->body.value("media_sids"_L1).toArray();
        QCOMPARE(sids.size(), 2);
        const FakeMedia::File first = chat.http.files.value(sids.at(0).toString());
        QCOMPARE(first.content, QByteArray("soup of the day"));
        QCOMPARE(first.filename, u"a menü.txt"_s);
        QCOMPARE(first.contentType, u"text/plain"_s);
        QCOMPARE(chat.http.files.value(sids.at(1).toString()).content, QByteArray("12345"));
        QCOMPARE(chat.progress.first(), u"0/20"_s);
        QCOMPARE(chat.progress.last(), u"20/20"_s);
        QVERIFY(chat.progress.contains(u"17/20"_s)); // half of the second one
        QCOMPARE(chat.takeLog(u"message"_s), QStringList(u"message 0 alice: look"_s));
    }

    void aFileAloneNeedsNoBody()
    {
        Chat chat;
        chat.send({ { .data = "x", .filename = u"x.bin"_s } });
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(u"ok"_s));
        const auto *call = chat.service.lastCall(u"POST"_s, u"Messages"_s);
        QVERIFY(!call->body.contains("body"_L1));
    }

    void limits_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("bytes");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("as many as may be") << 3 << 10 << "ok";
        QTest::newRow("one too many") << 4 << 10 << "tooMany";
        QTest::newRow("as large as may be") << 1 << 1024 * 1024 << "ok";
        QTest::newRow("one byte too large") << 1 << 1024 * 1024 + 1 << "tooLarge";
        QTest::newRow("too large together") << 3 << 1000 * 1000 << "tooLarge";
    }

    void limits()
    {
        QFETCH(int, count);
        QFETCH(int, bytes);
        QFETCH(QString, outcome);
        ChatBench bench;
        bench.service.configuration.insert(
            u"options"_s,
            QJsonObject { { u"media_attachments_count_limit"_s, 3 },
                          { u"media_attachment_size_limit_in_mb"_s, 1 },
                          { u"media_attachments_total_size_limit_in_mb"_s, 2 } });
        const QString sid = bench.service.addConversation(1, u"Lunch"_s);
        bench.start();
        QStringList answers;
        const QString localId = bench.client->outbox().send(
            sid,
            OutgoingMessage { .attachments = std::vector<Attachment>(
                                  size_t(count), { .data = QByteArray(bytes, 'x') }) },
            &bench.context,
            [&answers](const Outcome<Message> &got) { answers.append(textOf(got)); });
        QCOMPARE(localId.isEmpty(), outcome != "ok"_L1);
        QVERIFY(answers.isEmpty()); // never before the call has returned
        bench.clock.settle();
        QCOMPARE(answers, QStringList(outcome));
        QCOMPARE(bench.http.log.isEmpty(), outcome != "ok"_L1);
        QVERIFY(bench.client->outbox().messages(sid).empty());
    }

    void filesThatCannotBeRead_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("does not exist") << "nothing";
        QTest::newRow("is a folder") << "folder";
    }

    void filesThatCannotBeRead()
    {
        QFETCH(QString, name);
        Chat chat;
        QVERIFY(QDir(chat.folder.path()).mkdir(u"folder"_s));
        QVERIFY(chat.send({ { .filePath = chat.folder.filePath(name) } }).isEmpty());
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(u"fileMissing"_s));
        QCOMPARE(chat.waiting(), QStringList());
    }

    void aFileThatGoesOrChangesIsTold_data()
    {
        QTest::addColumn<QString>("fate");
        QTest::newRow("removed") << u"removed"_s;
        QTest::newRow("changed") << u"changed"_s;
#ifdef Q_OS_UNIX
        QTest::newRow("a pipe") << u"pipe"_s;
#endif
    }

    void aFileThatGoesOrChangesIsTold()
    {
        QFETCH(QString, fate);
        Chat chat;
        chat.service.cutLink();
        const QString path = chat.file(u"a.txt"_s, "before");
        const QString localId = chat.send({ { .filePath = path } });
        chat.send({ { .data = "x" } });
        QVERIFY(QFile::remove(path));
        if (fate == u"changed"_s)
            chat.file(u"a.txt"_s, "after, and longer");
#ifdef Q_OS_UNIX
        if (fate == u"pipe"_s) // opening it would wait for a writer
            QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
#endif
        chat.clock.advance(5s);
        QCOMPARE(chat.answers, QStringList({ u"fileMissing"_s, u"ok"_s }));
        QCOMPARE(chat.waiting(), QStringList(u"1 3 fileMissing"_s));
        chat.restart(); // it says so still
        QCOMPARE(chat.waiting(), QStringList(u"1 3 fileMissing"_s));
        QVERIFY(chat.client->outbox().discard(localId));
        QCOMPARE(chat.waiting(), QStringList());
        QCOMPARE(chat.posts(), 1);
    }

    void whatIsUploadedIsNotUploadedAgain()
    {
        Chat chat;
        chat.http.intercept = [&chat](FakeReply &) { return chat.http.replies.size() > 1; };
        chat.send({ { .data = "first" }, { .data = "second" } }, u"two"_s);
        chat.clock.settle();
        QCOMPARE(chat.http.files.size(), 1);
        chat.restart(); // in the middle of the second file
        chat.http.intercept = {};
        chat.clock.advance(3s);
        QCOMPARE(chat.http.files.size(), 1);
        chat.clock.advance(60s);
        QCOMPARE(chat.waiting(), QStringList());
        QCOMPARE(chat.posts(), 1);
    }

    void aRestartGoesOnWhereItWas()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"outbox.sqlite"_s);
        Chat chat(openOutboxStore(path, nullptr));
        int uploads = 0;
        chat.http.intercept
            = [&uploads](FakeReply &reply) { return isUpload(reply) && ++uploads > 1; };
        chat.send({ { .data = "first" }, { .data = "second" } }, u"two"_s);
        chat.clock.settle();
        QCOMPARE(uploads, 2);
        chat.client.reset();
        chat.store = openOutboxStore(path, nullptr); // another process
        chat.http.intercept = {};
        chat.restart();
        chat.clock.settle();
        QCOMPARE(chat.waiting(), QStringList());
        QCOMPARE(chat.posts(), 1);
        QCOMPARE(chat.http.files.size(), 2);
        const auto *call = chat.service.lastCall(u"POST"_s, u"Messages"_s);
        QByteArrayList contents;
        for (const QJsonValue &sid : call->body.value("media_sids"_L1).toArray())
            contents.append(chat.http.files.value(sid.toString()).content);
        QCOMPARE(contents, QByteArrayList({ "first", "second" }));
    }

    void discardingEndsTheUpload()
    {
        Chat chat;
        chat.http.intercept = [](FakeReply &) { return true; };
        const QString localId = chat.send({ { .data = "x" } });
        chat.send({}, u"behind"_s);
        chat.clock.settle();
        QCOMPARE(chat.waiting(), QStringList({ u"1 2"_s, u"0 1"_s }));
        QVERIFY(chat.client->outbox().discard(localId));
        QVERIFY(chat.http.replies.at(0)->isAborted());
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList({ u"cancelled"_s, u"ok"_s }));
        QCOMPARE(chat.service.textsOf(chat.sid), QStringList(u"behind"_s));
    }

    void troubleThatPassesIsWaitedOut_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("not reached") << 0;
        QTest::newRow("too many requests") << 429;
        QTest::newRow("unavailable") << 503;
    }

    void troubleThatPassesIsWaitedOut()
    {
        QFETCH(int, status);
        Chat chat;
        int failures = 3;
        chat.http.intercept = [status, &failures](FakeReply &reply) {
            if (failures-- <= 0)
                return false;
            status != 0 ? reply.answer(status, {})
                        : reply.fail(QNetworkReply::ConnectionRefusedError);
            return true;
        };
        chat.send({ { .data = "x" } });
        chat.clock.settle();
        QCOMPARE(chat.waiting(), QStringList(u"1 1"_s));
        QVERIFY(chat.answers.isEmpty());
        chat.clock.advance(60s);
        QCOMPARE(chat.answers, QStringList(u"ok"_s));
        QCOMPARE(chat.http.log.size(), 4);
    }

    void aRefusedFileStopsWithTheReason()
    {
        Chat chat;
        chat.http.intercept = [](FakeReply &reply) {
            reply.answer(400, R"({"status": 400, "code": 50511, "message": "bad type"})");
            return true;
        };
        const QString localId = chat.send({ { .data = "x" } });
        chat.clock.settle();
        QCOMPARE(chat.answers, QStringList(u"50511"_s));
        QCOMPARE(chat.waiting(), QStringList(u"1 3 50511"_s));
        chat.http.intercept = {};
        QVERIFY(chat.client->outbox().retry(localId));
        chat.clock.settle();
        QCOMPARE(chat.waiting(), QStringList());
        QCOMPARE(chat.posts(), 1);
    }

    // The service has dropped what was uploaded: only a new upload helps.
    void aRetryUploadsAgainWhatTheServiceHasDropped()
    {
        Chat chat;
        int refusals = 1;
        chat.service.intercept = [&chat, &refusals](const FakeSyncService::Call &call) {
            if (call.path.last() != "Messages"_L1 || refusals-- <= 0)
                return false;
            chat.service.replyTo(call, 400, { { u"code"_s, 50507 } });
            return true;
        };
        const QString localId = chat.send({ { .data = "x" } });
        chat.clock.settle();
        QCOMPARE(chat.waiting(), QStringList(u"1 3 50507"_s));
        QVERIFY(chat.client->outbox().retry(localId));
        chat.clock.settle();
        QCOMPARE(chat.waiting(), QStringList());
        QCOMPARE(chat.http.files.size(), 2);
    }

    void anExpiredTokenIsExchangedAndTheUploadRepeated()
    {
        Chat chat;
        const AccessToken next = makeToken({ .serial = 2 });
        chat.http.goodToken = next.jwt();
        int doubts = 0;
        QObject::connect(chat.client->tokenConsumer(), &TokenConsumer::tokenDoubted, &chat.context,
                         [&doubts] { ++doubts; });
        chat.send({ { .data = "x" } });
        chat.clock.settle();
        QCOMPARE(doubts, 1);
        QCOMPARE(chat.http.log.size(), 1);
        chat.client->tokenConsumer()->offerToken(next, TokenReply());
        chat.clock.settle();
        QCOMPARE(chat.http.log.size(), 2);
        QCOMPARE(chat.answers, QStringList(u"ok"_s));
    }

    void withoutANewTokenItIsTriedLater()
    {
        Chat chat;
        chat.http.goodToken = "another";
        chat.send({ { .data = "x" } });
        chat.clock.advance(29s);
        QCOMPARE(chat.http.log.size(), 1);
        QCOMPARE(chat.waiting(), QStringList(u"1 2"_s));
        chat.clock.advance(1500ms);
        QCOMPARE(chat.waiting(), QStringList(u"1 1"_s));
        chat.http.goodToken.clear();
        chat.clock.advance(60s);
        QCOMPARE(chat.answers, QStringList(u"ok"_s));
    }

    // Else the whole file would go out every minute for ever.
    void aTokenThatIsNeverTakenFailsTheMessage()
    {
        Chat chat;
        chat.http.goodToken = "another";
        const QString localId = chat.send({ { .data = "x" } });
        chat.clock.advance(3min);
        QCOMPARE(chat.http.log.size(), 3);
        QCOMPARE(chat.answers, QStringList(u"20104"_s));
        QCOMPARE(chat.waiting(), QStringList(u"1 3 20104"_s));
        chat.http.goodToken.clear();
        QVERIFY(chat.client->outbox().retry(localId));
        chat.clock.settle();
        QCOMPARE(chat.waiting(), QStringList());
    }

    void theServiceGetsMinutesToTakeAFile()
    {
        Chat chat;
        chat.http.intercept = [](FakeReply &reply) {
            reply.tellUploaded(reply.uploaded().size());
            return true;
        };
        chat.send({ { .data = "x" } });
        chat.clock.advance(4min);
        QCOMPARE(chat.http.log.size(), 1);
        QVERIFY(!chat.http.replies.at(0)->isAborted());
        chat.clock.advance(20min);
        QCOMPARE(chat.http.log.size(), 3);
        QCOMPARE(chat.answers, QStringList(u"timeout"_s));
    }

    void conversationsInOutboxAreThoseOfTheQueue()
    {
        Chat chat;
        QCOMPARE(chat.client->outbox().conversations(), QStringList());
        chat.service.cutLink();
        chat.send({}, u"waits"_s);
        QCOMPARE(chat.client->outbox().conversations(), QStringList(chat.sid));
    }
};

QTEST_GUILESS_MAIN(tst_ChatAttachments)
#include "tst_chat_attachments.moc"
