// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/options.h"

#include <QTest>

using parley::ui::Options;
using parley::ui::parseOptions;

class tst_Options final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("good");
        QTest::addRow("nothing") << QString() << true;
        QTest::addRow("own back end")
            << QStringLiteral("--token-url https://example.com/token --user alice") << true;
        QTest::addRow("query on this computer")
            << QStringLiteral("--token-url http://localhost:3000/token --token-auth query") << true;
        QTest::addRow("query in the open")
            << QStringLiteral("--token-url http://example.com/token --token-auth query") << false;
        QTest::addRow("unknown kind")
            << QStringLiteral("--token-url https://example.com/token --token-auth magic") << false;
        QTest::addRow("unknown option") << QStringLiteral("--password demo") << false;
        QTest::addRow("service without token end point")
            << QStringLiteral("--service-url wss://example.com/") << false;
        QTest::addRow("plain service elsewhere") << QStringLiteral(
            "--token-url https://example.com/token --service-url ws://example.com/")
                                                 << false;
        QTest::addRow("tour against another back end")
            << QStringLiteral("--tour out --token-url https://example.com/token") << false;
        QTest::addRow("an argument") << QStringLiteral("file") << false;
    }
    void parses()
    {
        QFETCH(QString, line);
        QFETCH(bool, good);
        const Options options = parseOptions(QStringList { QStringLiteral("parley") }
                                             + line.split(u' ', Qt::SkipEmptyParts));
        QVERIFY2(options.problem.isEmpty() == good, qPrintable(options.problem));
    }

    void oneDashIsEnoughForAWord()
    {
        for (const char *word : { "-reverse", "--reverse" }) {
            const Options options = parseOptions({ QStringLiteral("parley"), QLatin1String(word) });
            QVERIFY2(options.problem.isEmpty(), qPrintable(options.problem));
            QVERIFY(options.isMirrored);
            QVERIFY(!options.version);
        }
        QVERIFY(parseOptions({ QStringLiteral("parley"), QStringLiteral("-v") }).version);
        QVERIFY(parseOptions({ QStringLiteral("parley"), QStringLiteral("-h") }).help);
    }

    void takesTheValues()
    {
        const Options options = parseOptions(
            { QStringLiteral("parley"), QStringLiteral("--token-url"),
              QStringLiteral("https://example.com/token"), QStringLiteral("--token-auth"),
              QStringLiteral("bearer"), QStringLiteral("--region"), QStringLiteral("ie1"),
              QStringLiteral("--no-keychain") });
        QCOMPARE(options.tokenUrl, QUrl(QStringLiteral("https://example.com/token")));
        QCOMPARE(options.auth, parley::TokenAuth::Bearer);
        QCOMPARE(options.region, QStringLiteral("ie1"));
        QVERIFY(options.noKeychain);
    }
};

QTEST_GUILESS_MAIN(tst_Options)
#include "tst_options.moc"
