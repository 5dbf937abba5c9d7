// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/session.h"

#include <QTest>

using namespace parley;
using namespace Qt::StringLiterals;

class tst_SessionConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheServiceOfTheRegion_data();
    void namesTheServiceOfTheRegion();
    void keepsSecretsOutOfTheKey();
    void findsProblems_data();
    void findsProblems();
};

void tst_SessionConfig::namesTheServiceOfTheRegion_data()
{
    QTest::addColumn<QString>("serviceUrl");
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing said") << QString() << QString()
                                  << u"wss://tsock.us1.twilio.com/v3/wsconnect"_s;
    QTest::newRow("a region") << QString() << u"ie1"_s
                              << u"wss://tsock.ie1.twilio.com/v3/wsconnect"_s;
    QTest::newRow("a URL goes ahead")
        << u"ws://127.0.0.1:9/v3/wsconnect"_s << u"ie1"_s << u"ws://127.0.0.1:9/v3/wsconnect"_s;
}

void tst_SessionConfig::namesTheServiceOfTheRegion()
{
    QFETCH(QString, serviceUrl);
    QFETCH(QString, region);
    QFETCH(QString, expected);
    SessionConfig config;
    config.serviceUrl = QUrl(serviceUrl);
    config.region = region;
    QCOMPARE(config.effectiveServiceUrl(), QUrl(expected));
}

void tst_SessionConfig::keepsSecretsOutOfTheKey()
{
    SessionConfig config;
    config.identity = u"alice"_s;
    config.tokenUrl = QUrl(u"https://u:marker@example.org/token?password=marker#marker"_s);
    QCOMPARE(config.keychainKey(), u"alice https://example.org/token"_s);
}

void tst_SessionConfig::findsProblems_data()
{
    QTest::addColumn<QString>("tokenUrl");
    QTest::addColumn<QString>("serviceUrl");
    QTest::addColumn<QString>("identity");
    QTest::addColumn<bool>("works");
    const QString https = u"https://example.org/token"_s;
    const QString alice = u"alice"_s;
    QTest::newRow("all good") << https << QString() << alice << true;
    QTest::newRow("http on loopback")
        << u"http://127.0.0.1:80/token"_s << QString() << alice << true;
    QTest::newRow("http elsewhere") << u"http://example.org/token"_s << QString() << alice << false;
    QTest::newRow("no token URL") << QString() << QString() << alice << false;
    QTest::newRow("no user") << https << QString() << QString() << false;
    QTest::newRow("ws on loopback") << https << u"ws://localhost:1/x"_s << alice << true;
    QTest::newRow("ws on ::1") << https << u"ws://[::1]:1/x"_s << alice << true;
    QTest::newRow("ws elsewhere") << https << u"ws://example.org/x"_s << alice << false;
    QTest::newRow("ws to a name like loopback")
        << https << u"ws://127.0.0.1.example.org/x"_s << alice << false;
    QTest::newRow("wss elsewhere") << https << u"wss://example.org/x"_s << alice << true;
    QTest::newRow("https as service") << https << u"https://example.org/x"_s << alice << false;
    QTest::newRow("a password in the service URL")
        << https << u"wss://u:p@example.org/x"_s << alice << false;
}

void tst_SessionConfig::findsProblems()
{
    QFETCH(QString, tokenUrl);
    QFETCH(QString, serviceUrl);
    QFETCH(QString, identity);
    QFETCH(bool, works);
    SessionConfig config;
    config.tokenUrl = QUrl(tokenUrl);
    config.serviceUrl = QUrl(serviceUrl);
    config.identity = identity;
    QVERIFY2(config.problem().isEmpty() == works, qPrintable(config.problem()));
}

QTEST_GUILESS_MAIN(tst_SessionConfig)
#include "tst_sessionconfig.moc"
