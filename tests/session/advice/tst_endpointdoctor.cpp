// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/advice/endpointdoctor.h"
#include "sessionbench.h"

#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
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
    m_doctor->run(u"marker-password"_s);
    m_bench->advance(duration);
}

QStringList tst_EndpointDoctor::names() const
{
    QStringList names;
    for (const EndpointDoctor::Check &check : m_checks)
        names.append((check.ok ? QString() : u"!"_s) + check.name);
    return names;
}

void tst_EndpointDoctor::findsNothingWrong()
{
    m_bench->network.script = { m_bench->tokenAnswer() };
    examine();
    QCOMPARE(names().join(QLatin1Char(' ')),
             u"reached tls status contentType jwt algorithm prefixes grant identity lifetime "
             "notBefore clock service"_s);
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
                                       << QByteArray() << u"!reached"_s;
    QTest::newRow("bad certificate") << 0 << QNetworkReply::SslHandshakeFailedError << QByteArray()
                                     << QByteArray() << u"reached !tls"_s;
    QTest::newRow("401") << 401 << none << QByteArray("application/json") << QByteArray("{}")
                         << u"reached tls !status"_s;
    QTest::newRow("redirect") << 302 << none << QByteArray("text/html") << QByteArray()
                              << u"reached tls !status"_s;
    QTest::newRow("HTML") << 200 << none << QByteArray("text/html") << QByteArray("<html></html>")
                          << u"reached tls status contentType !jwt"_s;
    QTest::newRow("65 KiB") << 200 << none << QByteArray("text/plain") << QByteArray(65 * 1024, 'x')
                            << u"reached tls status contentType !jwt"_s;
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
    QCOMPARE(names(), QStringList(u"!reached"_s));
    QCOMPARE(m_finished.size(), size_t(1));
    QCOMPARE(m_bench->network.inFlight, 0);
}

void tst_EndpointDoctor::sendsNoPasswordInPlain()
{
    m_bench->config.tokenUrl = QUrl(u"http://example.org/token"_s);
    examine();
    QCOMPARE(names(), QStringList(u"!tls"_s));
    QCOMPARE(m_finished, std::vector<bool>({ false }));
    QVERIFY(m_bench->network.requests.isEmpty());
}

void tst_EndpointDoctor::sendsNoUserThatWouldBeCut()
{
    m_bench->config.identity = u"org:alice"_s;
    examine();
    QCOMPARE(names(), QStringList(u"!reached"_s));
    QVERIFY(m_bench->network.requests.isEmpty());
}

void tst_EndpointDoctor::asksAsASignInDoes()
{
    m_bench->answerAlwaysWithTokens();
    examine();
    m_bench->launch();
    m_bench->typeIn(u"marker-password"_s);
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
    spec.extraClaims.insert(u"nbf"_s, qint64((spec.issuedAt.time_since_epoch() + 40s) / 1s));
    m_bench->network.script = { { .body = makeJwt(spec), .contentType = "text/plain" } };
    examine(30s);
    QCOMPARE(names().constLast(), u"clock"_s);
    QCOMPARE(m_bench->transports.count(), 0);
    m_bench->advance(15s);
    QCOMPARE(names().constLast(), u"service"_s);
    QCOMPARE(m_finished, std::vector<bool>({ true }));
}

void tst_EndpointDoctor::tellsARefusalByTheService()
{
    m_bench->network.script = { m_bench->tokenAnswer() };
    m_bench->transports.setService([](FakeTransport &transport, const twilsock::Frame &frame) {
        if (frame.method() == "init"_L1)
            transport.reply(frame, 401, 20101);
    });
    examine();
    QCOMPARE(names().constLast(), u"!service"_s);
    QVERIFY2(last().detail.contains(u"20101"_s), qPrintable(last().detail));
    QCOMPARE(m_finished, std::vector<bool>({ false }));
}

void tst_EndpointDoctor::tellsAServiceThatIsNotThere()
{
    m_bench->network.script = { m_bench->tokenAnswer() };
    m_bench->transports.acceptByItself(false);
    examine(15s);
    QCOMPARE(names().constLast(), u"clock"_s);
    m_bench->advance(10s);
    QCOMPARE(names().constLast(), u"!service"_s);
    QCOMPARE(m_finished, std::vector<bool>({ false }));
    m_bench->advance(1h);
    QCOMPARE(m_finished.size(), size_t(1));
    QCOMPARE(m_bench->transports.count(), 1);
}

void tst_EndpointDoctor::endsTheSessionThatItOpened()
{
    m_bench->network.script = { m_bench->sessionAnswer(u"s-1"_s), { .status = 204 } };
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
    QVERIFY(m_bench->network.requests.first().url.query().contains(u"marker-password"_s));
    for (const EndpointDoctor::Check &check : m_checks)
        QVERIFY2(!(check.detail + check.fix).contains(u"marker"_s), qPrintable(check.detail));
}

void tst_EndpointDoctor::diesInTheMiddle()
{
    m_bench->network.script = { m_bench->tokenAnswer() };
    m_doctor = std::make_unique<EndpointDoctor>(m_bench->config, m_bench->parts());
    connect(m_doctor.get(), &EndpointDoctor::checked, this,
            [this](const EndpointDoctor::Check &check) {
                m_checks.push_back(check);
                if (check.name == "grant"_L1)
                    m_doctor.reset();
            });
    m_doctor->run(u"demo"_s);
    m_bench->advance(1min);
    QCOMPARE(m_checks.back().name, u"grant"_s);
    QCOMPARE(m_bench->transports.count(), 0);
}

QTEST_GUILESS_MAIN(tst_EndpointDoctor)
#include "tst_endpointdoctor.moc"
