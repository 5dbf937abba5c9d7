// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/session.h"

#include <QTest>

using namespace parley;

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
                                  << QStringLiteral("wss://tsock.us1.twilio.com/v3/wsconnect");
    QTest::newRow("a region") << QString() << QStringLiteral("ie1")
                              << QStringLiteral("wss://tsock.ie1.twilio.com/v3/wsconnect");
    QTest::newRow("a URL goes ahead")
        << QStringLiteral("ws://127.0.0.1:9/v3/wsconnect") << QStringLiteral("ie1")
        << QStringLiteral("ws://127.0.0.1:9/v3/wsconnect");
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
    config.identity = QStringLiteral("alice");
    config.tokenUrl
        = QUrl(QStringLiteral("https://u:marker@example.org/token?password=marker#marker"));
    QCOMPARE(config.keychainKey(), QStringLiteral("alice https://example.org/token"));
}

void tst_SessionConfig::findsProblems_data()
{
    QTest::addColumn<QString>("tokenUrl");
    QTest::addColumn<QString>("serviceUrl");
    QTest::addColumn<QString>("identity");
    QTest::addColumn<bool>("works");
    const QString https = QStringLiteral("https://example.org/token");
    const QString alice = QStringLiteral("alice");
    QTest::newRow("all good") << https << QString() << alice << true;
    QTest::newRow("http on loopback")
        << QStringLiteral("http://127.0.0.1:80/token") << QString() << alice << true;
    QTest::newRow("http elsewhere")
        << QStringLiteral("http://example.org/token") << QString() << alice << false;
    QTest::newRow("no token URL") << QString() << QString() << alice << false;
    QTest::newRow("no user") << https << QString() << QString() << false;
    QTest::newRow("ws on loopback")
        << https << QStringLiteral("ws://localhost:1/x") << alice << true;
    QTest::newRow("ws on ::1") << https << QStringLiteral("ws://[::1]:1/x") << alice << true;
    QTest::newRow("ws elsewhere") << https << QStringLiteral("ws://example.org/x") << alice
                                  << false;
    QTest::newRow("ws to a name like loopback")
        << https << QStringLiteral("ws://127.0.0.1.example.org/x") << alice << false;
    QTest::newRow("wss elsewhere")
        << https << QStringLiteral("wss://example.org/x") << alice << true;
    QTest::newRow("https as service")
        << https << QStringLiteral("https://example.org/x") << alice << false;
    QTest::newRow("a password in the service URL")
        << https << QStringLiteral("wss://u:p@example.org/x") << alice << false;
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
