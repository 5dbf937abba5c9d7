// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/sid.h"

#include <QTest>

using namespace parley;
using namespace Qt::StringLiterals;

class tst_twilsock_sid final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsTheForm_data();
    void knowsTheForm();
};

void tst_twilsock_sid::knowsTheForm_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isConversation");
    QTest::addColumn<bool>("isAny");
    QTest::newRow("a conversation") << u"CH0123456789abcdef0123456789abcdef"_s << true << true;
    QTest::newRow("capital digits") << u"CH0123456789ABCDEF0123456789ABCDEF"_s << true << true;
    QTest::newRow("another kind") << u"IM0123456789abcdef0123456789abcdef"_s << false << true;
    QTest::newRow("small letters") << u"ch0123456789abcdef0123456789abcdef"_s << false << false;
    QTest::newRow("too short") << u"CH0123456789abcdef0123456789abcde"_s << false << false;
    QTest::newRow("too long") << u"CH0123456789abcdef0123456789abcdef0"_s << false << false;
    QTest::newRow("no digit") << u"CH0123456789abcdef0123456789abcdeg"_s << false << false;
    QTest::newRow("digits of another script")
        << u"CH\u0660123456789abcdef0123456789abcdef"_s << false << false;
    QTest::newRow("the prefix alone") << u"CH"_s << false << false;
    QTest::newRow("empty") << QString() << false << false;
}

void tst_twilsock_sid::knowsTheForm()
{
    QFETCH(QString, text);
    QTEST(isSid(text, "CH"_L1), "isConversation");
    QTEST(looksLikeSid(text), "isAny");
}

QTEST_GUILESS_MAIN(tst_twilsock_sid)
#include "tst_twilsock_sid.moc"
