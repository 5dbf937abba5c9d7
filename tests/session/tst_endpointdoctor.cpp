// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/endpointdoctor.h"
#include "sessionbench.h"

#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace std::chrono_literals;

class tst_EndpointDoctor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void findsNothingWrong();
    void stopsWhereNothingCanBeCheckedAnyMore_data();
    void stopsWhereNothingCanBeCheckedAnyMore();
    void givesUpOnASilentBackEnd();
    void sendsNoPasswordInPlain();
    void sendsNoUserThatWouldBeCut();
    void asksAsASignInDoes();
    void waitsForATokenThatBeginsSoon();
    void tellsARefusalByTheService();
    void tellsAServiceThatIsNotThere();
    void endsTheSessionThatItOpened();
    void keepsThePasswordOutOfItsWords();
    void diesInTheMiddle();

private:
    void examine(std::chrono::milliseconds duration = 1min);
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] EndpointDoctor::Check last() const { return m_checks.back(); }

    std::unique_ptr<SessionBench> m_bench;
    std::unique_ptr<EndpointDoctor> m_doctor;
    std::vector<EndpointDoctor::Check> m_checks;
    std::vector<bool> m_finished;
};

void tst_EndpointDoctor::init()
{
    m_bench = std::make_unique<SessionBench>();
    m_checks.clear();
    m_finished.clear();
}

void tst_EndpointDoctor::cleanup()
{
    m_doctor.reset();
    m_bench.reset();
}

void tst_EndpointDoctor::examine(std::chrono::milliseconds duration)
{
    m_doctor = std::make_unique<EndpointDoctor>(m_bench->config, m_bench->parts());
    connect(m_doctor.get(), &EndpointDoctor::checked, this,
            [this](const EndpointDoctor::Check &check) { m_checks.push_back(check); });
    connect(m_doctor.get(), &EndpointDoctor::finished, this,
            [this](bool allOk) { m_finished.push_back(allOk); });
    m_doctor->run(QStringLiteral("marker-password"));
    m_bench->advance(duration);
}

QStringList tst_EndpointDoctor::names() const
{
    QStringList names;
    for (const EndpointDoctor::Check &check : m_checks)
        names.append((check.ok ? QString() : QStringLiteral("!")) + check.name);
    return names;
}

void tst_EndpointDoctor::findsNothingWrong()
{
    m_bench->network.script = { m_bench->tokenAnswer() };
    examine();
    QCOMPARE(names().join(QLatin1Char(' ')),
             QStringLiteral(
                 "reached tls status contentType jwt algorithm prefixes grant identity lifetime "
                 "notBefore clock service"));
    QCOMPARE(m_finished, std::vector<bool>({ true }));
    QCOMPARE(m_bench->tokenRequests(), 1);
}

void tst_EndpointDoctor::stopsWhereNothingCanBeCheckedAnyMore_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QNetworkReply::NetworkError>("error");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("names");
    const auto none = QNetworkReply::NoError;
    QTest::newRow("no server listens") << 0 << QNetworkReply::ConnectionRefusedError << QByteArray()
                                       << QByteArray() << QStringLiteral("!reached");
    QTest::newRow("bad certificate") << 0 << QNetworkReply::SslHandshakeFailedError << QByteArray()
                                     << QByteArray() << QStringLiteral("reached !tls");
    QTest::newRow("401") << 401 << none << QByteArray("application/json") << QByteArray("{}")
                         << QStringLiteral("reached tls !status");
    QTest::newRow("redirect") << 302 << none << QByteArray("text/html") << QByteArray()
                              << QStringLiteral("reached tls !status");
    QTest::newRow("HTML") << 200 << none << QByteArray("text/html") << QByteArray("<html></html>")
                          << QStringLiteral("reached tls status contentType !jwt");
    QTest::newRow("65 KiB") << 200 << none << QByteArray("text/plain") << QByteArray(65 * 1024, 'x')
                            << QStringLiteral("reached tls status contentType !jwt");
}

void tst_EndpointDoctor::stopsWhereNothingCanBeCheckedAnyMore()
{
    QFETCH(int, status);
    QFETCH(QNetworkReply::NetworkError, error);
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    QFETCH(QString, names);
    m_bench->network.script
        = { { .status = status, .body = body, .contentType = contentType, .error = error } };
    examine();
    QCOMPARE(this->names().join(QLatin1Char(' ')), names);
    QCOMPARE(m_finished, std::vector<bool>({ false }));
    QVERIFY(!last().fix.isEmpty());
    QCOMPARE(m_bench->transports.count(), 0);
    QCOMPARE(m_bench->network.inFlight, 0);
}

void tst_EndpointDoctor::givesUpOnASilentBackEnd()
{
    m_bench->network.script = { { .isNever = true } };
    examine(14s);
    QVERIFY(m_checks.empty());
    m_bench->advance(2s);
    QCOMPARE(names(), QStringList(QStringLiteral("!reached")));
    QCOMPARE(m_finished.size(), size_t(1));
    QCOMPARE(m_bench->network.inFlight, 0);
}

void tst_EndpointDoctor::sendsNoPasswordInPlain()
{
    m_bench->config.tokenUrl = QUrl(QStringLiteral("http://example.org/token"));
    examine();
    QCOMPARE(names(), QStringList(QStringLiteral("!tls")));
    QCOMPARE(m_finished, std::vector<bool>({ false }));
    QVERIFY(m_bench->network.requests.isEmpty());
}

void tst_EndpointDoctor::sendsNoUserThatWouldBeCut()
{
    m_bench->config.identity = QStringLiteral("org:alice");
    examine();
    QCOMPARE(names(), QStringList(QStringLiteral("!reached")));
    QVERIFY(m_bench->network.requests.isEmpty());
}

void tst_EndpointDoctor::asksAsASignInDoes()
{
    m_bench->answerAlwaysWithTokens();
    examine();
    m_bench->launch();
    m_bench->typeIn(QStringLiteral("marker-password"));
    m_bench->advance(1s);
    QCOMPARE(m_bench->signedIn, 1);
    const auto &requests = m_bench->network.requests;
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests.first().method, requests.last().method);
    QCOMPARE(requests.first().url, requests.last().url);
    QCOMPARE(requests.first().authorization, requests.last().authorization);
    QCOMPARE(requests.first().headers, requests.last().headers);
}

void tst_EndpointDoctor::waitsForATokenThatBeginsSoon()
{
    TokenSpec spec;
    spec.issuedAt = m_bench->clock.wallNow();
    spec.extraClaims.insert(QStringLiteral("nbf"),
                            qint64((spec.issuedAt.time_since_epoch() + 40s) / 1s));
    m_bench->network.script = { { .body = makeJwt(spec), .contentType = "text/plain" } };
    examine(30s);
    QCOMPARE(names().constLast(), QStringLiteral("clock"));
    QCOMPARE(m_bench->transports.count(), 0);
    m_bench->advance(15s);
    QCOMPARE(names().constLast(), QStringLiteral("service"));
    QCOMPARE(m_finished, std::vector<bool>({ true }));
}

void tst_EndpointDoctor::tellsARefusalByTheService()
{
    m_bench->network.script = { m_bench->tokenAnswer() };
    m_bench->transports.setService([](FakeTransport &transport, const twilsock::Frame &frame) {
        if (frame.method() == QLatin1String("init"))
            transport.reply(frame, 401, 20101);
    });
    examine();
    QCOMPARE(names().constLast(), QStringLiteral("!service"));
    QVERIFY2(last().detail.contains(QStringLiteral("20101")), qPrintable(last().detail));
    QCOMPARE(m_finished, std::vector<bool>({ false }));
}

void tst_EndpointDoctor::tellsAServiceThatIsNotThere()
{
    m_bench->network.script = { m_bench->tokenAnswer() };
    m_bench->transports.acceptByItself(false);
    examine(15s);
    QCOMPARE(names().constLast(), QStringLiteral("clock"));
    m_bench->advance(10s);
    QCOMPARE(names().constLast(), QStringLiteral("!service"));
    QCOMPARE(m_finished, std::vector<bool>({ false }));
    m_bench->advance(1h);
    QCOMPARE(m_finished.size(), size_t(1));
    QCOMPARE(m_bench->transports.count(), 1);
}

void tst_EndpointDoctor::endsTheSessionThatItOpened()
{
    m_bench->network.script = { m_bench->sessionAnswer(QStringLiteral("s-1")), { .status = 204 } };
    examine();
    QCOMPARE(m_finished, std::vector<bool>({ true }));
    QCOMPARE(m_bench->network.count("DELETE"), 1);
    QCOMPARE(m_bench->network.requests.last().authorization, QByteArray("Bearer s-1"));
}

void tst_EndpointDoctor::keepsThePasswordOutOfItsWords()
{
    m_bench->config.auth = TokenAuth::Query;
    m_bench->network.script = { { .error = QNetworkReply::HostNotFoundError } };
    examine();
    QVERIFY(
        m_bench->network.requests.first().url.query().contains(QStringLiteral("marker-password")));
    for (const EndpointDoctor::Check &check : m_checks)
        QVERIFY2(!(check.detail + check.fix).contains(QStringLiteral("marker")),
                 qPrintable(check.detail));
}

void tst_EndpointDoctor::diesInTheMiddle()
{
    m_bench->network.script = { m_bench->tokenAnswer() };
    m_doctor = std::make_unique<EndpointDoctor>(m_bench->config, m_bench->parts());
    connect(m_doctor.get(), &EndpointDoctor::checked, this,
            [this](const EndpointDoctor::Check &check) {
                m_checks.push_back(check);
                if (check.name == QLatin1String("grant"))
                    m_doctor.reset();
            });
    m_doctor->run(QStringLiteral("demo"));
    m_bench->advance(1min);
    QCOMPARE(m_checks.back().name, QStringLiteral("grant"));
    QCOMPARE(m_bench->transports.count(), 0);
}

QTEST_GUILESS_MAIN(tst_EndpointDoctor)
#include "tst_endpointdoctor.moc"
