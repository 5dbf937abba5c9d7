// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/options.h"

#include <QTest>

using namespace Qt::StringLiterals;

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
            << u"--token-url https://example.com/token --user alice"_s << true;
        QTest::addRow("query on this computer")
            << u"--token-url http://localhost:3000/token --token-auth query"_s << true;
        QTest::addRow("query in the open")
            << u"--token-url http://example.com/token --token-auth query"_s << false;
        QTest::addRow("unknown kind")
            << u"--token-url https://example.com/token --token-auth magic"_s << false;
        QTest::addRow("unknown option") << u"--password demo"_s << false;
        QTest::addRow("service without token end point")
            << u"--service-url wss://example.com/"_s << false;
        QTest::addRow("plain service elsewhere")
            << u"--token-url https://example.com/token --service-url ws://example.com/"_s << false;
        QTest::addRow("tour against another back end")
            << u"--tour out --token-url https://example.com/token"_s << false;
        QTest::addRow("a profile") << u"--profile work-2 --hidden"_s << true;
        QTest::addRow("a profile that is a path") << u"--profile ../work"_s << false;
        QTest::addRow("an argument") << u"file"_s << false;
    }
    void parses()
    {
        QFETCH(QString, line);
        QFETCH(bool, good);
        const Options options
            = parseOptions(QStringList { u"parley"_s } + line.split(u' ', Qt::SkipEmptyParts));
        QVERIFY2(options.problem.isEmpty() == good, qPrintable(options.problem));
    }

    void oneDashIsEnoughForAWord()
    {
        for (const char *word : { "-reverse", "--reverse" }) {
            const Options options = parseOptions({ u"parley"_s, QLatin1String(word) });
            QVERIFY2(options.problem.isEmpty(), qPrintable(options.problem));
            QVERIFY(options.isMirrored);
            QVERIFY(!options.version);
        }
        QVERIFY(parseOptions({ u"parley"_s, u"-v"_s }).version);
        QVERIFY(parseOptions({ u"parley"_s, u"-h"_s }).help);
    }

    void profilesAndHiddenStartsAreOff()
    {
        const Options usual = parseOptions({ u"parley"_s });
        QVERIFY(usual.profile.isEmpty());
        QVERIFY(!usual.isHidden);
        const Options options = parseOptions({ u"parley"_s, u"--profile=work"_s, u"--hidden"_s });
        QCOMPARE(options.profile, u"work"_s);
        QVERIFY(options.isHidden);
        QVERIFY(!parseOptions({ u"parley"_s, u"--profile="_s }).problem.isEmpty());
    }

    void takesTheValues()
    {
        const Options options = parseOptions(
            { u"parley"_s, u"--token-url"_s, u"https://example.com/token"_s, u"--token-auth"_s,
              u"bearer"_s, u"--region"_s, u"ie1"_s, u"--no-keychain"_s });
        QCOMPARE(options.tokenUrl, QUrl(u"https://example.com/token"_s));
        QCOMPARE(options.auth, parley::TokenAuth::Bearer);
        QCOMPARE(options.region, u"ie1"_s);
        QVERIFY(options.noKeychain);
    }
};

QTEST_GUILESS_MAIN(tst_Options)
#include "tst_options.moc"
