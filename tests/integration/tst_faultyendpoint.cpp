// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "misbehaving.h"
#include "programs.h"
#include "support/testtoken.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QTest>

#include <optional>

using namespace parley::test;
using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// parley-cli from outside, signed in and connected, when its token end point misbehaves: what the
/// rules say must be seen, and the chat goes on.
class tst_FaultyEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsWrongAndGoesOn_data();
    void saysWhatIsWrongAndGoesOn();
    void countsTheWholeAttempt_data();
    void countsTheWholeAttempt();
    void neverFollowsARedirect();
    void waitsAsLongAsItIsTold_data();
    void waitsAsLongAsItIsTold();
    void waitsUntilADateOfTheServersClock();
    void triesOnceMoreAfterARefusal();
    void givesUpAfterTwoRefusals();
    void leavesWhenAccessIsRefused();
    void repeatsALostRequestWithItsKey();
    void takesATokenThatBeginsALittleLater();

private:
    void signIn(BareHttpServer &backEnd);
    [[nodiscard]] QJsonObject refresh() { return m_client->ask(u"refreshToken"_s, {}, 25000); }
    [[nodiscard]] QString codeOf(const QJsonObject &result) const
    {
        return result[u"error"_s][u"code"_s].toString();
    }
    void checkUntouched();
    /// The wait that was told for the last failure is between \a least and \a most seconds, or as
    /// long as rule requestFloor asks for after the success of the sign-in.
    void checkWait(double least, double most);

    QElapsedTimer m_sinceSignIn;
    std::unique_ptr<TwilsockPeer> m_service;
    std::unique_ptr<Client> m_client;
};

namespace {

HttpBehaviour giving(const TokenSpec &spec)
{
    return answering(httpResponse("text/plain", makeJwt(spec)));
}

TokenSpec token(std::chrono::seconds life = 2h)
{
    TokenSpec spec;
    spec.issuedAt = SystemClock().wallNow();
    spec.life = life;
    return spec;
}

QByteArray httpDate(std::chrono::seconds fromNow)
{
    return QDateTime::currentDateTimeUtc()
               .addSecs(fromNow.count())
               .toString(u"ddd, dd MMM yyyy hh:mm:ss"_s)
               .toLatin1()
        + " GMT";
}

QByteArray refusal(const QByteArray &status, const QByteArray &headers = {})
{
    return httpResponse("text/plain", "marker", status, headers);
}

} // namespace

void tst_FaultyEndpoint::signIn(BareHttpServer &backEnd)
{
    m_service = std::make_unique<TwilsockPeer>();
    m_client = std::make_unique<Client>();
    m_client->start(backEnd.url(), m_service->url(), u"alice"_s, u"marker-password"_s,
                    { u"--no-keychain"_s });
    m_sinceSignIn.start();
    QVERIFY(
        !m_client
             ->waitFor([](const QJsonObject &event) { return event[u"state"_s] == "connected"_L1; })
             .isEmpty());
}

/// The connection has seen nothing of the trouble, and no secret has been told.
void tst_FaultyEndpoint::checkUntouched()
{
    QVERIFY(m_client->isRunning());
    QCOMPARE(m_client->count(u"connectionStateChanged"_s), 2);
    QCOMPARE(m_client->count(u"connectionError"_s), 0);
    QCOMPARE(m_service->clients(), 1);
    QVERIFY2(!m_client->output().contains("marker"), m_client->output().constData());
}

void tst_FaultyEndpoint::checkWait(double least, double most)
{
    const QJsonObject failed = m_client->events(u"tokenUpdateFailed"_s).back();
    const double retryIn = failed[u"retryInSeconds"_s].toDouble(-1);
    const double floor = 30 - double(m_sinceSignIn.elapsed()) / 1000;
    QVERIFY2(retryIn >= std::max(least, floor - 3) && retryIn <= std::max(most, floor + 3),
             qPrintable(QString::number(retryIn)));
}

void tst_FaultyEndpoint::saysWhatIsWrongAndGoesOn_data()
{
    QTest::addColumn<HttpBehaviour>("behaviour");
    QTest::addColumn<QString>("code");
    QTest::addColumn<double>("least"); // seconds until the next try
    QTest::addColumn<double>("most");
    const auto row = [](const char *name, const HttpBehaviour &behaviour, const char *code,
                        double least = 2, double most = 2.5) {
        QTest::newRow(name) << behaviour << QString::fromLatin1(code) << least << most;
    };
    row("reset before the answer", resetting(), "offline");
    row("reset in the middle", lostHalfway(), "offline");
    row("a length that is not kept",
        answering("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 900\r\n\r\neyJ"),
        "offline");
    row("no HTTP at all", answering("SSH-2.0-OpenSSH_9\r\n\r\n"), "offline");
    row("a body of 1 MiB", answering(httpResponse("text/plain", QByteArray(1024 * 1024, 'e'))),
        "tooLarge");
    row("a picture", answering(httpResponse("image/png", "marker")), "notOurService");
    row("HTML", answering(httpResponse("text/html", "<html>marker</html>")), "notOurService");
    row("nothing", answering(httpResponse("text/plain", {})), "emptyAnswer");
    row("two parts", answering(httpResponse("text/plain", "eyJh.marker")), "malformed");
    row("500", answering(refusal("500 Internal Server Error")), "serverError");
    row("503", answering(refusal("503 Service Unavailable")), "serverError");
    row("408", answering(refusal("408 Request Timeout")), "serverError");
    row("404", answering(refusal("404 Not Found")), "configuration", 300, 300);
    row("405", answering(refusal("405 Method Not Allowed")), "configuration", 300, 300);
    row("302 in a captive portal",
        answering(refusal("302 Found", "Location: http://login.example/\r\n")), "redirect", 60, 75);

    TokenSpec other = token();
    other.identity = u"bob"_s;
    row("another user's token", giving(other), "wrongIdentity", 300, 300);
    TokenSpec none = token();
    none.extraHeader = { { u"alg"_s, u"none"_s } };
    row("alg none", giving(none), "wrongAlgorithm", 300, 300);
    TokenSpec rs256 = token();
    rs256.extraHeader = { { u"alg"_s, u"RS256"_s } };
    row("alg RS256", giving(rs256), "wrongAlgorithm", 300, 300);
    row("a life of 48 hours", giving(token(48h)), "lifetimeTooLong", 300, 300);
    TokenSpec service = token();
    service.serviceSid = u"IS00000000000000000000000000000009"_s;
    row("another service's token", giving(service), "wrongService", 300, 300);
    TokenSpec past = token();
    past.issuedAt -= 3h;
    row("an expired token", giving(past), "alreadyExpired");
    TokenSpec future = token();
    future.extraClaims = { { u"nbf"_s, QDateTime::currentSecsSinceEpoch() + 600 } };
    row("a token that begins in ten minutes", giving(future), "notYetValid");
    TokenSpec text = token();
    text.extraClaims = { { u"exp"_s, u"tomorrow"_s } };
    row("exp as text", giving(text), "malformed");
}

void tst_FaultyEndpoint::saysWhatIsWrongAndGoesOn()
{
    QFETCH(HttpBehaviour, behaviour);
    QFETCH(QString, code);
    QFETCH(double, least);
    QFETCH(double, most);
    BareHttpServer backEnd(issuing(1h));
    signIn(backEnd);
    backEnd.setBehaviour(behaviour);
    QCOMPARE(codeOf(refresh()), code);
    const QJsonObject failed = m_client->waitForEvent(u"tokenUpdateFailed"_s);
    QCOMPARE(failed[u"code"_s].toString(), code);
    QCOMPARE(failed[u"attempt"_s].toInt(), 1);
    checkWait(least, most);
    QCOMPARE(m_service->count(u"update"_s), 0); // the service has seen nothing of it
    checkUntouched();

    backEnd.setBehaviour(issuing(2h));
    QVERIFY2(refresh()[u"ok"_s].toBool(), m_client->output().constData());
    const QJsonObject recovered = m_client->waitForEvent(u"tokenUpdateRecovered"_s);
    QCOMPARE(recovered[u"attempts"_s].toInt(), 1);
    QCOMPARE(m_service->count(u"update"_s), 1);
    checkUntouched();
}

void tst_FaultyEndpoint::countsTheWholeAttempt_data()
{
    QTest::addColumn<HttpBehaviour>("behaviour");
    QTest::newRow("silence") << silent();
    QTest::newRow("a byte now and then") << dripping(tokenResponse(2h), 400ms);
}

void tst_FaultyEndpoint::countsTheWholeAttempt()
{
    QFETCH(HttpBehaviour, behaviour);
    BareHttpServer backEnd(issuing(1h));
    signIn(backEnd);
    backEnd.setBehaviour(issuing(2h));
    backEnd.first({ behaviour });
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(codeOf(refresh()), u"timeout"_s);
    QVERIFY2(timer.elapsed() >= 14500 && timer.elapsed() < 30000,
             qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!m_client->waitForEvent(u"tokenUpdateRecovered"_s, 30000).isEmpty());
    QCOMPARE(backEnd.count(), 3);
    checkUntouched();
}

void tst_FaultyEndpoint::neverFollowsARedirect()
{
    BareHttpServer trap(issuing(3h));
    BareHttpServer backEnd(issuing(1h));
    signIn(backEnd);
    for (const char *status : { "301 Moved Permanently", "302 Found", "307 Temporary Redirect",
                                "308 Permanent Redirect" }) {
        backEnd.setBehaviour(
            answering(refusal(status, "Location: " + trap.url().toLatin1() + "\r\n")));
        QCOMPARE(codeOf(refresh()), u"redirect"_s);
    }
    QCOMPARE(trap.count(), 0); // no other server has seen the credential
    checkUntouched();
}

void tst_FaultyEndpoint::waitsAsLongAsItIsTold_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::newRow("429, seconds") << refusal("429 Too Many Requests", "Retry-After: 40\r\n") << 40.0
                                  << 44.0;
    QTest::newRow("503, seconds") << refusal("503 Service Unavailable", "Retry-After: 120\r\n")
                                  << 120.0 << 132.0;
    QTest::newRow("429, at once") << refusal("429 Too Many Requests", "Retry-After: 0\r\n") << 2.0
                                  << 2.75;
    QTest::newRow("429, nonsense")
        << refusal("429 Too Many Requests", "Retry-After: soon\r\n") << 2.0 << 2.75;
    QTest::newRow("429, a day") << refusal("429 Too Many Requests", "Retry-After: 86400\r\n")
                                << 900.0 << 990.0;
}

void tst_FaultyEndpoint::waitsAsLongAsItIsTold()
{
    QFETCH(QByteArray, answer);
    QFETCH(double, least);
    QFETCH(double, most);
    BareHttpServer backEnd(issuing(1h));
    signIn(backEnd);
    backEnd.setBehaviour(issuing(2h));
    backEnd.first({ answering(answer) });
    QVERIFY(!codeOf(refresh()).isEmpty());
    checkWait(least, most);
    if (least < 10)
        return;
    // Meanwhile no call makes it send a request.
    QCOMPARE(codeOf(refresh()), u"throttled"_s);
    QCOMPARE(backEnd.count(), 2);
    checkUntouched();
}

void tst_FaultyEndpoint::waitsUntilADateOfTheServersClock()
{
    BareHttpServer backEnd(issuing(1h));
    signIn(backEnd);
    backEnd.setBehaviour([](QTcpSocket &socket, const HttpAsked &asked) {
        answering(refusal("429 Too Many Requests",
                          "Date: " + httpDate(300s) + "\r\nRetry-After: " + httpDate(390s)
                              + "\r\n"))(socket, asked);
    });
    QCOMPARE(codeOf(refresh()), u"rateLimited"_s);
    checkWait(88.5, 99.5);
    QCOMPARE(codeOf(refresh()), u"throttled"_s);
    checkUntouched();
}

void tst_FaultyEndpoint::triesOnceMoreAfterARefusal()
{
    BareHttpServer backEnd(issuing(1h));
    signIn(backEnd);
    backEnd.setBehaviour(issuing(2h));
    backEnd.first({ answering(refusal("401 Unauthorized")) });
    QCOMPARE(codeOf(refresh()), u"credentialRejected"_s);
    checkWait(5, 5);
    QVERIFY(!m_client->waitForEvent(u"tokenUpdateRecovered"_s, 40000).isEmpty());
    QCOMPARE(backEnd.count(), 3);
    checkUntouched();
}

void tst_FaultyEndpoint::givesUpAfterTwoRefusals()
{
    BareHttpServer backEnd(issuing(1h));
    signIn(backEnd);
    backEnd.setBehaviour(answering(refusal("401 Unauthorized")));
    QCOMPARE(codeOf(refresh()), u"credentialRejected"_s);
    QCOMPARE(codeOf(refresh()), u"credentialRejected"_s);
    QVERIFY(!m_client
                 ->waitFor([](const QJsonObject &event) {
                     return event[u"event"_s] == "tokenUpdateFailed"_L1
                         && event[u"retryInSeconds"_s].isNull();
                 })
                 .isEmpty());
    QCOMPARE(m_client->ask(u"tokenStatus"_s)[u"data"_s][u"state"_s].toString(), u"needsSignIn"_s);
    (void)waitUntil([&] { return backEnd.count() > 3; }, 7000);
    QCOMPARE(backEnd.count(), 3);
    checkUntouched(); // works on until the token ends
}

void tst_FaultyEndpoint::leavesWhenAccessIsRefused()
{
    BareHttpServer backEnd(issuing(1h));
    signIn(backEnd);
    backEnd.setBehaviour(answering(refusal("403 Forbidden")));
    (void)refresh();
    const QJsonObject failed = m_client->waitForEvent(u"tokenUpdateFailed"_s);
    QCOMPARE(failed[u"code"_s].toString(), u"accessRefused"_s);
    QVERIFY(failed[u"retryInSeconds"_s].isNull());
    QCOMPARE(m_client->waitForEnd(), 3);
    QCOMPARE(m_client->events(u"connectionStateChanged"_s).back()[u"state"_s].toString(),
             u"disconnected"_s);
    QCOMPARE(backEnd.count(), 2);
}

void tst_FaultyEndpoint::repeatsALostRequestWithItsKey()
{
    const auto withSession = [](const char *session) {
        const QJsonObject answer { { u"token"_s, QString::fromLatin1(makeJwt(token())) },
                                   { u"session"_s, QString::fromLatin1(session) } };
        return answering(httpResponse("application/json", QJsonDocument(answer).toJson()));
    };
    BareHttpServer backEnd(withSession("session-1"));
    signIn(backEnd);
    backEnd.first({ lostHalfway(), lostHalfway() });
    backEnd.setBehaviour([&](QTcpSocket &socket, const HttpAsked &asked) {
        withSession("session-2")(socket, asked);
    });
    QCOMPARE(codeOf(refresh()), u"offline"_s);
    QCOMPARE(codeOf(refresh()), u"offline"_s);
    QVERIFY(refresh()[u"ok"_s].toBool());
    QVERIFY(refresh()[u"ok"_s].toBool());
    QCOMPARE(backEnd.count(), 5);
    const auto &asked = backEnd.requests();
    for (const size_t retry :
         { size_t(2), size_t(3) }) { // what the service has rotated is replayed by it
        QCOMPARE(asked[retry].idempotencyKey, asked[1].idempotencyKey);
        QCOMPARE(asked[retry].authorization, QByteArray("Bearer session-1"));
    }
    QVERIFY(asked[1].idempotencyKey != asked[0].idempotencyKey);
    QVERIFY(asked[4].idempotencyKey != asked[3].idempotencyKey);
    QCOMPARE(asked[4].authorization, QByteArray("Bearer session-2"));
    checkUntouched();
}

void tst_FaultyEndpoint::takesATokenThatBeginsALittleLater()
{
    BareHttpServer backEnd(issuing(1h));
    signIn(backEnd);
    TokenSpec later = token();
    later.extraClaims = { { u"nbf"_s, QDateTime::currentSecsSinceEpoch() + 12 } };
    backEnd.setBehaviour(giving(later));
    QVERIFY(refresh()[u"ok"_s].toBool());
    // Not before its time: the service would refuse it.
    QVERIFY(QDateTime::currentSecsSinceEpoch() >= later.extraClaims[u"nbf"_s].toInteger() - 6);
    QCOMPARE(backEnd.count(), 2);
    checkUntouched();
}

QTEST_GUILESS_MAIN(tst_FaultyEndpoint)
#include "tst_faultyendpoint.moc"
