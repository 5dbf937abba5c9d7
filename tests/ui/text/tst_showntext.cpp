// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "rows/messagerow.h"
#include "support/processortime.h"
#include "text/accounttexts.h"
#include "text/links.h"
#include "text/showntext.h"

#include <QTest>

using namespace parley::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Text of other people that is made fit to show.
class tst_ShownText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accountsAreToldApart_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("text");
        QTest::addRow("usual port") << u"https://example.com/token"_s << u"ada · example.com"_s;
        QTest::addRow("usual port, named")
            << u"https://example.com:443/token"_s << u"ada · example.com"_s;
        QTest::addRow("another port")
            << u"https://example.com:8443/token"_s << u"ada · example.com:8443"_s;
        QTest::addRow("plain, on this computer")
            << u"http://localhost/token"_s << u"ada · localhost"_s;
        QTest::addRow("nothing secret")
            << u"https://u:p@example.com/token?password=x"_s << u"ada · example.com"_s;
        QTest::addRow("no place") << QString() << u"ada"_s;
    }
    void accountsAreToldApart()
    {
        QFETCH(QString, url);
        QFETCH(QString, text);
        QCOMPARE(AccountTexts::whoAndWhere(u"ada"_s, AccountTexts::place(QUrl(url))), text);
    }

    void names_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::addRow("plain") << u"Bob Okafor"_s << u"Bob Okafor"_s;
        QTest::addRow("accents") << u"Zoë Nguyễn"_s << u"Zoë Nguyễn"_s;
        QTest::addRow("right to left") << u"דנה"_s << u"\u2068דנה\u2069"_s;
        QTest::addRow("override") << u"ab\u202Edc\u202C"_s << u"abdc"_s;
        QTest::addRow("embedding and isolates") << u"\u202Aa\u2066b\u2069\u202B"_s << u"ab"_s;
        QTest::addRow("direction marks") << u"a\u200Eb\u200F\u061Cc"_s << u"abc"_s;
        QTest::addRow("zero width") << u"a\u200Bb\u2060c\uFEFF"_s << u"abc"_s;
        QTest::addRow("soft hyphen") << u"Do\u00ADra"_s << u"Dora"_s;
        QTest::addRow("lines and tabs") << u"a\nb\tc\u2028d\re"_s << u"a b c d e"_s;
        QTest::addRow("control characters") << u"a\u0007b\u001B[31m"_s << u"a b [31m"_s;
        QTest::addRow("family") << u"👨\u200D👩\u200D👧"_s << u"👨\u200D👩\u200D👧"_s;
        QTest::addRow("rainbow flag") << u"🏳\uFE0F\u200D🌈"_s << u"🏳\u200D🌈"_s;
        QTest::addRow("key cap") << u"1\uFE0F\u20E3"_s << u"1\u20E3"_s;
        QTest::addRow("a heart in colour") << u"\u2764\uFE0F"_s << u"\u2764\uFE0F"_s;
        QTest::addRow("flag of England")
            << u"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067"
               "\U000E007F"_s
            << u"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067"
               "\U000E007F"_s;
        QTest::addRow("tags without a flag") << u"a\U000E0067\U000E0062"_s << u"a"_s;
        QTest::addRow("joiners at the ends") << u"\u200Da\u200D"_s << u"a"_s;
        QTest::addRow("marks without a letter") << u"\u0301\u0301a"_s << u"a"_s;
        QTest::addRow("lone surrogate") << u"a"_s + QChar(0xD800) + u'b' << u"a\uFFFDb"_s;
    }
    void names()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(ShownText::name(text), shown);
    }

    void aNameThatCannotBeSeenIsReplaced_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addRow("empty") << QString();
        QTest::addRow("blanks") << u" \u00A0\u3000"_s;
        QTest::addRow("zero width") << u"\u200B\u200C\u200D\u2060\uFEFF"_s;
        QTest::addRow("direction controls") << u"\u202E\u2066\u200F"_s;
        QTest::addRow("blank letters") << u"\u3164\u115F\u1160\uFFA0\u2800"_s;
        QTest::addRow("marks only") << u"\u0301\u034F\u20E3"_s;
        QTest::addRow("tags only") << u"\U000E0041\U000E0042"_s;
        QTest::addRow("control characters") << u"\u0001\u007F\u0085"_s;
    }
    void aNameThatCannotBeSeenIsReplaced()
    {
        QFETCH(QString, text);
        QCOMPARE(ShownText::name(text, u"bob"_s), u"bob"_s);
    }

    void marksStayInTheirPlace()
    {
        const QString many = u"a"_s + QString(5000, QChar(0x0301)) + u'b';
        QCOMPARE(ShownText::name(many),
                 u"a"_s + QString(ShownText::MaxMarks, QChar(0x0301)) + u'b');
        QCOMPARE(ShownText::body(many),
                 u"a"_s + QString(ShownText::MaxMarks, QChar(0x0301)) + u'b');
    }

    void longNamesAreShortened()
    {
        const QString shown = ShownText::name(QString(10000, u'x'));
        QCOMPARE(shown.size(), ShownText::MaxName);
        QVERIFY(shown.endsWith(u'…'));
        QString emoji;
        for (int i = 0; i < 1000; ++i)
            emoji += u"😀"_s;
        QVERIFY(!ShownText::name(emoji).chopped(1).back().isHighSurrogate());
        QVERIFY(ShownText::line(QString(100000, u'y')).size() <= ShownText::MaxLine);
    }

    void twoIdentitiesNeverLookTheSame()
    {
        QCOMPARE(ShownText::identity(u"bob"_s), u"bob"_s);
        QCOMPARE(ShownText::identity(u"bob\u202E"_s), u"bob[U+202E]"_s);
        QCOMPARE(ShownText::identity(u"b\u200Bob"_s), u"b[U+200B]ob"_s);
        QVERIFY(ShownText::identity(u"bob\u00A0"_s) != ShownText::identity(u"bob"_s));
    }

    void bodiesKeepWhatTheyNeed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::addRow("lines") << u"a\r\nb\rc\nd"_s << u"a\nb\nc\nd"_s;
        QTest::addRow("blanks") << u"  a\t b\u00A0c  "_s << u"  a\t b\u00A0c  "_s;
        QTest::addRow("marks of direction")
            << u"\u200Fa\u2066b\u2069"_s << u"\u200Fa\u2066b\u2069"_s;
        QTest::addRow("override") << u"see \u202Egnp.exe\u202C"_s << u"see gnp.exe"_s;
        QTest::addRow("Persian") << u"می\u200Cخواهم"_s << u"می\u200Cخواهم"_s;
        QTest::addRow("new emoji") << u"\U0001FAE9"_s << u"\U0001FAE9"_s;
    }
    void bodiesKeepWhatTheyNeed()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(ShownText::body(text), shown);
    }

    void aLinkEndsWhereItsLookIsChanged_data()
    {
        QTest::addColumn<QString>("between");
        for (const char16_t c : { u'\u202E', u'\u202D', u'\u2066', u'\u2067', u'\u200F', u'\u200B',
                                  u'\u2060', u'\u00AD', u'\u061C' })
            QTest::addRow("U+%04X", unsigned(c)) << QString(QChar(c));
    }
    void aLinkEndsWhereItsLookIsChanged()
    {
        QFETCH(QString, between);
        const std::vector<Link> links
            = findLinks(u"https://good.example/"_s + between + u"moc.live"_s);
        QCOMPARE(links.size(), size_t(1));
        QCOMPARE(links[0].url, QUrl(u"https://good.example/"_s));
    }

    void aLinkIsNotTurnedRound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("left to right")
            << u"see https://a.example/x now"_s << u"see https://a.example/x now"_s;
        QTest::newRow("beside Arabic") << u"\u0623 https://a.example/1 \u0628"_s
                                       << u"\u0623 \u2066https://a.example/1\u2069 \u0628"_s;
        QTest::newRow("behind a mark of direction")
            << u"\u2067https://a.example/1"_s << u"\u2067\u2066https://a.example/1\u2069"_s;
        QTest::newRow("two") << u"\u05d0 http://a.b c http://d.e"_s
                             << u"\u05d0 \u2066http://a.b\u2069 c \u2066http://d.e\u2069"_s;
    }
    void aLinkIsNotTurnedRound()
    {
        QFETCH(QString, text);
        std::vector<Link> links = findLinks(text);
        QStringList before;
        for (const Link &link : links)
            before.append(text.mid(link.start, link.length));
        const QString shown = withIsolatedLinks(text, links);
        QTEST(shown, "shown");
        QStringList after;
        for (const Link &link : links)
            after.append(shown.mid(link.start, link.length));
        QCOMPARE(after, before);
    }

    void aBodyWithoutEndIsCut()
    {
        const QString shown = ShownText::body(u"\U0001F642"_s.repeated(1'000'000));
        QVERIFY(shown.size() <= ShownText::MaxBody);
        QVERIFY(shown.endsWith(u'\u2026'));
        QVERIFY(!shown.at(shown.size() - 2).isHighSurrogate());
    }

    void linksAreLimited()
    {
        QCOMPARE(findLinks(u"http://a.b "_s.repeated(20000)).size(), MaxLinks);
    }

    void manyBracketsTakeNoTime()
    {
        const QString text = u"https://example.com/"_s + QString(200000, u')');
        QCOMPARE_LT(
            parley::test::processorTime([&] { QCOMPARE(findLinks(text).size(), size_t(1)); }),
            500ms);
    }
};

QTEST_APPLESS_MAIN(tst_ShownText)
#include "tst_showntext.moc"
