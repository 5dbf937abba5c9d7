// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "accessiblenames.h"
#include "composer/completion.h"
#include "composer/emojipanel.h"
#include "composertest.h"

#include <QListView>
#include <QSignalSpy>
#include <QTextBlock>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Writing and sending: the field, its limit, what completes words.
class tst_Composer final : public test::ComposerTest
{
    Q_OBJECT

private Q_SLOTS:
    void enterSends()
    {
        QSignalSpy spy(m_composer.get(), &Composer::sendRequested);
        QTest::keyClicks(m_composer->field(), u"hello"_s);
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), u"hello"_s);
        QCOMPARE(m_composer->text(), u"hello"_s); // until it is in the outbox
        m_composer->accept();
        QVERIFY(m_composer->text().isEmpty());
    }

    void atCompletesPeople()
    {
        m_composer->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
        m_composer->focusText();
        ui::Completion &completion = m_composer->completion();
        completion.setPeople([](const QString &letters) {
            std::vector<ui::Suggestion> people;
            for (const char *name : { "bob", "bodo", "carol" }) {
                const QString person = QLatin1String(name);
                if (person.startsWith(letters))
                    people.push_back({ u'@' + person, person });
            }
            return people;
        });
        QSignalSpy sendSpy(m_composer.get(), &Composer::sendRequested);
        auto *field = m_composer->field();
        QTest::keyClicks(field, u"me@b"_s);
        QVERIFY(!completion.isShown()); // an address
        QTest::keyClicks(field, u" @bo"_s);
        QVERIFY(completion.isShown());
        QVERIFY(field->hasFocus());
        QCOMPARE(completion.list()->model()->rowCount(), 2);
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Return); // takes it, and sends nothing
        QCOMPARE(m_composer->text(), u"me@b @bodo "_s);
        QCOMPARE(sendSpy.size(), 0);
        QVERIFY(!completion.isShown());
        QTest::keyClicks(field, u"@ca"_s);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!completion.isShown());
        QTest::keyClicks(field, u"r"_s);
        QVERIFY(!completion.isShown()); // not again for the same word
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(sendSpy.size(), 1);
    }

    void whoIsThereIsShownAndSaid()
    {
        m_composer->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
        m_composer->focusText();
        std::optional<bool> bobIsOnline;
        ui::Completion &completion = m_composer->completion();
        completion.setPeople([&bobIsOnline](const QString &) {
            const auto person = [](const QString &identity, std::optional<bool> online) {
                return ui::Suggestion { .text = u'@' + identity,
                                        .label = identity,
                                        .identity = identity,
                                        .name = identity,
                                        .online = online };
            };
            return std::vector { person(u"bob"_s, bobIsOnline), person(u"carol"_s, false),
                                 person(u"dave"_s, true) };
        });
        QTest::keyClicks(m_composer->field(), u"@"_s);
        QVERIFY(completion.isShown());
        const auto spoken = [&completion](int row) {
            return completion.list()
                ->model()
                ->index(row, 0)
                .data(Qt::AccessibleTextRole)
                .toString();
        };
        QCOMPARE(spoken(0), u"bob"_s); // it is not known
        QCOMPARE(spoken(1), u"carol, offline"_s);
        QCOMPARE(spoken(2), u"dave, online"_s);
        QTest::keyClick(m_composer->field(), Qt::Key_Down);
        const QImage before = completion.list()->grab().toImage();
        bobIsOnline = true;
        completion.refresh();
        QCOMPARE(spoken(0), u"bob, online"_s);
        QCOMPARE(completion.list()->currentIndex().row(), 1); // the choice stays
        QVERIFY(completion.list()->grab().toImage() != before);
    }

    void aColonCompletesEmoji_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::addRow("first word") << u":thum"_s << u"👍 "_s;
        QTest::addRow("one word") << u"so :thumbsdo"_s << u"so 👎 "_s;
        QTest::addRow("with a line") << u":thumbs_do"_s << u"👎 "_s;
        QTest::addRow("not a face") << u":)"_s << u":)"_s;
        QTest::addRow("not a time") << u"at 12:30"_s << u"at 12:30"_s;
        QTest::addRow("nothing like it") << u":qqq"_s << u":qqq"_s;
    }
    void aColonCompletesEmoji()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        m_composer->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
        m_composer->focusText();
        QTest::keyClicks(m_composer->field(), typed);
        if (m_composer->completion().isShown())
            QTest::keyClick(m_composer->field(), Qt::Key_Tab);
        QCOMPARE(m_composer->text(), text);
        QVERIFY(m_composer->field()->hasFocus());
    }

    void shiftEnterMakesALine()
    {
        QSignalSpy spy(m_composer.get(), &Composer::sendRequested);
        QTest::keyClicks(m_composer->field(), u"a"_s);
        QTest::keyClick(m_composer->field(), Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(m_composer->field(), u"b"_s);
        QCOMPARE(spy.size(), 0);
        QCOMPARE(m_composer->text(), u"a\nb"_s);
    }

    void growsWithItsLines()
    {
        const int one = m_composer->field()->height();
        m_composer->setText(u"a\nb\nc"_s);
        const int three = m_composer->field()->height();
        QVERIFY(three > one);
        m_composer->setText(u"a\n"_s.repeated(60));
        QVERIFY(m_composer->field()->height() < 12 * one); // not without end
    }

    void theHintHasOneLine()
    {
        m_composer->resize(400, 60);
        const auto hint = [this] { return m_composer->field()->placeholderText(); };
        m_composer->setConversation(u"CH1"_s, u"Random"_s);
        QTRY_COMPARE(hint(), u"Message to Random"_s);
        m_composer->setConversation(u"CH1"_s, u"long name "_s.repeated(20));
        QVERIFY2(hint().endsWith(QChar(0x2026)), qPrintable(hint()));
        const int shortHint = int(hint().size());
        m_composer->resize(700, 60);
        QTRY_VERIFY(hint().size() > shortHint);
        const QFontMetrics metrics(m_composer->field()->font());
        QVERIFY(metrics.horizontalAdvance(hint()) <= m_composer->field()->viewport()->width());
    }

    void emojiAreInColourWhileTheyAreWritten()
    {
        const QString text = u"done \u2705 \U0001F3F3\uFE0F\u200D\U0001F308"_s;
        QSignalSpy typed(m_composer.get(), &Composer::typed);
        m_composer->setText(text);
        const auto formats = m_composer->field()->document()->firstBlock().layout()->formats();
        QCOMPARE(formats.size(), qsizetype(2));
        QCOMPARE(formats[0].start, 5);
        QCOMPARE(m_composer->text(), text); // what is sent is what was written
        QVERIFY(typed.isEmpty());
    }

    void nothingIsSentOfSpacesAlone()
    {
        QSignalSpy spy(m_composer.get(), &Composer::sendRequested);
        QTest::keyClicks(m_composer->field(), u"  "_s);
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(spy.size(), 0);
    }

    void tellsTheLimitBeforeSending()
    {
        QSignalSpy spy(m_composer.get(), &Composer::sendRequested);
        // The limit is in bytes: an umlaut has two.
        m_composer->setText(QString(chat::MaxBodyBytes / 2 + 1, QChar(u'ä')));
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(spy.size(), 0);
        QCOMPARE(m_composer->text().size(), chat::MaxBodyBytes / 2 + 1);
        m_composer->setText(QString(chat::MaxBodyBytes / 2, QChar(u'ä')));
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        m_composer->setText(QString(chat::MaxBodyBytes + 1, QChar(u'a'))); // one byte too many
        QTest::keyClick(m_composer->field(), Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
    }

    void aRefusedMessageStays()
    {
        QTest::keyClicks(m_composer->field(), u"precious"_s);
        m_composer->refuse(u"This message cannot be sent."_s);
        QCOMPARE(m_composer->text(), u"precious"_s);
    }

    void saysThatTheUserTypes()
    {
        QSignalSpy spy(m_composer.get(), &Composer::typed);
        QTest::keyClicks(m_composer->field(), u"ab"_s);
        QCOMPARE(spy.size(), 2);
        m_composer->setConversation(u"CH2"_s,
                                    QString()); // a draft that is loaded is no typing
        QCOMPARE(spy.size(), 2);
    }

    void saysWhenTheLimitIsNear()
    {
        m_composer->setText(QString(chat::MaxBodyBytes - 5000, u'a'));
        QVERIFY(m_composer->hint().isEmpty());
        m_composer->setText(QString(chat::MaxBodyBytes - 100, u'a'));
        QVERIFY2(m_composer->hint().contains("100"_L1), qPrintable(m_composer->hint()));
        m_composer->setText(u"short"_s);
        QVERIFY(m_composer->hint().isEmpty());
    }

    void theFieldMayGoBeforeItsCompletion()
    {
        auto field = std::make_unique<QPlainTextEdit>();
        ui::Completion completion(*field);
        field->show();
        field->setFocus();
        field.reset(); // is hidden and loses the focus once its list has gone
        QVERIFY(!completion.isShown());
    }

    void emojiAreFoundByName()
    {
        ui::EmojiPanel panel;
        panel.show();
        QSignalSpy spy(&panel, &ui::EmojiPanel::chosen);
        QTest::keyClicks(panel.search(), u"rocket"_s);
        QCOMPARE(panel.list()->model()->rowCount(), 1);
        QTest::keyClick(panel.search(), Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), u"🚀"_s);
        panel.search()->clear();
        QTest::keyClick(panel.search(), Qt::Key_Down);
        QVERIFY(panel.list()->currentIndex().isValid());
        QCOMPARE(test::controlsWithoutName(&panel), QStringList());
        QCOMPARE(test::controlsWithoutName(m_composer.get()), QStringList());
    }
};

QTEST_MAIN(tst_Composer)
#include "tst_composer.moc"
