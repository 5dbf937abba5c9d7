// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatbench.h"
#include "chat/httptransfer.h"
#include "support/testtoken.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace parley::chat;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Files : ChatBench
{
    Files()
    {
        start();
        media = { .sid = http.add({ .content = "0123456789" }),
                  .category = u"media"_s,
                  .filename = u"../../evil"_s,
                  .contentType = u"text/plain"_s,
                  .size = 10 };
    }

    void download(QObject *owner)
    {
        client->media().download(
            media, path(), owner,
            [this](qint64 got, qint64 total) { progress.append(u"%1/%2"_s.arg(got).arg(total)); },
            [this](const Outcome<QString> &outcome) { answers.append(textOf(outcome)); });
    }
    void load(qint64 limit)
    {
        client->media().load(media, limit, &context, [this](const Outcome<QByteArray> &outcome) {
            const auto *bytes = std::get_if<QByteArray>(&outcome);
            answers.append(bytes != nullptr ? QString::fromLatin1(*bytes) : textOf(outcome));
        });
    }

    [[nodiscard]] QString path() const { return folder.filePath(u"saved.txt"_s); }
    [[nodiscard]] QByteArray saved() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QStringList leftBehind() const
    {
        return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
    }
    /// The reply that carries the content itself, once it was asked for.
    [[nodiscard]] FakeReply *contentReply() const
    {
        for (const auto &reply : http.replies) {
            if (reply && reply->url().host() == "content.example"_L1)
                return reply;
        }
        return nullptr;
    }
    /// Content requests stay unanswered.
    void holdContent()
    {
        http.intercept
            = [](FakeReply &reply) { return reply.url().host() == "content.example"_L1; };
    }

    QTemporaryDir folder;
    Media media;
    QStringList answers;
    QStringList progress;
};

const char *const Record = "GET record with token";
const char *const Content = "GET content";

} // namespace

class tst_ChatMedia : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void permittedUrls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("byOneHere"); // by a service on this machine
        QTest::addColumn<bool>("byOneElsewhere");
        QTest::newRow("https") << "https://mcs.us1.twilio.com/v1" << true << true;
        QTest::newRow("http on this machine") << "http://127.0.0.1:8080/v1" << true << false;
        QTest::newRow("http on localhost") << "http://localhost:8080/v1" << true << false;
        QTest::newRow("http on this machine, IPv6") << "http://[::1]:8080/v1" << true << false;
        QTest::newRow("https on this machine") << "https://127.0.0.1:8443/v1" << true << false;
        QTest::newRow("https on localhost") << "https://LOCALHOST./v1" << true << false;
        QTest::newRow("another address of the loopback") << "http://127.1.2.3/v1" << true << false;
        QTest::newRow("short form") << "https://127.1/v1" << true << false;
        QTest::newRow("IPv4 in IPv6") << "https://[::ffff:127.0.0.1]/v1" << true << false;
        QTest::newRow("any address") << "https://0.0.0.0/v1" << true << false;
        QTest::newRow("any address, IPv6") << "https://[::]/v1" << true << false;
        QTest::newRow("a name below localhost") << "https://a.localhost/v1" << true << false;
        QTest::newRow("http elsewhere") << "http://mcs.us1.twilio.com/v1" << false << false;
        QTest::newRow("http on a name that begins like it")
            << "http://localhost.evil.com/" << false << false;
        QTest::newRow("file") << "file:///etc/passwd" << false << false;
        QTest::newRow("no host") << "https:///v1" << false << false;
        QTest::newRow("empty") << "" << false << false;
    }

    void permittedUrls()
    {
        QFETCH(QString, url);
        QTEST(isPermittedUrl(QUrl(url), ServicePlace::ThisMachine), "byOneHere");
        QTEST(isPermittedUrl(QUrl(url), ServicePlace::Elsewhere), "byOneElsewhere");
    }

    void downloads()
    {
        Files files;
        files.holdContent();
        files.download(&files.context);
        files.clock.settle();
        QCOMPARE(files.http.log,
                 QStringList({ QString::fromLatin1(Record), QString::fromLatin1(Content) }));
        files.contentReply()->begin(200, 10, "01234");
        QCOMPARE(files.progress, QStringList(u"5/10"_s));
        QVERIFY(!QFile::exists(files.path())); // not before it is complete
        files.contentReply()->addPart("56789");
        files.contentReply()->finish();
        files.clock.settle();
        QCOMPARE(files.answers, QStringList(u"ok"_s));
        QCOMPARE(files.saved(), QByteArray("0123456789"));
        QCOMPARE(files.leftBehind(), QStringList(u"saved.txt"_s));
    }

    void theTokenGoesToTheMediaServiceAlone()
    {
        Files files;
        files.download(&files.context);
        files.clock.settle();
        QCOMPARE(files.http.replies.size(), size_t(2));
        QCOMPARE(files.http.log.filter(u"token"_s).size(), 1);
        QVERIFY(files.http.log.first().endsWith("token"_L1));
    }

    void cancelledByItsContext()
    {
        Files files;
        files.holdContent();
        auto owner = std::make_unique<QObject>();
        files.download(owner.get());
        files.clock.settle();
        files.contentReply()->begin(200, 10, "01234");
        const QPointer<FakeReply> reply = files.contentReply();
        owner.reset();
        QVERIFY(reply->isAborted());
        files.clock.advance(60s);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(files.answers.isEmpty());
        QCOMPARE(files.leftBehind(), QStringList());
    }

    void signingOutCancels()
    {
        Files files;
        files.holdContent();
        files.download(&files.context);
        files.clock.settle();
        files.client->reset();
        files.clock.settle();
        QCOMPARE(files.answers, QStringList(u"cancelled"_s));
        QCOMPARE(files.leftBehind(), QStringList());
    }

    void theEndComesBeforeAKnownAddressIsUsed_data()
    {
        QTest::addColumn<bool>("isDestroyed");
        QTest::newRow("signed out") << false;
        QTest::newRow("destroyed") << true;
    }

    void theEndComesBeforeAKnownAddressIsUsed()
    {
        QFETCH(bool, isDestroyed);
        Files files;
        files.load(100);
        files.clock.settle();
        files.answers.clear();
        const auto asked = files.http.log.size();
        files.download(&files.context);
        if (isDestroyed)
            files.client.reset();
        else
            files.client->reset();
        files.clock.settle();
        QCOMPARE(files.answers, QStringList(isDestroyed ? 0 : 1, u"cancelled"_s));
        QCOMPARE(files.http.log.size(), asked);
        QCOMPARE(files.leftBehind(), QStringList());
    }

    void anAddressIsKeptUntilItRunsOut()
    {
        Files files;
        files.load(100);
        files.clock.settle();
        files.load(100);
        files.clock.settle();
        QCOMPARE(files.http.log.count(QString::fromLatin1(Record)), 1);
        files.http.expireAddresses(); // earlier than we thought
        files.load(100);
        files.clock.settle();
        QCOMPARE(files.http.log.count(QString::fromLatin1(Record)), 2);
        files.clock.advance(5min);
        files.load(100);
        files.clock.settle();
        QCOMPARE(files.http.log.count(QString::fromLatin1(Record)), 3);
        QCOMPARE(files.answers, QStringList(4, u"0123456789"_s));
    }

    void aFreshAddressThatDoesNotWorkIsTold_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("unauthorized") << 401 << "refused";
        QTest::newRow("forbidden") << 403 << "refused";
        QTest::newRow("not found") << 404 << "notFound";
        QTest::newRow("gone") << 410 << "notFound";
        QTest::newRow("redirect") << 302 << "badAnswer";
        QTest::newRow("broken server") << 500 << "refused";
    }

    void aFreshAddressThatDoesNotWorkIsTold()
    {
        QFETCH(int, status);
        QFETCH(QString, code);
        Files files;
        files.http.intercept = [status](FakeReply &reply) {
            if (reply.url().host() != "content.example"_L1)
                return false;
            reply.answer(status, {});
            return true;
        };
        files.download(&files.context);
        files.clock.settle();
        QCOMPARE(files.answers, QStringList(code));
        QCOMPARE(files.http.log.size(), 2);
        QCOMPARE(files.leftBehind(), QStringList());
    }

    void wrongLengths_data()
    {
        QTest::addColumn<qint64>("recorded");
        QTest::addColumn<QString>("code");
        QTest::newRow("longer than the record says") << qint64(9) << "tooLarge";
        QTest::newRow("shorter than the record says") << qint64(11) << "badAnswer";
    }

    void wrongLengths()
    {
        QFETCH(qint64, recorded);
        QFETCH(QString, code);
        Files files;
        files.http.files[files.media.sid].size = recorded;
        files.download(&files.context);
        files.clock.settle();
        QCOMPARE(files.answers, QStringList(code));
        QCOMPARE(files.leftBehind(), QStringList());
    }

    void previewsAreBounded()
    {
        Files files;
        files.load(9);
        files.clock.settle();
        QCOMPARE(files.answers, QStringList(u"tooLarge"_s));
        QVERIFY(!files.http.log.contains(QString::fromLatin1(Content)));
    }

    void silenceEndsIt()
    {
        Files files;
        files.holdContent();
        files.download(&files.context);
        files.clock.settle();
        files.contentReply()->begin(200, 10, "0");
        files.clock.advance(20s);
        files.contentReply()->addPart("1"); // it moves
        files.clock.advance(20s);
        QVERIFY(files.answers.isEmpty());
        const QPointer<FakeReply> reply = files.contentReply();
        files.clock.advance(10s);
        QCOMPARE(files.answers, QStringList(u"timeout"_s));
        QVERIFY(reply.isNull() || reply->isAborted());
        QCOMPARE(files.leftBehind(), QStringList());
    }

    void aPlaceThatCannotBeWritten()
    {
        Files files;
        files.client->media().download(
            files.media, files.folder.filePath(u"no/such/folder"_s), &files.context, {},
            [&files](const Outcome<QString> &outcome) { files.answers.append(textOf(outcome)); });
        files.clock.settle();
        QCOMPARE(files.answers, QStringList(u"fileNotWritten"_s));
        QVERIFY(files.http.log.isEmpty());
    }

    void badSids_data()
    {
        QTest::addColumn<QString>("sid");
        QTest::newRow("empty") << "";
        QTest::newRow("of a message") << "IM00000000000000000000000000000001";
        QTest::newRow("path") << "ME/../../Token";
        QTest::newRow("query") << "ME1?x=y";
    }

    void badSids()
    {
        QFETCH(QString, sid);
        Files files;
        files.client->media().contentUrl(
            sid, &files.context,
            [&files](const Outcome<QUrl> &outcome) { files.answers.append(textOf(outcome)); });
        files.clock.settle();
        QCOMPARE(files.answers, QStringList(u"invalid"_s));
        QVERIFY(files.http.log.isEmpty());
    }

    void anAddressElsewhereIsNotFollowed()
    {
        Files files;
        files.http.intercept = [](FakeReply &reply) {
            reply.answer(200,
                         "{\"size\": 10, \"links\": "
                         "{\"content_direct_temporary\": \"http://evil/x\"}}");
            return true;
        };
        files.load(100);
        files.clock.settle();
        QCOMPARE(files.answers, QStringList(u"badAnswer"_s));
        QCOMPARE(files.http.log.size(), 1);
    }

    void aServiceOnPlainHttpElsewhereGetsNoToken()
    {
        ChatBench bench;
        QJsonObject links = bench.service.configuration.value("links"_L1).toObject();
        links.insert(u"media_service"_s, u"http://evil.example/Media"_s);
        bench.service.configuration.insert(u"links"_s, links);
        bench.start();
        QString answer;
        bench.client->media().contentUrl(
            u"ME00000000000000000000000000000001"_s, &bench.context,
            [&answer](const Outcome<QUrl> &outcome) { answer = textOf(outcome); });
        bench.clock.settle();
        QCOMPARE(answer, u"notFound"_s);
        QVERIFY(bench.http.log.isEmpty());
    }

    void anExpiredTokenIsExchangedOnce()
    {
        Files files;
        const AccessToken next = makeToken({ .serial = 2 });
        files.http.goodToken = next.jwt();
        files.load(100);
        files.clock.settle();
        QVERIFY(files.answers.isEmpty());
        files.client->tokenConsumer()->offerToken(next, TokenReply());
        files.clock.settle();
        QCOMPARE(files.answers, QStringList(u"0123456789"_s));

        files.http.goodToken = "yet another";
        files.clock.advance(5min); // the address has run out
        files.load(100);
        files.clock.advance(31s);
        QCOMPARE(files.answers.last(), u"20104"_s);
    }
};

QTEST_GUILESS_MAIN(tst_ChatMedia)
#include "tst_chat_media.moc"
