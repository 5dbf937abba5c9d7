// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QTest>

using namespace parley::test;

/// The token's life in real time: short tokens and a back end that goes away.
class tst_Token : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refreshesRightAfterTheSignIn();
    void replacesTheTokenOnTheSameSocket();
    void talksOnWhileTheTokenEndPointIsDown();
    void comesBackAfterTheTokenHasExpired();
};

void tst_Token::refreshesRightAfterTheSignIn()
{
    Service service;
    QVERIFY(service.start({ QStringLiteral("--no-demo-data") }));
    Client alice;
    alice.start(service, QStringLiteral("alice"));
    const QJsonObject refreshed
        = alice.ask(QStringLiteral("refreshToken")); // waits for the sign-in
    QVERIFY2(isOk(refreshed), alice.output().constData());
    QTRY_COMPARE_WITH_TIMEOUT(alice.count(QStringLiteral("tokenUpdated")), 2,
                              15000); // once the service has it
    QCOMPARE(alice.count(QStringLiteral("tokenUpdateFailed")), 0);
}

void tst_Token::replacesTheTokenOnTheSameSocket()
{
    Service service;
    QVERIFY(service.start({ QStringLiteral("--no-demo-data"), QStringLiteral("--token-ttl"),
                            QStringLiteral("34"), QStringLiteral("--about-to-expire-lead"),
                            QStringLiteral("10") }));
    Client alice;
    Client bob;
    alice.start(service, QStringLiteral("alice"));
    bob.start(service, QStringLiteral("bob"));
    const QJsonObject created
        = alice.ask(QStringLiteral("createConversation"),
                    { { QStringLiteral("uniqueName"), QStringLiteral("room") } });
    QVERIFY(isOk(created));
    const QString sid = created.value(QStringLiteral("data"))
                            .toObject()
                            .value(QStringLiteral("conversation"))
                            .toString();
    QVERIFY(isOk(alice.ask(QStringLiteral("addParticipant"),
                           { { QStringLiteral("conversation"), sid },
                             { QStringLiteral("identity"), QStringLiteral("bob") } })));
    QVERIFY(!bob.waitForEvent(QStringLiteral("conversationJoined")).isEmpty());

    // Two more tokens after the one of the sign-in, and talk all the time.
    QStringList expected;
    const QDeadlineTimer deadline(80000);
    while (alice.count(QStringLiteral("tokenUpdated")) < 3
           || bob.count(QStringLiteral("tokenUpdated")) < 3) {
        QVERIFY2(!deadline.hasExpired(), alice.output().constData());
        expected.append(QString::number(expected.size()));
        Client &speaker = expected.size() % 2 == 0 ? alice : bob;
        QVERIFY(isOk(speaker.ask(QStringLiteral("send"),
                                 { { QStringLiteral("conversation"), sid },
                                   { QStringLiteral("body"), expected.last() } })));
        const int before = alice.count(QStringLiteral("tokenUpdated"));
        (void)waitUntil([&] { return alice.count(QStringLiteral("tokenUpdated")) > before; }, 500);
    }
    for (const Client *client : { &alice, &bob }) {
        QTRY_COMPARE_WITH_TIMEOUT(client->bodies(sid), expected, 15000);
        QCOMPARE(client->count(QStringLiteral("connectionError")), 0);
        QCOMPARE(client->count(QStringLiteral("tokenExpired")), 0);
        QCOMPARE(client->count(QStringLiteral("tokenUpdateFailed")), 0);
        QCOMPARE(client->count(QStringLiteral("connectionStateChanged")),
                 2); // connecting, connected
        const auto updates = client->events(QStringLiteral("tokenUpdated"));
        QCOMPARE(updates[0].value(QStringLiteral("reason")).toString(), QStringLiteral("signIn"));
        for (size_t i = 1; i < updates.size(); ++i)
            QVERIFY(updates[i].value(QStringLiteral("expiresAt")).toString()
                    > updates[i - 1].value(QStringLiteral("expiresAt")).toString());
    }
}

void tst_Token::talksOnWhileTheTokenEndPointIsDown()
{
    Service service;
    QVERIFY(service.start({ QStringLiteral("--no-demo-data"), QStringLiteral("--token-ttl"),
                            QStringLiteral("300") }));
    Client alice;
    alice.start(service, QStringLiteral("alice"));
    const QJsonObject created
        = alice.ask(QStringLiteral("createConversation"),
                    { { QStringLiteral("uniqueName"), QStringLiteral("room") } });
    QVERIFY(isOk(created));
    service.toggleTokenEndpoint();
    const QJsonObject refused = alice.ask(QStringLiteral("refreshToken"));
    QVERIFY(!isOk(refused));
    const QJsonObject failed = alice.waitForEvent(QStringLiteral("tokenUpdateFailed"));
    QCOMPARE(failed.value(QStringLiteral("code")).toString(), QStringLiteral("offline"));
    QCOMPARE(failed.value(QStringLiteral("attempt")).toInt(), 1);
    QVERIFY(failed.value(QStringLiteral("retryInSeconds")).toDouble() > 0);
    const QJsonObject sent
        = alice.ask(QStringLiteral("send"),
                    { { QStringLiteral("conversation"), QStringLiteral("room") },
                      { QStringLiteral("body"), QStringLiteral("still here") } });
    QVERIFY(isOk(sent));
    service.toggleTokenEndpoint();
    const QJsonObject recovered = alice.waitForEvent(QStringLiteral("tokenUpdateRecovered"), 45000);
    QVERIFY(recovered.value(QStringLiteral("attempts")).toInt() >= 1);
    QVERIFY(recovered.value(QStringLiteral("downSeconds")).toDouble() > 0);
    QCOMPARE(alice.count(QStringLiteral("connectionError")), 0);
    QCOMPARE(alice.count(QStringLiteral("connectionStateChanged")), 2);
}

void tst_Token::comesBackAfterTheTokenHasExpired()
{
    Service service;
    QVERIFY(service.start({ QStringLiteral("--no-demo-data"), QStringLiteral("--token-ttl"),
                            QStringLiteral("34"), QStringLiteral("--about-to-expire-lead"),
                            QStringLiteral("10") }));
    Client alice;
    alice.start(service, QStringLiteral("alice"));
    QVERIFY(isOk(alice.ask(QStringLiteral("createConversation"),
                           { { QStringLiteral("uniqueName"), QStringLiteral("room") } })));
    service.toggleTokenEndpoint();
    QVERIFY(!alice.waitForEvent(QStringLiteral("tokenExpired"), 45000).isEmpty());
    QVERIFY(alice.count(QStringLiteral("tokenAboutToExpire")) == 1);
    const QString id = alice.send(QStringLiteral("send"),
                                  { { QStringLiteral("conversation"), QStringLiteral("room") },
                                    { QStringLiteral("body"), QStringLiteral("later") } });
    const size_t seen = alice.events().size();
    service.toggleTokenEndpoint();
    const QJsonObject updated = alice.waitForEvent(QStringLiteral("tokenUpdated"), 40000, seen);
    QCOMPARE(updated.value(QStringLiteral("reason")).toString(), QStringLiteral("expired"));
    QVERIFY(isOk(alice.waitForResult(id, 30000)));
    QCOMPARE(alice.count(QStringLiteral("tokenExpired")), 1);
}

QTEST_GUILESS_MAIN(tst_Token)
#include "tst_token.moc"
