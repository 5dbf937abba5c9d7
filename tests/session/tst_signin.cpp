// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sessionbench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = TokenManager::State;
using Status = Session::KeychainStatus;
using Outcome = CredentialStore::Outcome;
using Code = TokenError::Code;

/// Signing in and what is kept of it, beyond the numbered situations.
class tst_SignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void endsATypedSignIn_data();
    void endsATypedSignIn();
    void keepsTryingAtATypedSignIn_data();
    void keepsTryingAtATypedSignIn();
    void neverReplacesATypedPasswordByAnOlderEntry();
    void readsTheCredentialAgainAfterARefusal();
    void refreshesRightAfterTheSignIn();
    void keepsTheBackEndsSessionInsteadOfThePassword();
    void savesNothingUnlessAsked();
    void goesToTheRegionOfTheToken();
    void reportsTheSignInBeforeTheToken();
    void leavesNoTimerAfterSignOut();
    void keepsSecretsOutOfEveryEvent();

private:
    std::unique_ptr<SessionBench> m_bench;
};

void tst_SignIn::init()
{
    m_bench = std::make_unique<SessionBench>();
}

void tst_SignIn::cleanup()
{
    m_bench.reset();
}

void tst_SignIn::endsATypedSignIn_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Code>("code");
    const QByteArray json = "application/json";
    QTest::newRow("401") << 401 << json << QByteArray("{}") << Code::CredentialRejected;
    QTest::newRow("403") << 403 << json << QByteArray("{}") << Code::AccessRefused;
    QTest::newRow("404") << 404 << json << QByteArray("{}") << Code::Configuration;
    QTest::newRow("302") << 302 << json << QByteArray() << Code::Redirect;
    QTest::newRow("HTML") << 200 << QByteArray("text/html") << QByteArray("<html>")
                          << Code::NotOurService;
    QTest::newRow("no body") << 200 << json << QByteArray() << Code::EmptyAnswer;
    QTest::newRow("no token") << 200 << json << QByteArray(R"({"token":"null"})")
                              << Code::Malformed;
}

void tst_SignIn::endsATypedSignIn()
{
    QFETCH(int, status);
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    QFETCH(Code, code);
    m_bench->network.otherwise = [=](const SeenRequest &) {
        return HttpAnswer { .status = status, .body = body, .contentType = contentType };
    };
    m_bench->launch();
    m_bench->typeIn();
    m_bench->advance(1s);
    QCOMPARE(m_bench->failures.size(), size_t(1));
    QCOMPARE(m_bench->failures[0].code, code);
    m_bench->advance(1h);
    QCOMPARE(m_bench->failures.size(), size_t(1));
    QCOMPARE(m_bench->tokenRequests(), 1);
    QCOMPARE(m_bench->session->tokens().state(), State::SignedOut);
    QCOMPARE(m_bench->event(u"signInFailed"_s).value(u"code"_s).toString(), codeName(code));

    m_bench->answerAlwaysWithTokens();
    m_bench->typeIn();
    m_bench->advance(1s);
    QCOMPARE(m_bench->signedIn, 1);
}

void tst_SignIn::keepsTryingAtATypedSignIn_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QNetworkReply::NetworkError>("error");
    QTest::newRow("503") << 503 << QNetworkReply::NoError;
    QTest::newRow("429") << 429 << QNetworkReply::NoError;
    QTest::newRow("no server listens") << 0 << QNetworkReply::ConnectionRefusedError;
    QTest::newRow("no such host") << 0 << QNetworkReply::HostNotFoundError;
}

void tst_SignIn::keepsTryingAtATypedSignIn()
{
    QFETCH(int, status);
    QFETCH(QNetworkReply::NetworkError, error);
    m_bench->network.otherwise
        = [=](const SeenRequest &) { return HttpAnswer { .status = status, .error = error }; };
    m_bench->launch();
    m_bench->typeIn();
    m_bench->advance(30s);
    QVERIFY(m_bench->failures.empty());
    QVERIFY(m_bench->session->isSigningIn());
    QVERIFY(m_bench->eventNames().contains(u"tokenUpdateFailed"_s));
    m_bench->answerAlwaysWithTokens();
    m_bench->advance(75s);
    QCOMPARE(m_bench->signedIn, 1);
    QVERIFY(!m_bench->session->isSigningIn());
}

void tst_SignIn::neverReplacesATypedPasswordByAnOlderEntry()
{
    m_bench->savePassword(u"right"_s);
    m_bench->network.otherwise = [this](const SeenRequest &request) {
        return request.authorization.contains(QByteArray("alice:right").toBase64())
            ? m_bench->tokenAnswer()
            : HttpAnswer { .status = 401 };
    };
    m_bench->launch();
    m_bench->typeIn(u"wrong"_s);
    m_bench->advance(1min);
    QCOMPARE(m_bench->signedIn, 0);
    QCOMPARE(m_bench->failures.size(), size_t(1));
    QCOMPARE(m_bench->saved()->credential.secret, u"right"_s);
}

void tst_SignIn::readsTheCredentialAgainAfterARefusal()
{
    m_bench->savePassword(u"old"_s);
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->session->resume();
    m_bench->advance(40s);
    m_bench->savePassword(u"new"_s); // another program has saved a newer one
    m_bench->network.otherwise = [this](const SeenRequest &request) {
        return request.authorization.contains(QByteArray("alice:new").toBase64())
            ? m_bench->tokenAnswer()
            : HttpAnswer { .status = 401 };
    };
    m_bench->session->tokens().refresh(this, [](const auto &) {});
    m_bench->advance(4s); // at once, not after the 5 s of the rule unauthorized
    QCOMPARE(m_bench->session->tokens().state(), State::Ready);
    QCOMPARE(m_bench->tokenRequests(), 3);
}

void tst_SignIn::refreshesRightAfterTheSignIn()
{
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->typeIn();
    m_bench->advance(50ms);
    QCOMPARE(m_bench->signedIn, 1);
    std::vector<std::optional<TokenError>> outcomes;
    m_bench->session->tokens().refresh(
        this, [&outcomes](const auto &outcome) { outcomes.push_back(outcome); });
    m_bench->advance(2s);
    QCOMPARE(outcomes.size(), size_t(1));
    QVERIFY(!outcomes[0]); // not a token of the same second, which would not live longer
    QCOMPARE(m_bench->tokenRequests(), 2);
    QVERIFY(!m_bench->eventNames().contains(u"tokenUpdateFailed"_s));
}

void tst_SignIn::keepsTheBackEndsSessionInsteadOfThePassword()
{
    m_bench->network.script = { m_bench->sessionAnswer(u"s-1"_s) };
    m_bench->launch();
    m_bench->typeIn(u"marker-password"_s);
    m_bench->advance(5s);
    QVERIFY(m_bench->session->hasBackEndSession());
    QCOMPARE(m_bench->saved()->credential.session, u"s-1"_s);
    QVERIFY(!m_bench->savedBytes().contains("marker-password"));
    QVERIFY(!m_bench->saved()->jwt.isEmpty());

    m_bench->network.otherwise = [](const SeenRequest &) { return HttpAnswer { .status = 204 }; };
    m_bench->session->signOut();
    m_bench->advance(5s);
    QCOMPARE(m_bench->network.count("DELETE"), 1);
    QCOMPARE(m_bench->network.requests.last().authorization, QByteArray("Bearer s-1"));
}

void tst_SignIn::savesNothingUnlessAsked()
{
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->session->signIn(u"demo"_s, false);
    m_bench->advance(1h);
    QCOMPARE(m_bench->signedIn, 1);
    QVERIFY(m_bench->store.journal.isEmpty());
    QVERIFY(m_bench->known.all().empty());
    m_bench->session->signOut();
    m_bench->advance(1s);
    QVERIFY(m_bench->store.journal.isEmpty());
}

void tst_SignIn::goesToTheRegionOfTheToken()
{
    m_bench->config.serviceUrl.clear();
    m_bench->config.region.clear();
    TokenSpec spec;
    spec.extraHeader = { { u"twr"_s, u"ie1"_s } };
    m_bench->network.script = { { .body = makeJwt(spec), .contentType = "text/plain" } };
    m_bench->launch();
    m_bench->typeIn();
    m_bench->advance(1s);
    QVERIFY(m_bench->transports.last() != nullptr);
    QCOMPARE(m_bench->transports.last()->url(), QUrl(u"wss://tsock.ie1.twilio.com/v3/wsconnect"_s));
    const auto requests = m_bench->transports.last()->frames(u"message"_s);
    QVERIFY(!requests.isEmpty());
    QCOMPARE(
        requests.first().header.value("http_request"_L1).toObject().value("host"_L1).toString(),
        u"aim.ie1.twilio.com"_s);
}

void tst_SignIn::reportsTheSignInBeforeTheToken()
{
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->typeIn();
    m_bench->advance(1s);
    const QStringList names = m_bench->eventNames();
    QVERIFY(names.indexOf(u"signedIn"_s) >= 0);
    QVERIFY(names.indexOf(u"signedIn"_s) < names.indexOf(u"tokenUpdated"_s));
    QCOMPARE(names.count(u"tokenUpdated"_s), 1);

    const QJsonObject updated = m_bench->event(u"tokenUpdated"_s);
    QCOMPARE(updated.value(u"identity"_s).toString(), u"alice"_s);
    QCOMPARE(updated.value(u"reason"_s).toString(), u"signIn"_s);
    QCOMPARE(updated.value(u"issuedAt"_s).toString(), u"2026-01-01T00:00:00.000Z"_s);
    QCOMPARE(updated.value(u"expiresAt"_s).toString(), u"2026-01-01T01:00:00.000Z"_s);
    QCOMPARE(updated.keys(),
             QStringList({ u"at"_s, u"event"_s, u"expiresAt"_s, u"identity"_s, u"issuedAt"_s,
                           u"reason"_s }));
    const QJsonObject state = m_bench->event(u"connectionStateChanged"_s);
    QCOMPARE(state.value(u"state"_s).toString(), u"connected"_s);
}

void tst_SignIn::leavesNoTimerAfterSignOut()
{
    m_bench->answerAlwaysWithTokens();
    m_bench->launch();
    m_bench->typeIn();
    m_bench->advance(20min);
    m_bench->session->signOut();
    m_bench->advance(10s);
    QCOMPARE(m_bench->clock.pendingCalls(), 0);
    QCOMPARE(m_bench->network.inFlight, 0);
}

void tst_SignIn::keepsSecretsOutOfEveryEvent()
{
    m_bench->config.auth = TokenAuth::Query;
    m_bench->network.script = { { .error = QNetworkReply::ConnectionRefusedError },
                                { .status = 503 },
                                m_bench->sessionAnswer(u"marker-session"_s) };
    m_bench->launch();
    m_bench->typeIn(u"marker-password"_s);
    m_bench->advance(1h);
    QVERIFY(m_bench->signedIn == 1);
    QByteArray all;
    for (const QJsonObject &event : m_bench->events)
        all += QJsonDocument(event).toJson();
    QVERIFY(!all.isEmpty());
    QVERIFY2(!all.contains("marker"), all.constData());
    QVERIFY(!all.contains("eyJ")); // how every JWT begins
}

QTEST_GUILESS_MAIN(tst_SignIn)
#include "tst_signin.moc"
