// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/httptransfer.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace parley;
using namespace parley::chat;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype Megabyte = 1024 * 1024;

/// One real connection; what it says is up to the test.
class Server
{
public:
    Server()
    {
        if (!tcp.listen(QHostAddress::LocalHost))
            qFatal("no port");
        QObject::connect(&tcp, &QTcpServer::newConnection, &tcp, [this] {
            socket = tcp.nextPendingConnection();
            ++connections;
            QObject::connect(socket, &QTcpSocket::readyRead, &tcp, [this] {
                if (isReading)
                    got += socket->readAll();
                if (got.contains("\r\n\r\n") && !answer.isEmpty())
                    socket->write(std::exchange(answer, {}));
            });
        });
    }

    [[nodiscard]] QUrl url() const
    {
        return QUrl(u"http://127.0.0.1:%1/x"_s.arg(tcp.serverPort()));
    }

    QTcpServer tcp;
    QPointer<QTcpSocket> socket;
    QByteArray got;
    QByteArray answer;
    int connections = 0;
    bool isReading = true;
};

QByteArray http(const QByteArray &head, const QByteArray &body = {})
{
    return "HTTP/1.1 " + head + "\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n\r\n" + body;
}

} // namespace

class tst_ChatHttpTransfer : public QObject
{
    Q_OBJECT

private:
    void start(HttpTransfer::Request request, QObject *context,
               HttpTransfer::Progress progress = {})
    {
        request.service = ServicePlace::ThisMachine;
        HttpTransfer::start(
            m_network, m_clock, request, &m_owner, context, std::move(progress),
            [this](const Outcome<HttpTransfer::Answer> &outcome) {
                const auto *answer = std::get_if<HttpTransfer::Answer>(&outcome);
                m_answers.append(
                    answer != nullptr
                        ? u"%1 %2"_s.arg(answer->httpStatus).arg(QString::fromLatin1(answer->body))
                        : codeName(std::get<ChatError>(outcome)));
            });
    }

    SystemClock m_clock;
    QNetworkAccessManager m_network;
    QObject m_owner;
    QStringList m_answers;

private Q_SLOTS:
    void init() { m_answers.clear(); }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("success") << http("200 OK", "hello") << "200 hello";
        QTest::newRow("refusal with its body") << http("404 Not Found", "{}") << "404 {}";
        QTest::newRow("a redirect is not followed")
            << http("302 Found\r\nLocation: /elsewhere") << "badAnswer";
        QTest::newRow("longer than allowed") << http("200 OK", QByteArray(101, 'x')) << "tooLarge";
        // The page of a proxy: its status says that it may pass, so its length must not hide that.
        QTest::newRow("a refusal without end")
            << http("503 Service Unavailable", QByteArray(20000, 'x')) << "503";
        QTest::newRow("cut off in the middle")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf") << "connectionLost";
    }

    void answers()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, outcome);
        Server server;
        server.answer = answer;
        QObject context;
        start({ .url = server.url(), .token = "secret", .maxBytes = 100 }, &context);
        QTRY_VERIFY_WITH_TIMEOUT(server.socket && server.answer.isEmpty(), 20000);
        if (outcome == "connectionLost"_L1)
            server.socket->disconnectFromHost();
        QTRY_COMPARE_WITH_TIMEOUT(m_answers.size(), 1, 20000);
        QCOMPARE(m_answers.first().left(outcome.size()), outcome);
        QCOMPARE(server.connections, 1);
        QVERIFY(server.got.toLower().contains("x-twilio-token: secret\r\n"));
        QVERIFY(server.got.startsWith("GET /x HTTP/1.1\r\n"));
    }

    void uploads()
    {
        Server server;
        const auto body = std::make_shared<QBuffer>();
        body->setData(QByteArray(2 * Megabyte, 'x'));
        QVERIFY(body->open(QIODevice::ReadOnly));
        QObject context;
        qint64 most = 0;
        start({ .verb = "POST", .url = server.url(), .contentType = "a/b", .body = body }, &context,
              [&most](qint64 sent, qint64) { most = std::max(most, sent); });
        QTRY_VERIFY_WITH_TIMEOUT(server.got.size() > 2 * Megabyte, 20000);
        server.socket->write(http("201 Created", "done"));
        QTRY_COMPARE_WITH_TIMEOUT(m_answers, QStringList(u"201 done"_s), 20000);
        QCOMPARE(most, 2 * Megabyte);
        QVERIFY(server.got.toLower().contains("content-length: 2097152\r\n"));
        QVERIFY(server.got.toLower().contains("content-type: a/b\r\n"));
    }

    // The body goes with the last that needs it: under a memory checker this must be quiet.
    void cancelledInTheMiddleOfAnUpload()
    {
        Server server;
        server.isReading = false;
        auto body = std::make_shared<QBuffer>();
        body->setData(QByteArray(50 * Megabyte, 'x'));
        QVERIFY(body->open(QIODevice::ReadOnly));
        auto context = std::make_unique<QObject>();
        qint64 most = 0;
        start({ .verb = "POST", .url = server.url(), .body = std::exchange(body, {}) },
              context.get(), [&most](qint64 sent, qint64) { most = std::max(most, sent); });
        QTRY_VERIFY_WITH_TIMEOUT(most > 0, 20000);
        QSignalSpy gone(server.socket, &QTcpSocket::disconnected);
        context.reset();
        server.isReading = true;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&server] {
                server.socket->readAll();
                return server.socket->state() == QAbstractSocket::UnconnectedState;
            }(),
            20000);
        QVERIFY(m_answers.isEmpty());
        QVERIFY(most < 50 * Megabyte);
    }

    void nobodyThere()
    {
        QUrl url;
        {
            Server server;
            url = server.url();
        }
        QObject context;
        start({ .url = url }, &context);
        QTRY_COMPARE_WITH_TIMEOUT(m_answers, QStringList(u"offline"_s), 20000);
    }
};

QTEST_GUILESS_MAIN(tst_ChatHttpTransfer)
#include "tst_chat_httptransfer.moc"
