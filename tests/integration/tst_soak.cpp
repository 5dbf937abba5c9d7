// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QDeadlineTimer>
#include <QTest>

using namespace parley::test;
using namespace Qt::StringLiterals;

/// Five minutes of chat with short tokens, an outage of the token end point and cut links.
class tst_Soak : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void talksForFiveMinutes();
};

namespace {

constexpr int Minutes = 5;

} // namespace

void tst_Soak::initTestCase()
{
    if (!qEnvironmentVariableIsSet("PARLEY_SOAK"))
        QSKIP("takes five minutes; set PARLEY_SOAK to run it");
}

void tst_Soak::talksForFiveMinutes()
{
    Service service;
    QVERIFY(service.start(
        { u"--no-demo-data"_s, u"--token-ttl"_s, u"60"_s, u"--about-to-expire-lead"_s, u"15"_s }));
    Client alice;
    Client bob;
    alice.start(service, u"alice"_s);
    bob.start(service, u"bob"_s);
    const QJsonObject created
        = alice.ask(u"createConversation"_s, { { u"uniqueName"_s, u"room"_s } });
    const QString sid = created.value(u"data"_s).toObject().value(u"conversation"_s).toString();
    QVERIFY(isOk(alice.ask(u"addParticipant"_s,
                           { { u"conversation"_s, sid }, { u"identity"_s, u"bob"_s } })));
    QVERIFY(!bob.waitForEvent(u"conversationJoined"_s).isEmpty());

    QStringList ofAlice;
    QStringList ofBob;
    QList<std::pair<Client *, QString>> sent;
    const QDeadlineTimer end(Minutes * 60 * 1000);
    for (int second = 1; !end.hasExpired(); ++second) {
        ofAlice.append(u"alice %1"_s.arg(second));
        ofBob.append(u"bob %1"_s.arg(second));
        sent.emplace_back(
            &alice,
            alice.send(u"send"_s, { { u"conversation"_s, sid }, { u"body"_s, ofAlice.last() } }));
        sent.emplace_back(
            &bob, bob.send(u"send"_s, { { u"conversation"_s, sid }, { u"body"_s, ofBob.last() } }));
        if (second % 70 == 0)
            service.dropConnections();
        if (second == 100 || second == 190) // down for 90 s: longer than a token lives
            service.toggleTokenEndpoint();
        (void)waitUntil([&] { return end.hasExpired(); }, 1000);
    }
    for (const auto &[client, id] : sent)
        QVERIFY2(isOk(client->waitForResult(id, 60000)), qPrintable(id));

    QTRY_COMPARE_WITH_TIMEOUT(bob.bodies(sid).size(), ofAlice.size() + ofBob.size(), 30000);
    QTRY_COMPARE_WITH_TIMEOUT(alice.bodies(sid), bob.bodies(sid), 30000);
    QCOMPARE(alice.bodies(sid).filter(u"alice"_s), ofAlice);
    QCOMPARE(alice.bodies(sid).filter(u"bob"_s), ofBob);
    QVERIFY(alice.count(u"tokenUpdateRecovered"_s) > 0);
    QVERIFY(alice.isRunning() && bob.isRunning());
    QCOMPARE(alice.strayLines() + bob.strayLines(), 0);
}

QTEST_GUILESS_MAIN(tst_Soak)
#include "tst_soak.moc"
