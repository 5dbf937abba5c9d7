// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/clientframes.h"
#include "twilsock/phase.h"
#include "twilsock/servertext.h"

#include <QJsonObject>
#include <QTest>

using namespace parley::twilsock;

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
    QTest::newRow("plain words") << QStringLiteral("Too many requests")
                                 << QStringLiteral("Too many requests");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("a token") << QStringLiteral(
        "Invalid token eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.c2ln-_x, sorry")
                             << QStringLiteral("Invalid token %1, sorry").arg(dots);
    QTest::newRow("19 characters")
        << QStringLiteral("abcdefghijklmnopqrs") << QStringLiteral("abcdefghijklmnopqrs");
    QTest::newRow("20 characters") << QStringLiteral("abcdefghijklmnopqrst") << dots;
    QTest::newRow("long") << QStringLiteral("word ").repeated(100)
                          << QStringLiteral("word ").repeated(40).left(199) + dots;
    QTest::newRow("a token across the cut") << QStringLiteral("word ").repeated(38)
            + QString(500, u'x') << QStringLiteral("word ").repeated(38) + dots;
    QTest::newRow("commands of a terminal")
        << QString(QStringLiteral("a") + QChar(0x9B) + QStringLiteral("31m") + QChar(0x7F)
                   + QChar(0x202E) + QStringLiteral("b"))
        << QStringLiteral("a31mb");
    QTest::newRow("an emoji that is joined") << QString(QStringLiteral("a") + QChar(0x200D))
                                             << QString(QStringLiteral("a") + QChar(0x200D));
    QTest::newRow("several lines") << QStringLiteral("one\r\ntwo\n") << QStringLiteral("one two");
}

void tst_twilsock_servertext::makesTextFit()
{
    QFETCH(QString, text);
    QTEST(serverText(text), "readable");
}

void tst_twilsock_servertext::isUsedWhereTextIsTyped()
{
    const QString secret = QStringLiteral("SECRET.SECRET.SECRET.SECRET");
    const QString dots(u'\u2026');
    for (const char *key : { "description", "status" }) {
        const Frame frame { { { QStringLiteral("status"),
                                QJsonObject { { QStringLiteral("code"), 401 },
                                              { QString::fromLatin1(key), secret } } } },
                            {} };
        QCOMPARE(Status::of(frame).text, dots);
    }
    const Frame reply { { { QStringLiteral("http_status"),
                            QJsonObject { { QStringLiteral("code"), 500 },
                                          { QStringLiteral("status"), secret } } } },
                        {} };
    QCOMPARE(responseFromReply(reply).detail, dots);
}

QTEST_GUILESS_MAIN(tst_twilsock_servertext)
#include "tst_twilsock_servertext.moc"
