// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/emoji.h"
#include "text/links.h"
#include "text/timetexts.h"
#include "theme/avatar.h"
#include "theme/theme.h"
#include "theme/themecolors.h"

#include <QApplication>
#include <QTest>

using namespace parley::ui;

class tst_Theme final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
        QCOMPARE(avatarColor(QStringLiteral("alice")), avatarColor(QStringLiteral("alice")));
        QVERIFY(avatarColor(QStringLiteral("alice")) != avatarColor(QStringLiteral("bob")));
        QCOMPARE(initialsOf(QStringLiteral("Ada Lovelace")), QStringLiteral("AL"));
        QCOMPARE(initialsOf(QStringLiteral("alice")), QStringLiteral("A"));
        QCOMPARE(initialsOf(QStringLiteral("# general")), QStringLiteral("G"));
        QCOMPARE(initialsOf(QString()), QStringLiteral("?"));
    }

    void linksAreWebAndMailOnly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("links");
        QTest::addRow("none") << QStringLiteral("no link here") << QStringList {};
        QTest::addRow("https, end of sentence")
            << QStringLiteral("See https://example.com/a.")
            << QStringList { QStringLiteral("https://example.com/a") };
        QTest::addRow("in brackets") << QStringLiteral("(http://example.com/x)")
                                     << QStringList { QStringLiteral("http://example.com/x") };
        QTest::addRow("own bracket kept")
            << QStringLiteral("https://example.com/a_(b)")
            << QStringList { QStringLiteral("https://example.com/a_(b)") };
        QTest::addRow("mail") << QStringLiteral("mailto:a@example.com now")
                              << QStringList { QStringLiteral("mailto:a@example.com") };
        QTest::addRow("mail with a subject")
            << QStringLiteral("mailto:a@example.com?Subject=hi&body=x")
            << QStringList { QStringLiteral("mailto:a@example.com?Subject=hi&body=x") };
        QTest::addRow("mail that takes a file")
            << QStringLiteral("mailto:a@example.com?subject=hi&attach=/etc/passwd "
                              "mailto:b@example.com?%61ttach=/etc/passwd "
                              "mailto:c@example.com?subject=hi&amp;Attachment=/etc/passwd")
            << QStringList();
        QTest::addRow("script") << QStringLiteral("javascript:alert(1)") << QStringList {};
        QTest::addRow("file") << QStringLiteral("file:///etc/passwd") << QStringList {};
        QTest::addRow("HTML is text") << QStringLiteral("<a href=\"https://example.com\">x</a>")
                                      << QStringList { QStringLiteral("https://example.com") };
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
        QTest::addRow("none") << QStringLiteral("1 + 1 = 2 ✓") << QStringList {};
        QTest::addRow("one in words")
            << QStringLiteral("well 🎉 done") << QStringList { QStringLiteral("🎉") };
        QTest::addRow("family, skin, flag")
            << QStringLiteral("👨‍👩‍👧 👍🏽 🇩🇪")
            << QStringList { QStringLiteral("👨‍👩‍👧"), QStringLiteral("👍🏽"),
                             QStringLiteral("🇩🇪") };
        QTest::addRow("a heart by its variation")
            << QStringLiteral("I ❤️ it") << QStringList { QStringLiteral("❤️") };
        QTest::addRow("a heart as text") << QStringLiteral("I ❤ it") << QStringList {};
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

    void countsDown()
    {
        using namespace std::chrono_literals;
        QCOMPARE(TimeTexts::countdown(2467s), QStringLiteral("41:07"));
        QCOMPARE(TimeTexts::countdown(3661s), QStringLiteral("1:01:01"));
        QCOMPARE(TimeTexts::countdown(-5s), QStringLiteral("0:00"));
    }
};

QTEST_MAIN(tst_Theme)
#include "tst_theme.moc"
