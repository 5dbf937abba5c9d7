// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"
#include "support/testtoken.h"

#include <QSaveFile>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace Qt::StringLiterals;

namespace {

/// The example of app/token, whose diagnostics go to standard error.
class Example final : public Program
{
public:
    void start(const QString &tokenUrl, const QString &password)
    {
        setEnvironment(u"EXAMPLE_USER"_s, u"alice"_s);
        setEnvironment(u"EXAMPLE_PASSWORD"_s, password);
        setEnvironment(u"QT_FORCE_STDERR_LOGGING"_s, u"1"_s);
        Program::start(QStringLiteral(PARLEY_TOKEN_EXAMPLE), { tokenUrl });
    }
};

/// The example with a provider of its own, which reads the token from a file.
class OwnProvider final : public Program
{
public:
    void start(const QString &path)
    {
        setEnvironment(u"QT_FORCE_STDERR_LOGGING"_s, u"1"_s);
        Program::start(QStringLiteral(PARLEY_OWN_PROVIDER), { path });
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
        example.start(service.tokenUrl(), u"demo"_s);
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
        example.start(service.tokenUrl(), u"wrong"_s);
        QTRY_VERIFY_WITH_TIMEOUT(example.errors().contains("credentialRejected"), 15000);
        QVERIFY(!example.errors().contains("the client runs on"));
        example.signal(15);
    }

    void takesTokensFromAnywhere()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"token"_s);
        OwnProvider example;
        example.start(path);
        QTRY_VERIFY_WITH_TIMEOUT(example.errors().contains("No such file"), 15000);

        QSaveFile file(path); // in one step, so that no half of a token is read
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(makeJwt({ .issuedAt = SystemClock().wallNow() }) + '\n');
        QVERIFY(file.commit());
        QTRY_VERIFY_WITH_TIMEOUT(example.errors().contains("use AccessToken("), 15000);
        QVERIFY(!example.errors().contains("eyJ"));
        example.signal(15);
    }
};

QTEST_GUILESS_MAIN(tst_Example)
#include "tst_example.moc"
