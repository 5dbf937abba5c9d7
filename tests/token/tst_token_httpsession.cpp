// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "httpstage.h"

#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;

/// How HttpTokenProvider keeps the session that a back end gives in place of the password.
class tst_token_httpsession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(u"parley.token.*=false\nqt.network.ssl=false"_s);
    }

    void keepsAndRotatesTheSession()
    {
        HttpStage stage;
        QSignalSpy changed(&stage.provider, &HttpTokenProvider::credentialChanged);
        int serial = 0;
        stage.server.answer = [&](const HttpRequest &) {
            return TinyHttpServer::reply(200,
                                         "{\"token\":\"" + makeJwt({}) + "\",\"session\":\"session-"
                                             + QByteArray::number(++serial) + "\"}");
        };
        stage.start("key-1");
        QTRY_VERIFY(stage.outcome);
        QVERIFY(changed.isEmpty()); // not before its token was applied
        QVERIFY(stage.provider.credential().session.isEmpty());
        stage.start("key-1"); // a retry shows what the first attempt showed
        QTRY_VERIFY(stage.outcome);
        QVERIFY(stage.server.requests().at(1).headers.value("authorization").startsWith("Basic "));

        stage.provider.confirmCredential();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(stage.provider.credential().session, u"session-2"_s);
        stage.provider.confirmCredential();
        QCOMPARE(changed.size(), 1);

        stage.start("key-2");
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(bearer(stage.server.requests().at(2)), QByteArray("session-2"));
        stage.start("key-3"); // not confirmed, but the back end has rotated
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(bearer(stage.server.requests().at(3)), QByteArray("session-3"));
        stage.provider.confirmCredential();
        QCOMPARE(stage.provider.credential().session, u"session-4"_s);
        QCOMPARE(changed.size(), 2);
    }

    void usesTheSessionEvenWithQueryAuthentication()
    {
        HttpStage stage(TokenAuth::Query);
        stage.provider.setCredential({ .user = u"alice"_s, .session = u"kept"_s });
        stage.start();
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(stage.server.requests().at(0).method, QByteArray("POST"));
        QCOMPARE(stage.server.requests().at(0).target, QByteArray("/token"));
        QCOMPARE(bearer(stage.server.requests().at(0)), QByteArray("kept"));
    }

    void dropsTheSessionOfAnotherUser()
    {
        HttpStage stage;
        TokenSpec bob;
        bob.identity = u"bob"_s;
        stage.body = "{\"token\":\"" + makeJwt(bob) + "\",\"session\":\"bobs\"}";
        stage.start();
        QTRY_VERIFY(stage.outcome);
        stage.provider.confirmCredential();
        QVERIFY(stage.provider.credential().session.isEmpty());
    }

    void goesBackToTheOldSessionWhenTheNewOneIsRefused()
    {
        HttpStage stage;
        stage.provider.setCredential({ .user = u"alice"_s, .session = u"old"_s });
        stage.body = "{\"token\":\"" + makeJwt({}) + "\",\"session\":\"new\"}";
        stage.start("key-1");
        QTRY_VERIFY(stage.outcome);
        std::optional<bool> reloaded;
        stage.provider.reloadCredential(this, [&reloaded](bool now) { reloaded = now; });
        QVERIFY(!reloaded);
        QTRY_VERIFY(reloaded);
        QVERIFY(*reloaded);
        stage.start("key-2");
        QTRY_VERIFY(stage.outcome);
        QCOMPARE(bearer(stage.server.requests().at(1)), QByteArray("old"));
    }

    void knowsNoOtherPlaceOfTheCredential()
    {
        HttpStage stage;
        std::optional<bool> result;
        stage.provider.reloadCredential(this, [&result](bool now) { result = now; });
        QVERIFY(!result);
        QTRY_VERIFY(result);
        QVERIFY(!*result);
    }

    void endsTheSessionWithDelete()
    {
        HttpStage stage;
        stage.provider.revokeSession(); // has none
        stage.provider.setCredential({ .user = u"alice"_s, .session = u"mine"_s });
        stage.server.answer = [](const HttpRequest &) { return TinyHttpServer::reply(204, ""); };
        stage.provider.revokeSession();
        QTRY_COMPARE(stage.server.requests().size(), 1);
        QCOMPARE(stage.server.requests().at(0).method, QByteArray("DELETE"));
        QCOMPARE(bearer(stage.server.requests().at(0)), QByteArray("mine"));
        QVERIFY(stage.provider.credential().isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_token_httpsession)
#include "tst_token_httpsession.moc"
