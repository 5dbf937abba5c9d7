// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "httpstage.h"

#include <QFile>
#include <QLoggingCategory>
#include <QProcess>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;

namespace {

/// A TLS server with a certificate that no client trusts; null where none can be made.
std::unique_ptr<QSslServer> makeTlsServer(const QTemporaryDir &folder)
{
    const QString openssl = QStandardPaths::findExecutable(u"openssl"_s);
    if (openssl.isEmpty() || !QSslSocket::supportsSsl())
        return nullptr;
    const QString keyFile = folder.filePath(u"key.pem"_s);
    const QString certificateFile = folder.filePath(u"certificate.pem"_s);
    QProcess process;
    process.start(
        openssl,
        u"req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -keyout %1 -out %2"_s
            .arg(keyFile, certificateFile)
            .split(QLatin1Char(' ')));
    QFile key(keyFile);
    if (!process.waitForFinished() || !key.open(QFile::ReadOnly))
        return nullptr;
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPrivateKey(QSslKey(&key, QSsl::Rsa));
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(certificateFile));
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(configuration);
    return server;
}

} // namespace

/// What HttpTokenProvider says of a port that speaks another protocol, and of a certificate.
class tst_token_httpports : public QObject
{
    Q_OBJECT

private:
    /// Why a token cannot be had from \a url.
    static TokenError errorFrom(const QUrl &url)
    {
        QNetworkAccessManager network;
        HttpTokenProvider provider(network, url, TokenAuth::Basic);
        provider.setCredential(passwordOf(u"alice"_s));
        std::optional<FetchOutcome> outcome;
        provider.fetchToken("key", &provider,
                            [&outcome](const FetchOutcome &result) { outcome = result; });
        if (!QTest::qWaitFor([&outcome] { return bool(outcome); }))
            return { .code = TokenError::Code::Timeout };
        const auto *error = std::get_if<TokenError>(&outcome->result);
        return error != nullptr ? *error : TokenError { .detail = u"a token came"_s };
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(u"parley.token.*=false\nqt.network.ssl=false"_s);
    }

    void tellsPlainHttpAtAPortForHttps_data()
    {
        QTest::addColumn<QByteArray>("toGreeting"); // what it says to a TLS client
        QTest::newRow("waits for the end of the head") << QByteArray();
        QTest::newRow("says 400") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
        QTest::newRow("closes") << QByteArray("close");
    }

    void tellsPlainHttpAtAPortForHttps()
    {
        QFETCH(QByteArray, toGreeting);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, toGreeting] {
                const QByteArray said = socket->peek(10000);
                if (said.endsWith("\r\n\r\n"))
                    socket->write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                else if (toGreeting == "close")
                    socket->disconnectFromHost();
                else
                    socket->write(toGreeting);
            });
        });
        const TokenError error
            = errorFrom(QUrl(u"https://127.0.0.1:%1/token"_s.arg(server.serverPort())));
        QCOMPARE(error.code, TokenError::Code::PortSpeaksHttp);
    }

    void tellsTlsAtAPortForHttp_data()
    {
        QTest::addColumn<QByteArray>("toPlain"); // what it says to a plain request
        QTest::newRow("closes") << QByteArray();
        QTest::newRow("an alert") << QByteArray::fromHex("15030300020246");
        QTest::newRow("says 400 and why")
            << TinyHttpServer::reply(400, "Client sent an HTTP request to an HTTPS server.\n");
    }

    void tellsTlsAtAPortForHttp()
    {
        QFETCH(QByteArray, toPlain);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, toPlain] {
                const QByteArray said = socket->readAll();
                // A greeting of TLS, complete in one record.
                const bool isTls = said.startsWith("\x16\x03\x01")
                    && said.size() == 5 + quint8(said.at(3)) * 256 + quint8(said.at(4));
                socket->write(isTls ? QByteArray::fromHex("1603030001") : toPlain);
                socket->disconnectFromHost();
            });
        });
        const TokenError error
            = errorFrom(QUrl(u"http://127.0.0.1:%1/token"_s.arg(server.serverPort())));
        QCOMPARE(error.code, TokenError::Code::PortSpeaksHttps);
    }

    void tellsARealTlsServerAtAPortForHttp()
    {
        const QTemporaryDir folder;
        auto sslServer = makeTlsServer(folder);
        if (!sslServer)
            QSKIP("needs openssl to make a certificate");
        TinyHttpServer server(std::move(sslServer));
        QCOMPARE(errorFrom(server.url()).code, TokenError::Code::PortSpeaksHttps);
    }

    void refusesACertificateThatNobodyKnows()
    {
        const QTemporaryDir folder;
        auto sslServer = makeTlsServer(folder);
        if (!sslServer)
            QSKIP("needs openssl to make a certificate");
        TinyHttpServer server(std::move(sslServer));
        server.answer = [](const HttpRequest &) {
            return TinyHttpServer::reply(200, makeJwt({}), "text/plain");
        };

        const TokenError error = errorFrom(server.url(u"https"_s));
        QCOMPARE(error.code, TokenError::Code::Tls);
        QVERIFY2(error.detail.contains(u"authority"_s), qPrintable(error.detail));
        QVERIFY(server.requests().isEmpty()); // the credential was never sent
    }
};

QTEST_GUILESS_MAIN(tst_token_httpports)
#include "tst_token_httpports.moc"
