// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "contrast.h"
#include "text/emoji.h"
#include "text/links.h"
#include "text/timetexts.h"
#include "text/tooltips.h"
#include "theme/avatar.h"
#include "theme/theme.h"
#include "theme/themecolors.h"
#include "token/utc.h"

#include <QApplication>
#include <QCheckBox>
#include <QFontInfo>
#include <QImage>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <vector>

using namespace parley::ui;
using namespace Qt::StringLiterals;
using parley::test::contrastRatio;

namespace {

/// A pair that carries text somewhere in the window.
struct TextPair
{
    const char *name;
    QColor foreground;
    QColor background;
};

std::vector<TextPair> textPairs(const ThemeColors &c)
{
    return {
        { "text on window", c.text, c.window },
        { "text on panel", c.text, c.panel },
        { "text on canvas", c.text, c.canvas },
        { "text on hover", c.text, c.hover },
        { "text on selected", c.text, c.selected },
        { "muted text on window", c.mutedText, c.window },
        { "muted text on panel", c.mutedText, c.panel },
        { "muted text on canvas", c.mutedText, c.canvas },
        { "muted text on hover", c.mutedText, c.hover },
        { "muted text on selected", c.mutedText, c.selected },
        { "text on accent", c.accentText, c.accent },
        { "link on window", c.link, c.window },
        { "link on panel", c.link, c.panel },
        { "link on other bubble", c.link, c.otherBubble },
        { "own text", c.ownText, c.ownBubble },
        { "own muted text", c.ownMuted, c.ownBubble },
        { "own link", c.ownLink, c.ownBubble },
        { "other text", c.otherText, c.otherBubble },
        { "other muted text", c.otherMuted, c.otherBubble },
        { "badge of a muted conversation", c.mutedBadgeText, c.mutedBadge },
        { "warning", c.warningText, c.warningBackground },
        { "caution on window", c.caution, c.window },
        { "caution on panel", c.caution, c.panel },
        { "words that were looked for", c.markText, c.mark },
        { "error on window", c.error, c.window },
        { "error on panel", c.error, c.panel },
        { "error on canvas", c.error, c.canvas },
        { "success on window", c.success, c.window },
        { "success on panel", c.success, c.panel },
    };
}

} // namespace

class tst_Theme final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void everyTextCanBeRead_data()
    {
        QTest::addColumn<QColor>("foreground");
        QTest::addColumn<QColor>("background");
        for (const ThemeColors *colors : { &lightColors(), &darkColors() }) {
            for (const TextPair &pair : textPairs(*colors)) {
                QTest::addRow("%s, %s", pair.name, colors->dark ? "dark" : "light")
                    << pair.foreground << pair.background;
            }
        }
        for (size_t i = 0; i < avatarColors().size(); ++i)
            QTest::addRow("initials on avatar colour %zu", i)
                << QColor(Qt::white) << avatarColors()[i];
        for (size_t i = 0; i < avatarColors().size(); ++i)
            QTest::addRow("author in avatar colour %zu, light", i)
                << avatarColors()[i] << lightColors().otherBubble;
    }
    void everyTextCanBeRead()
    {
        QFETCH(QColor, foreground);
        QFETCH(QColor, background);
        const double ratio = contrastRatio(foreground, background);
        QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
    }

    void theTextSizeIsThatOfEveryWidget()
    {
        Theme theme(*qApp);
        QWidget window;
        auto *plain = new QCheckBox(u"plain"_s, &window);
        auto *large = new QCheckBox(u"large"_s, &window);
        QFont font = large->font();
        font.setPointSizeF(font.pointSizeF() * 2);
        large->setFont(font);
        const qreal usual = plain->font().pointSizeF();
        theme.setTextSize(150);
        QTRY_VERIFY(qAbs(plain->font().pointSizeF() - 1.5 * usual) < 0.01);
        QVERIFY(qAbs(large->font().pointSizeF() - 3 * usual) < 0.01);
        theme.enlargeText();
        QCOMPARE(theme.textSize(), 175);
        theme.setTextSize(1000);
        QCOMPARE(theme.textSize(), 200);
        theme.enlargeText(); // no larger one
        QCOMPARE(theme.textSize(), 200);
        theme.setTextSize(0);
        QCOMPARE(theme.textSize(), 80);
        theme.setTextSize(100);
        QTRY_VERIFY(qAbs(plain->font().pointSizeF() - usual) < 0.01);
        QVERIFY(qAbs(large->font().pointSizeF() - 2 * usual) < 0.01);
    }

    void knowsContrast()
    {
        QVERIFY(qAbs(contrastRatio(Qt::white, Qt::black) - 21.0) < 0.01);
        QVERIFY(qAbs(contrastRatio(Qt::red, Qt::red) - 1.0) < 0.01);
    }

    void followsTheChoice()
    {
        Theme theme(*qApp);
        theme.setChoice(ThemeChoice::Dark);
        QVERIFY(colorsFor(qApp->palette()).dark);
        theme.setChoice(ThemeChoice::Light);
        QVERIFY(!colorsFor(qApp->palette()).dark);
        theme.setChoice(ThemeChoice::System);
        QCOMPARE(colorsFor(qApp->palette()).dark, theme.systemIsDark());
    }

    void avatarsAreStable()
    {
        QCOMPARE(avatarColor(u"alice"_s), avatarColor(u"alice"_s));
        QVERIFY(avatarColor(u"alice"_s) != avatarColor(u"bob"_s));
        QCOMPARE(initialsOf(u"Ada Lovelace"_s), u"AL"_s);
        QCOMPARE(initialsOf(u"alice"_s), u"A"_s);
        QCOMPARE(initialsOf(u"# general"_s), u"G"_s);
        QCOMPARE(initialsOf(QString()), u"?"_s);
    }

    void initialsAreWholeLetters_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("initials");
        const auto add = [](const char *what, const QString &name, const QString &initials) {
            QTest::addRow("%s", what) << name << initials;
        };
        add("an emoji before", u"🎉 Party crew"_s, u"PC"_s);
        add("an emoji behind", u"Ada Lovelace 👩🏽‍💻"_s, u"AL"_s);
        add("an emoji at a word", u"🎉Bob"_s, u"B"_s);
        add("emoji alone", u" 👩‍👩‍👧 🎉"_s, u"👩‍👩‍👧"_s);
        add("a flag alone", u"🇩🇪🇫🇷"_s, u"🇩🇪"_s);
        add("a combining mark", u"e\u0301mile zola"_s, u"E\u0301Z"_s);
        add("a letter beyond 16 bits", u"𝒜da"_s, u"𝒜"_s);
        add("brackets and quotes", u"(Bob) \"Ross\""_s, u"BR"_s);
        add("signs alone", u"--- ..."_s, u"-"_s);
        add("Hebrew", u"שלום עולם"_s, u"שע"_s);
    }
    void initialsAreWholeLetters()
    {
        QFETCH(QString, name);
        QFETCH(QString, initials);
        QCOMPARE(initialsOf(name), initials);
    }

    void linksAreWebAndMailOnly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("links");
        QTest::addRow("none") << u"no link here"_s << QStringList {};
        QTest::addRow("https, end of sentence")
            << u"See https://example.com/a."_s << QStringList { u"https://example.com/a"_s };
        QTest::addRow("in brackets")
            << u"(http://example.com/x)"_s << QStringList { u"http://example.com/x"_s };
        QTest::addRow("own bracket kept")
            << u"https://example.com/a_(b)"_s << QStringList { u"https://example.com/a_(b)"_s };
        QTest::addRow("mail") << u"mailto:a@example.com now"_s
                              << QStringList { u"mailto:a@example.com"_s };
        QTest::addRow("mail with a subject")
            << u"mailto:a@example.com?Subject=hi&body=x"_s
            << QStringList { u"mailto:a@example.com?Subject=hi&body=x"_s };
        QTest::addRow("mail that takes a file")
            << u"mailto:a@example.com?subject=hi&attach=/etc/passwd "
               "mailto:b@example.com?%61ttach=/etc/passwd "
               "mailto:c@example.com?subject=hi&amp;Attachment=/etc/passwd"_s
            << QStringList();
        QTest::addRow("script") << u"javascript:alert(1)"_s << QStringList {};
        QTest::addRow("file") << u"file:///etc/passwd"_s << QStringList {};
        QTest::addRow("HTML is text") << u"<a href=\"https://example.com\">x</a>"_s
                                      << QStringList { u"https://example.com"_s };
    }
    void linksAreWebAndMailOnly()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, links);
        QStringList found;
        for (const Link &link : findLinks(text)) {
            found.append(text.mid(link.start, link.length));
            QCOMPARE(link.url.toString(), found.last());
        }
        QCOMPARE(found, links);
    }

    void emojiAreFoundWhole_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("emoji");
        QTest::addRow("none") << u"1 + 1 = 2 ✓"_s << QStringList {};
        QTest::addRow("one in words") << u"well 🎉 done"_s << QStringList { u"🎉"_s };
        QTest::addRow("family, skin, flag")
            << u"👨‍👩‍👧 👍🏽 🇩🇪"_s
            << QStringList { u"👨‍👩‍👧"_s, u"👍🏽"_s, u"🇩🇪"_s };
        QTest::addRow("a heart by its variation")
            << u"I ❤️ it"_s << QStringList { u"❤️"_s };
        QTest::addRow("a heart on fire, a key")
            << u"a \u2764\u200D\U0001F525 1\u20E3"_s
            << QStringList { u"\u2764\u200D\U0001F525"_s, u"1\u20E3"_s };
        QTest::addRow("a joiner between letters")
            << u"\u0915\u094D\u200D\u0937"_s << QStringList {};
        QTest::addRow("a heart as text") << u"I ❤ it"_s << QStringList {};
    }
    void emojiAreFoundWhole()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, emoji);
        QStringList found;
        for (const EmojiRun &run : findEmoji(text))
            found.append(text.mid(run.start, run.length));
        QCOMPARE(found, emoji);
    }

    void linesShowEmojiInColourAndInTheirPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isColoured");
        QTest::addRow("words") << u"well done"_s << false;
        QTest::addRow("a sign that text fonts have, too") << u"done \u2705"_s << true;
        QTest::addRow("more than fits")
            << u"\u2705 and a line that is much longer than its place"_s << true;
        QTest::addRow("right to left") << u"\u05D0\u05D1 \u2705"_s << true;
    }
    void linesShowEmojiInColourAndInTheirPlace()
    {
        QFETCH(QString, text);
        QFETCH(bool, isColoured);
        if (QFontInfo(emojiFont(qApp->font())).family() != "Noto Color Emoji"_L1)
            QSKIP("no font with coloured emoji");
        for (const int side : { int(Qt::AlignLeft), int(Qt::AlignRight) }) {
            QImage image(140, 40, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setPen(Qt::black);
            const QRect place(20, 0, 100, 40);
            drawLine(painter, place,
                     side | Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine, text);
            painter.end();
            bool hasColour = false;
            bool isOutside = false;
            bool isBeside = false; // at the end of the place where it belongs
            for (int x = 0; x < image.width(); ++x) {
                for (int y = 0; y < image.height(); ++y) {
                    const QColor color = image.pixelColor(x, y);
                    if (color == QColor(Qt::white))
                        continue;
                    hasColour |= color.hsvSaturation() > 80;
                    isOutside |= !place.contains(x, y);
                    isBeside |= side == Qt::AlignLeft ? x < 32 : x > 108;
                }
            }
            QCOMPARE(hasColour, isColoured);
            QVERIFY(!isOutside);
            QVERIFY(isBeside);
        }
    }

    void aDayOfTheLastYearHasNoYear()
    {
        const QDate today(2026, 6, 15);
        const auto brief = [today](const QDate &day) {
            return TimeTexts::brief(QDateTime(day, QTime(12, 0), parley::Utc), today)
                .replace(QChar(0x202f), u' '); // Qt 6.8 writes a narrow space before PM
        };
        QCOMPARE(brief(today), u"12:00 PM"_s);
        QCOMPARE(brief(today.addDays(-6)), u"Tue"_s);
        QCOMPARE(brief(today.addDays(-7)), u"8 Jun"_s);
        QCOMPARE(brief(QDate(2025, 11, 22)), u"22 Nov"_s);
        QCOMPARE(brief(QDate(2025, 6, 16)), u"16 Jun"_s);
        QVERIFY(brief(QDate(2025, 6, 15)).contains(u"25"_s));
    }

    void tooltipsAreWrappedByWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::addRow("nothing") << QString() << QString();
        QTest::addRow("one line") << u"Attach files"_s << u"Attach files"_s;
        QTest::addRow("long") << u"The last refresh failed: the sign-in service has a "
                                 "problem. Parley tries again."_s
                              << u"The last refresh failed: the sign-in service has "
                                 "a problem.\nParley tries again."_s;
        QTest::addRow("lines of its own, with an indent") << u"{\n  a\n\n}"_s << u"{\n  a\n\n}"_s;
        QTest::addRow("a word without an end")
            << QString(100, QLatin1Char('x'))
            << QString(64, QLatin1Char('x')) + QLatin1Char('\n') + QString(36, QLatin1Char('x'));
        QTest::addRow("no HTML") << u"<b>&amp;"_s
                                 << u"<span style='white-space:pre'>"
                                    "&lt;b&gt;&amp;amp;</span>"_s;
    }
    void tooltipsAreWrappedByWords()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(toolTipText(text), shown);
    }

    void checkBoxesAreSeenInBothThemes()
    {
        Theme theme(*qApp);
        for (const ThemeChoice choice : { ThemeChoice::Light, ThemeChoice::Dark }) {
            theme.setChoice(choice);
            for (const QPalette::ColorRole around : { QPalette::Window, QPalette::Base }) {
                QCheckBox box(u"x"_s);
                box.setAutoFillBackground(true);
                box.setBackgroundRole(around);
                box.resize(box.sizeHint());
                const QColor background = box.palette().color(around);
                const auto strongest = [&box, &background] {
                    const QImage image = box.grab().toImage();
                    double most = 1;
                    for (int x = 0; x < 16; ++x)
                        most = std::max(
                            most,
                            contrastRatio(image.pixelColor(x, image.height() / 2), background));
                    return most;
                };
                QVERIFY2(strongest() >= 3, qPrintable(QString::number(strongest())));
                box.setChecked(true);
                QVERIFY2(strongest() >= 3, qPrintable(QString::number(strongest())));
            }
        }
    }

    void everyButtonShowsThatItHasTheKeyboard_data()
    {
        QTest::addColumn<bool>("isToolButton");
        QTest::addColumn<bool>("isFlat");
        QTest::addRow("button") << false << false;
        QTest::addRow("flat button") << false << true;
        QTest::addRow("tool button") << true << false;
        QTest::addRow("flat tool button") << true << true;
    }
    void everyButtonShowsThatItHasTheKeyboard()
    {
        QFETCH(bool, isToolButton);
        QFETCH(bool, isFlat);
        Theme theme(*qApp);
        for (const ThemeChoice choice : { ThemeChoice::Light, ThemeChoice::Dark }) {
            theme.setChoice(choice);
            QWidget window;
            auto *other = new QLineEdit(&window);
            QAbstractButton *button = nullptr;
            if (isToolButton) {
                auto *tool = new QToolButton(&window);
                tool->setAutoRaise(isFlat);
                button = tool;
            } else {
                auto *push = new QPushButton(&window);
                push->setFlat(isFlat);
                push->setAutoDefault(false);
                button = push;
            }
            button->setText(u"OK"_s);
            button->setFocusPolicy(Qt::StrongFocus);
            button->setGeometry(20, 40, 80, 40);
            window.resize(160, 120);
            window.show();
            window.activateWindow();
            QTRY_VERIFY(window.isActiveWindow());
            const auto edge = [button] { return button->grab().toImage().pixelColor(1, 20); };
            const QColor ring = colorsFor(button->palette()).link;
            other->setFocus(Qt::OtherFocusReason);
            QVERIFY(edge() != ring);
            QTest::keyClick(other, Qt::Key_Tab);
            QVERIFY(button->hasFocus());
            QCOMPARE(edge(), ring);
        }
    }

    void countsDown()
    {
        using namespace std::chrono_literals;
        QCOMPARE(TimeTexts::countdown(2467s), u"41:07"_s);
        QCOMPARE(TimeTexts::countdown(3661s), u"1:01:01"_s);
        QCOMPARE(TimeTexts::countdown(-5s), u"0:00"_s);
    }

    void tellsTheTimeThatIsLeft()
    {
        using namespace std::chrono_literals;
        QCOMPARE(TimeTexts::timeLeft(599s), u"9:59"_s);
        QCOMPARE(TimeTexts::timeLeft(600s), u"10 min"_s);
        QCOMPARE(TimeTexts::timeLeft(3599s), u"59 min"_s);
        QCOMPARE(TimeTexts::timeLeft(3900s), u"1 h 5 min"_s);
        QCOMPARE(TimeTexts::timeLeftChangesIn(61s), 1ms);
        QCOMPARE(TimeTexts::timeLeftChangesIn(600'500ms), 501ms);
        QCOMPARE(TimeTexts::timeLeftChangesIn(659s), 59'001ms);
    }
};

QTEST_MAIN(tst_Theme)
#include "tst_theme.moc"
