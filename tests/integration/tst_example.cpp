// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QTest>

using namespace parley::test;

namespace {

/// The example of app/token, whose diagnostics go to standard error.
class Example final : public Program
{
public:
    void start(const QString &tokenUrl, const QString &password)
    {
        setEnvironment(QStringLiteral("EXAMPLE_USER"), QStringLiteral("alice"));
        setEnvironment(QStringLiteral("EXAMPLE_PASSWORD"), password);
        setEnvironment(QStringLiteral("QT_FORCE_STDERR_LOGGING"), QStringLiteral("1"));
        Program::start(QStringLiteral(PARLEY_TOKEN_EXAMPLE), { tokenUrl });
    }
};

} // namespace

/// What app/token/README.md shows works against a real token end point.
class tst_Example : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fetchesATokenAndOffersIt()
    {
        Service service;
        QVERIFY(service.start());
        Example example;
        example.start(service.tokenUrl(), QStringLiteral("demo"));
        QTRY_VERIFY_WITH_TIMEOUT(example.errors().contains("the client runs on AccessToken("),
                                 15000);
        QVERIFY(example.errors().contains("alice"));
        QVERIFY(!example.errors().contains("eyJ")); // the token itself is a secret
        example.signal(15);
    }

    void tellsAWrongPassword()
    {
        Service service;
        QVERIFY(service.start());
        Example example;
        example.start(service.tokenUrl(), QStringLiteral("wrong"));
        QTRY_VERIFY_WITH_TIMEOUT(example.errors().contains("credentialRejected"), 15000);
        QVERIFY(!example.errors().contains("the client runs on"));
        example.signal(15);
    }
};

QTEST_GUILESS_MAIN(tst_Example)
#include "tst_example.moc"
