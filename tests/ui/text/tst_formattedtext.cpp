// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/formattedtext.h"
#include "text/links.h"

#include <QTest>

using namespace Qt::StringLiterals;
using parley::ui::FormattedText;

namespace {

/// The spans as text: `bold:b italic:i`.
QString spansOf(const FormattedText &formatted)
{
    QStringList all;
    for (const FormattedText::Span &span : formatted.spans) {
        QString kind;
        if (span.isBold)
            kind += u'b';
        if (span.isItalic)
            kind += u'i';
        if (span.isStruckOut)
            kind += u's';
        if (span.isCode)
            kind += u'c';
        all.append(formatted.text.mid(span.start, span.length) + u':' + kind);
    }
    return all.join(u' ');
}

} // namespace

/// The subset of Markdown in which messages are shown, and what others may try with it.
class tst_FormattedText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inlineMarks_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("spans");
        QTest::addRow("bold") << u"a **b** c"_s << u"a b c"_s << u"b:b"_s;
        QTest::addRow("italic") << u"*i* and _j_"_s << u"i and j"_s << u"i:i j:i"_s;
        QTest::addRow("both") << u"***x***"_s << u"x"_s << u"x:bi"_s;
        QTest::addRow("struck out") << u"~~old~~ new"_s << u"old new"_s << u"old:s"_s;
        QTest::addRow("code") << u"call `a_b_c()` now"_s << u"call a_b_c() now"_s << u"a_b_c():c"_s;
        QTest::addRow("marks in code")
            << u"`**x** &amp; <b>`"_s << u"**x** &amp; <b>"_s << u"**x** &amp; <b>:c"_s;
        QTest::addRow("each line for itself")
            << u"**a**\n\n  *b*\nc"_s << u"a\n\nb\nc"_s << u"a:b b:i"_s;
        QTest::addRow("open marks")
            << u"2 * 3 * 4 and a_b_c"_s << u"2 * 3 * 4 and a_b_c"_s << QString();
        QTest::addRow("escaped") << u"\\*not\\* *yes*"_s << u"*not* yes"_s << u"yes:i"_s;
        QTest::addRow("no HTML") << u"<b>x</b> **y**"_s << u"<b>x</b> y"_s << u"y:b"_s;
        QTest::addRow("no entities") << u"&#x202E;&lt; **y**"_s << u"&#x202E;&lt; y"_s << u"y:b"_s;
        QTest::addRow("no heading") << u"# one **two**"_s << u"# one two"_s << u"two:b"_s;
        QTest::addRow("no rule") << u"---\n**x**\n***"_s << u"---\nx\n***"_s << u"x:b"_s;
        QTest::addRow("no table") << u"|a|**b**|\n|-|-|\n|c|d|"_s << u"|a|b|\n|-|-|\n|c|d|"_s
                                  << u"b:b"_s;
        QTest::addRow("no hidden definition")
            << u"[x]: https://example.com **b**"_s << u"[x]: https://example.com b"_s << u"b:b"_s;
    }
    void inlineMarks()
    {
        QFETCH(QString, body);
        QFETCH(QString, text);
        QFETCH(QString, spans);
        const FormattedText formatted = FormattedText::read(body);
        QCOMPARE(formatted.text, text);
        QCOMPARE(spansOf(formatted), spans);
    }

    void linesOfTheirOwnKind()
    {
        const FormattedText formatted
            = FormattedText::read(u"Todo:\n- milk\n  * more\n3. third\n> said\n>> before\n>:( no\n"
                                  "```cpp\nif (a < b && **c**)\n    return;\n```\nend"_s);
        QCOMPARE(formatted.text,
                 u"Todo:\n• milk\n• more\n3. third\nsaid\nbefore\n>:( no\n"
                 "if (a < b && **c**)\n    return;\nend"_s);
        QCOMPARE(formatted.blocks.size(), size_t(9));
        const auto &b = formatted.blocks;
        QCOMPARE(b[0].listDepth, 0);
        QCOMPARE(b[1].listDepth, 1);
        QCOMPARE(b[1].markerLength, 2);
        QCOMPARE(b[2].listDepth, 2);
        QCOMPARE(b[3].markerLength, 3); // the number stays what was typed
        QCOMPARE(b[4].quoteDepth, 1);
        QCOMPARE(b[5].quoteDepth, 2);
        QCOMPARE(b[6].quoteDepth, 0);
        QVERIFY(b[7].isCode);
        QCOMPARE(formatted.text.mid(b[7].start, b[7].length),
                 u"if (a < b && **c**)\n    return;"_s);
        QVERIFY(formatted.spans.empty()); // none inside the code
        QVERIFY(!b[8].isCode);
    }

    void anOpenFenceIsText()
    {
        QVERIFY(FormattedText::read(u"```\nnot closed"_s).text.startsWith(u"```"));
    }

    void aLinkShowsWhereItLeads_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("links");
        const QString evil = u"https://evil.example/"_s;
        QTest::addRow("words") << u"see [the docs](https://example.com/a)"_s
                               << u"see the docs (https://example.com/a)"_s
                               << QStringList { u"https://example.com/a"_s };
        QTest::addRow("another address as words")
            << u"[https://bank.example/](https://evil.example/)"_s
            << u"https://bank.example/ (https://evil.example/)"_s
            << QStringList { u"https://bank.example/"_s, evil };
        QTest::addRow("itself") << u"**https://example.com/a_b_c**"_s
                                << u"https://example.com/a_b_c"_s
                                << QStringList { u"https://example.com/a_b_c"_s };
        QTest::addRow("a script") << u"[x](javascript:alert(1))"_s << u"x (javascript:alert(1))"_s
                                  << QStringList {};
        QTest::addRow("a file") << u"[x](file:///etc/passwd)"_s << u"x (file:///etc/passwd)"_s
                                << QStringList {};
        QTest::addRow("a title is not shown instead")
            << u"[x](https://evil.example/ \"https://bank.example/\")"_s
            << u"x (https://evil.example/)"_s << QStringList { evil };
        QTest::addRow("a picture is text") << u"![x](https://example.com/a.png) **b**"_s
                                           << u"![x](https://example.com/a.png) **b**"_s
                                           << QStringList { u"https://example.com/a.png"_s };
        QTest::addRow("with &") << u"[x](https://example.com/?a=1&b=2)"_s
                                << u"x (https://example.com/?a=1&b=2)"_s
                                << QStringList { u"https://example.com/?a=1&b=2"_s };
    }
    void aLinkShowsWhereItLeads()
    {
        QFETCH(QString, body);
        QFETCH(QString, text);
        QFETCH(QStringList, links);
        const FormattedText formatted = FormattedText::read(body);
        QCOMPARE(formatted.text, text);
        QStringList found;
        for (const parley::ui::Link &link : parley::ui::findLinks(formatted.text))
            found.append(link.url.toString());
        QCOMPARE(found, links);
    }

    void hostileTextHasALimit_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addRow("deep quotes") << u"> "_s.repeated(5000) + u"x"_s;
        QTest::addRow("deep brackets") << u"["_s.repeated(9000);
        QTest::addRow("stars") << u"*a **b "_s.repeated(3000);
        QTest::addRow("back ticks") << u"`a``b```"_s.repeated(2000);
        QTest::addRow("lines") << u"- x\n"_s.repeated(5000);
        QTest::addRow("length") << u"**x** "_s + QString(99'000, u'y');
        QTest::addRow("a placeholder of Parley's own") << QString(QChar(0xE000)) + u" **x**"_s;
    }
    void hostileTextHasALimit()
    {
        QFETCH(QString, body);
        const FormattedText formatted = FormattedText::read(body);
        QVERIFY(formatted.spans.empty());
        if (formatted.isPlain()) {
            QCOMPARE(formatted.text, body);
            return;
        }
        for (const FormattedText::Block &block : formatted.blocks)
            QVERIFY(block.quoteDepth <= FormattedText::MaxDepth);
    }

    void whatHasNoFormatIsNotTouched()
    {
        const QString body = u"Plain words, 5 > 3 & 2 < 4.\n\n  Second line."_s;
        const FormattedText formatted = FormattedText::read(body);
        QVERIFY(formatted.isPlain());
        QCOMPARE(formatted.text, body);
    }

    void placesMoveWithInsertedText()
    {
        FormattedText formatted = FormattedText::read(u"a **b** c **d**"_s);
        formatted.shift(3, 2);
        QCOMPARE(formatted.spans[0].start, 2);
        QCOMPARE(formatted.spans[1].start, 8);
        QCOMPARE(formatted.blocks[0].length, 9);
    }
};

QTEST_MAIN(tst_FormattedText)
#include "tst_formattedtext.moc"
