// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/signin/signinentry.h"

#include <QTest>

using namespace parley;
using namespace Qt::StringLiterals;

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
    QTest::newRow("a password") << u"p\"ä€\\ss"_s << QString() << QByteArray();
    QTest::newRow("a password and a token") << u"pass"_s << QString() << QByteArray("a.b.c");
    QTest::newRow("a session and a token") << QString() << u"s-1"_s << QByteArray("a.b.c");
}

void tst_SignInEntry::readsBackWhatItWrites()
{
    QFETCH(QString, secret);
    QFETCH(QString, session);
    QFETCH(QByteArray, jwt);
    const SignInEntry signIn { .credential
                               = { .user = u"zoë"_s, .secret = secret, .session = session },
                               .jwt = jwt };
    const auto read = SignInEntry::decoded(signIn.encoded(0));
    QVERIFY(read);
    QVERIFY(*read == signIn);
}

void tst_SignInEntry::keepsTheSessionAndNotThePassword()
{
    const SignInEntry signIn {
        .credential = { .user = u"alice"_s, .secret = u"marker-password"_s, .session = u"s-1"_s }
    };
    QVERIFY(!signIn.encoded(0).contains("marker-password"));
}

void tst_SignInEntry::leavesTheTokenOutWhereItDoesNotFit()
{
    const SignInEntry signIn { .credential = { .user = u"alice"_s, .secret = u"pass"_s },
                               .jwt = QByteArray(2550, 't') };
    QVERIFY(signIn.encoded(2560).size() < 100);
    const auto read = SignInEntry::decoded(signIn.encoded(2560));
    QVERIFY(read);
    QCOMPARE(read->credential.secret, u"pass"_s);
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
