// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QDeadlineTimer>
#include <QTest>

using namespace parley::test;

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
    QVERIFY(service.start({ QStringLiteral("--no-demo-data"), QStringLiteral("--token-ttl"),
                            QStringLiteral("60"), QStringLiteral("--about-to-expire-lead"),
                            QStringLiteral("15") }));
    Client alice;
    Client bob;
    alice.start(service, QStringLiteral("alice"));
    bob.start(service, QStringLiteral("bob"));
    const QJsonObject created
        = alice.ask(QStringLiteral("createConversation"),
                    { { QStringLiteral("uniqueName"), QStringLiteral("room") } });
    const QString sid = created.value(QStringLiteral("data"))
                            .toObject()
                            .value(QStringLiteral("conversation"))
                            .toString();
    QVERIFY(isOk(alice.ask(QStringLiteral("addParticipant"),
                           { { QStringLiteral("conversation"), sid },
                             { QStringLiteral("identity"), QStringLiteral("bob") } })));
    QVERIFY(!bob.waitForEvent(QStringLiteral("conversationJoined")).isEmpty());

    QStringList ofAlice;
    QStringList ofBob;
    QList<std::pair<Client *, QString>> sent;
    const QDeadlineTimer end(Minutes * 60 * 1000);
    for (int second = 1; !end.hasExpired(); ++second) {
        ofAlice.append(QStringLiteral("alice %1").arg(second));
        ofBob.append(QStringLiteral("bob %1").arg(second));
        sent.emplace_back(&alice,
                          alice.send(QStringLiteral("send"),
                                     { { QStringLiteral("conversation"), sid },
                                       { QStringLiteral("body"), ofAlice.last() } }));
        sent.emplace_back(&bob,
                          bob.send(QStringLiteral("send"),
                                   { { QStringLiteral("conversation"), sid },
                                     { QStringLiteral("body"), ofBob.last() } }));
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
    QCOMPARE(alice.bodies(sid).filter(QStringLiteral("alice")), ofAlice);
    QCOMPARE(alice.bodies(sid).filter(QStringLiteral("bob")), ofBob);
    QVERIFY(alice.count(QStringLiteral("tokenUpdateRecovered")) > 0);
    QVERIFY(alice.isRunning() && bob.isRunning());
    QCOMPARE(alice.strayLines() + bob.strayLines(), 0);
}

QTEST_GUILESS_MAIN(tst_Soak)
#include "tst_soak.moc"
