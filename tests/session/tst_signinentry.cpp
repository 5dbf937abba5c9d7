// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/signinentry.h"

#include <QTest>

using namespace parley;

class tst_SignInEntry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrites_data();
    void readsBackWhatItWrites();
    void keepsTheSessionAndNotThePassword();
    void leavesTheTokenOutWhereItDoesNotFit();
    void refusesWhatItDidNotWrite_data();
    void refusesWhatItDidNotWrite();
};

void tst_SignInEntry::readsBackWhatItWrites_data()
{
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("session");
    QTest::addColumn<QByteArray>("jwt");
    QTest::newRow("a password") << QStringLiteral("p\"ä€\\ss") << QString() << QByteArray();
    QTest::newRow("a password and a token")
        << QStringLiteral("pass") << QString() << QByteArray("a.b.c");
    QTest::newRow("a session and a token")
        << QString() << QStringLiteral("s-1") << QByteArray("a.b.c");
}

void tst_SignInEntry::readsBackWhatItWrites()
{
    QFETCH(QString, secret);
    QFETCH(QString, session);
    QFETCH(QByteArray, jwt);
    const SignInEntry signIn {
        .credential = { .user = QStringLiteral("zoë"), .secret = secret, .session = session },
        .jwt = jwt
    };
    const auto read = SignInEntry::decoded(signIn.encoded(0));
    QVERIFY(read);
    QVERIFY(*read == signIn);
}

void tst_SignInEntry::keepsTheSessionAndNotThePassword()
{
    const SignInEntry signIn { .credential = { .user = QStringLiteral("alice"),
                                               .secret = QStringLiteral("marker-password"),
                                               .session = QStringLiteral("s-1") } };
    QVERIFY(!signIn.encoded(0).contains("marker-password"));
}

void tst_SignInEntry::leavesTheTokenOutWhereItDoesNotFit()
{
    const SignInEntry signIn { .credential = { .user = QStringLiteral("alice"),
                                               .secret = QStringLiteral("pass") },
                               .jwt = QByteArray(2550, 't') };
    QVERIFY(signIn.encoded(2560).size() < 100);
    const auto read = SignInEntry::decoded(signIn.encoded(2560));
    QVERIFY(read);
    QCOMPARE(read->credential.secret, QStringLiteral("pass"));
    QVERIFY(read->jwt.isEmpty());
}

void tst_SignInEntry::refusesWhatItDidNotWrite_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("random bytes") << QByteArray::fromHex("9f03c4a1ff00");
    QTest::newRow("half of it") << QByteArray(R"({"version":1,"user":"ali)");
    QTest::newRow("a bare password") << QByteArray("demo");
    QTest::newRow("a later version")
        << QByteArray(R"({"version":2,"user":"alice","secret":"demo"})");
    QTest::newRow("no user") << QByteArray(R"({"version":1,"secret":"demo"})");
    QTest::newRow("no secret") << QByteArray(R"({"version":1,"user":"alice","token":"a.b.c"})");
}

void tst_SignInEntry::refusesWhatItDidNotWrite()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!SignInEntry::decoded(bytes));
}

QTEST_GUILESS_MAIN(tst_SignInEntry)
#include "tst_signinentry.moc"
