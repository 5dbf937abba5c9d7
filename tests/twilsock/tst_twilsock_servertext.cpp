// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/clientframes.h"
#include "twilsock/phase.h"
#include "twilsock/servertext.h"

#include <QJsonObject>
#include <QTest>

using namespace parley::twilsock;
using namespace Qt::StringLiterals;

/// What the service writes reaches no log as it is.
class tst_twilsock_servertext final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesTextFit_data();
    void makesTextFit();
    void isUsedWhereTextIsTyped();
};

void tst_twilsock_servertext::makesTextFit_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("readable");
    const QString dots(u'\u2026');
    QTest::newRow("plain words") << u"Too many requests"_s << u"Too many requests"_s;
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("a token") << u"Invalid token eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.c2ln-_x, sorry"_s
                             << u"Invalid token %1, sorry"_s.arg(dots);
    QTest::newRow("19 characters") << u"abcdefghijklmnopqrs"_s << u"abcdefghijklmnopqrs"_s;
    QTest::newRow("20 characters") << u"abcdefghijklmnopqrst"_s << dots;
    QTest::newRow("long") << u"word "_s.repeated(100) << u"word "_s.repeated(40).left(199) + dots;
    QTest::newRow("a token across the cut")
        << u"word "_s.repeated(38) + QString(500, u'x') << u"word "_s.repeated(38) + dots;
    QTest::newRow("commands of a terminal")
        << QString(u"a"_s + QChar(0x9B) + u"31m"_s + QChar(0x7F) + QChar(0x202E) + u"b"_s)
        << u"a31mb"_s;
    QTest::newRow("an emoji that is joined")
        << QString(u"a"_s + QChar(0x200D)) << QString(u"a"_s + QChar(0x200D));
    QTest::newRow("several lines") << u"one\r\ntwo\n"_s << u"one two"_s;
}

void tst_twilsock_servertext::makesTextFit()
{
    QFETCH(QString, text);
    QTEST(serverText(text), "readable");
}

void tst_twilsock_servertext::isUsedWhereTextIsTyped()
{
    const QString secret = u"SECRET.SECRET.SECRET.SECRET"_s;
    const QString dots(u'\u2026');
    for (const char *key : { "description", "status" }) {
        const Frame frame {
            { { u"status"_s,
                QJsonObject { { u"code"_s, 401 }, { QString::fromLatin1(key), secret } } } },
            {}
        };
        QCOMPARE(Status::of(frame).text, dots);
    }
    const Frame reply {
        { { u"http_status"_s, QJsonObject { { u"code"_s, 500 }, { u"status"_s, secret } } } }, {}
    };
    QCOMPARE(responseFromReply(reply).detail, dots);
}

QTEST_GUILESS_MAIN(tst_twilsock_servertext)
#include "tst_twilsock_servertext.moc"
