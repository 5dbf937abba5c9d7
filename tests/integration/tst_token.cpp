// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QTest>

using namespace parley::test;
using namespace Qt::StringLiterals;

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
    QVERIFY(service.start({ u"--no-demo-data"_s }));
    Client alice;
    alice.start(service, u"alice"_s);
    const QJsonObject refreshed = alice.ask(u"refreshToken"_s); // waits for the sign-in
    QVERIFY2(isOk(refreshed), alice.output().constData());
    QTRY_COMPARE_WITH_TIMEOUT(alice.count(u"tokenUpdated"_s), 2,
                              15000); // once the service has it
    QCOMPARE(alice.count(u"tokenUpdateFailed"_s), 0);
}

void tst_Token::replacesTheTokenOnTheSameSocket()
{
    Service service;
    QVERIFY(service.start(
        { u"--no-demo-data"_s, u"--token-ttl"_s, u"34"_s, u"--about-to-expire-lead"_s, u"10"_s }));
    Client alice;
    Client bob;
    alice.start(service, u"alice"_s);
    bob.start(service, u"bob"_s);
    const QJsonObject created
        = alice.ask(u"createConversation"_s, { { u"uniqueName"_s, u"room"_s } });
    QVERIFY(isOk(created));
    const QString sid = created.value(u"data"_s).toObject().value(u"conversation"_s).toString();
    QVERIFY(isOk(alice.ask(u"addParticipant"_s,
                           { { u"conversation"_s, sid }, { u"identity"_s, u"bob"_s } })));
    QVERIFY(!bob.waitForEvent(u"conversationJoined"_s).isEmpty());

    // Two more tokens after the one of the sign-in, and talk all the time.
    QStringList expected;
    const QDeadlineTimer deadline(80000);
    while (alice.count(u"tokenUpdated"_s) < 3 || bob.count(u"tokenUpdated"_s) < 3) {
        QVERIFY2(!deadline.hasExpired(), alice.output().constData());
        expected.append(QString::number(expected.size()));
        Client &speaker = expected.size() % 2 == 0 ? alice : bob;
        QVERIFY(isOk(speaker.ask(u"send"_s,
                                 { { u"conversation"_s, sid }, { u"body"_s, expected.last() } })));
        const int before = alice.count(u"tokenUpdated"_s);
        (void)waitUntil([&] { return alice.count(u"tokenUpdated"_s) > before; }, 500);
    }
    for (const Client *client : { &alice, &bob }) {
        QTRY_COMPARE_WITH_TIMEOUT(client->bodies(sid), expected, 15000);
        QCOMPARE(client->count(u"connectionError"_s), 0);
        QCOMPARE(client->count(u"tokenExpired"_s), 0);
        QCOMPARE(client->count(u"tokenUpdateFailed"_s), 0);
        QCOMPARE(client->count(u"connectionStateChanged"_s),
                 2); // connecting, connected
        const auto updates = client->events(u"tokenUpdated"_s);
        QCOMPARE(updates[0].value(u"reason"_s).toString(), u"signIn"_s);
        for (size_t i = 1; i < updates.size(); ++i)
            QVERIFY(updates[i].value(u"expiresAt"_s).toString()
                    > updates[i - 1].value(u"expiresAt"_s).toString());
    }
}

void tst_Token::talksOnWhileTheTokenEndPointIsDown()
{
    Service service;
    QVERIFY(service.start({ u"--no-demo-data"_s, u"--token-ttl"_s, u"300"_s }));
    Client alice;
    alice.start(service, u"alice"_s);
    const QJsonObject created
        = alice.ask(u"createConversation"_s, { { u"uniqueName"_s, u"room"_s } });
    QVERIFY(isOk(created));
    service.toggleTokenEndpoint();
    const QJsonObject refused = alice.ask(u"refreshToken"_s);
    QVERIFY(!isOk(refused));
    const QJsonObject failed = alice.waitForEvent(u"tokenUpdateFailed"_s);
    QCOMPARE(failed.value(u"code"_s).toString(), u"offline"_s);
    QCOMPARE(failed.value(u"attempt"_s).toInt(), 1);
    QVERIFY(failed.value(u"retryInSeconds"_s).toDouble() > 0);
    const QJsonObject sent = alice.ask(
        u"send"_s, { { u"conversation"_s, u"room"_s }, { u"body"_s, u"still here"_s } });
    QVERIFY(isOk(sent));
    service.toggleTokenEndpoint();
    const QJsonObject recovered = alice.waitForEvent(u"tokenUpdateRecovered"_s, 45000);
    QVERIFY(recovered.value(u"attempts"_s).toInt() >= 1);
    QVERIFY(recovered.value(u"downSeconds"_s).toDouble() > 0);
    QCOMPARE(alice.count(u"connectionError"_s), 0);
    QCOMPARE(alice.count(u"connectionStateChanged"_s), 2);
}

void tst_Token::comesBackAfterTheTokenHasExpired()
{
    Service service;
    QVERIFY(service.start(
        { u"--no-demo-data"_s, u"--token-ttl"_s, u"34"_s, u"--about-to-expire-lead"_s, u"10"_s }));
    Client alice;
    alice.start(service, u"alice"_s);
    QVERIFY(isOk(alice.ask(u"createConversation"_s, { { u"uniqueName"_s, u"room"_s } })));
    service.toggleTokenEndpoint();
    QVERIFY(!alice.waitForEvent(u"tokenExpired"_s, 45000).isEmpty());
    QVERIFY(alice.count(u"tokenAboutToExpire"_s) == 1);
    const QString id
        = alice.send(u"send"_s, { { u"conversation"_s, u"room"_s }, { u"body"_s, u"later"_s } });
    const size_t seen = alice.events().size();
    service.toggleTokenEndpoint();
    const QJsonObject updated = alice.waitForEvent(u"tokenUpdated"_s, 40000, seen);
    QCOMPARE(updated.value(u"reason"_s).toString(), u"expired"_s);
    QVERIFY(isOk(alice.waitForResult(id, 30000)));
    QCOMPARE(alice.count(u"tokenExpired"_s), 1);
}

QTEST_GUILESS_MAIN(tst_Token)
#include "tst_token.moc"
