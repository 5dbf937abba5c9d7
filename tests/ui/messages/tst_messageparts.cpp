// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/row/rowpainter.h"
#include "shownmessage.h"
#include "support/processortime.h"
#include "text/emoji.h"
#include "theme/themecolors.h"

#include <QApplication>
#include <QClipboard>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace parley::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using chat::Message;

/// What a message has besides its words: quote, reactions, links, what can be done about it.
class tst_MessageParts final : public QObject
{
    Q_OBJECT

private:
    /// How long it takes to read, lay out and paint a message once.
    std::chrono::milliseconds timeFor(const FakeMessageModel &model)
    {
        return processorTime([&] {
            const RowLayout layout = layoutOf(model);
            QImage image(600, 800, QImage::Format_ARGB32_Premultiplied);
            QPainter painter(&image);
            painter.translate(0, -layout.height() / 2.0);
            paintRow(painter, layout, RowMetrics(qApp->font()), lightColors(), {});
        });
    }

private Q_SLOTS:
    void aMessageOfManyLinksIsPaintedAtOnce()
    {
        QString body;
        for (int i = 0; i < 2970; ++i)
            body += u"https://a.io "_s;
        FakeMessageModel model;
        model.append(rowOf(u"bob"_s, body));
        QCOMPARE(layoutOf(model).links().size(), size_t(2970));
        QCOMPARE_LT(timeFor(model), 400ms);
    }

    void everyLinkIsPaintedAtEveryWidth()
    {
        FakeMessageModel model;
        model.append(rowOf(u"bob"_s,
                           u"Here is **bold** and `code`\n```\nint main();\n```\n> "
                           "quoted\n\nsee [docs](https://example.com/a) and "
                           "https://example.org/x_y_z"_s));
        const parley::ui::ThemeColors &colors = parley::ui::lightColors();
        for (int width = 260; width < 700; width += 7) {
            const RowLayout layout = layoutOf(model, width);
            QCOMPARE(layout.links().size(), size_t(2));
            QImage image(width, int(layout.height()), QImage::Format_ARGB32_Premultiplied);
            image.fill(colors.window);
            QPainter painter(&image);
            paintRow(painter, layout, RowMetrics(qApp->font()), colors, {});
            painter.end();
            for (const parley::ui::Link &link : layout.links()) {
                const QTextLine line = layout.text().lineForTextPosition(link.start + 1);
                const QRect rect = line.rect().translated(layout.textOrigin()).toRect();
                int painted = 0;
                for (int y = rect.top(); y < rect.bottom(); ++y) {
                    for (int x = rect.left(); x < std::min(rect.right(), width); ++x) {
                        const QColor color = image.pixelColor(x, y);
                        painted += color.blue() > color.red() + 60 ? 1 : 0;
                    }
                }
                QVERIFY2(painted > 20,
                         qPrintable(u"%1 at %2"_s.arg(link.url.toString()).arg(width)));
            }
        }
    }

    void manyReactionsAreShownInPart()
    {
        FakeMessageModel::Row row = rowOf(u"bob"_s, u"look"_s);
        for (int i = 0; i < 200; ++i) {
            chat::Reaction reaction;
            reaction.emoji = QString::number(i) + QChar(0x202E);
            for (int j = 0; j < 100; ++j)
                reaction.identities.append(u"user%1"_s.arg(j));
            row.reactions.append(reaction);
        }
        FakeMessageModel model;
        model.append(row);
        const MessageRow read = MessageRow::read(model, 0, -1, upperCaseNames());
        QVERIFY(read.reactions.size() <= 40);
        QCOMPARE(read.reactions[0].count, 100);
        QVERIFY(read.reactions[0].names.size() <= 20);
        QCOMPARE(read.reactions[0].label, u"0"_s);
        const QString words = parley::ui::MessageTexts::reaction(read.reactions[0]);
        QVERIFY2(words.contains("80 other"_L1), qPrintable(words));
        QCOMPARE_LT(timeFor(model), 400ms);
    }

    void whatOnlyTheSenderSaysOfAnotherMessageIsMarked()
    {
        FakeMessageModel model;
        auto row = rowOf(u"bob"_s, u"Thank you!"_s);
        row.reply = chat::Reply { u"IM2"_s, 2, u"alice"_s, u"I pay"_s };
        model.append(row);
        const auto words = [&model] {
            return parley::ui::MessageTexts::description(
                MessageRow::read(model, 0, -1, upperCaseNames()));
        };
        QVERIFY2(words().contains(u"Quoted by BOB: \u201cI pay\u201d"_s), qPrintable(words()));
        QVERIFY(!words().contains(u"You"_s));
        row.author = u"alice"_s; // one's own client may be wrong as well
        row.own = true;
        model.remove(0);
        model.append(row);
        QVERIFY2(words().contains(u"Quoted by you: \u201cI pay\u201d"_s), qPrintable(words()));
        row.reply->isVerified = true;
        model.remove(0);
        model.append(row);
        QVERIFY2(words().contains(u"In reply to You: I pay"_s), qPrintable(words()));
    }

    void aReplyShowsWhomItAnswersAndLeadsThere()
    {
        FakeMessageModel model;
        auto row = rowOf(u"alice"_s, u"At ten."_s);
        row.reply = chat::Reply { u"IM2"_s, 2, u"bob"_s, u"When do we meet?"_s, true };
        model.append(row);
        ShownMessage shown(model);
        const RowLayout layout = shown.layout(model);
        QVERIFY(layout.bubbleRect().contains(layout.quoteRect()));
        QVERIFY(layout.quoteRect().bottom() <= layout.textOrigin().y());
        QCOMPARE(layout.row().replyName, u"BOB"_s);
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        shown.click(layout.quoteRect().center());
        QCOMPARE(spy.size(), 1);
        QCOMPARE(actionOf(spy).kind, MessageAction::Kind::ShowQuoted);
        QCOMPARE(actionOf(spy).index, 2);
        const QString text = shown.view.rows().description(0);
        QVERIFY2(text.contains("BOB: When do we meet?"_L1), qPrintable(text));
    }

    void codeIsCopiedByItsButton()
    {
        FakeMessageModel model;
        model.append(rowOf(u"bob"_s, u"Try **this**:\n```cpp\nint a = 1;\n  return a;\n```"_s));
        ShownMessage shown(model);
        const RowLayout layout = shown.layout(model);
        const auto &boxes = layout.words().boxes();
        QCOMPARE(boxes.size(), size_t(1));
        QVERIFY(boxes[0].isCode);
        const QRectF code = boxes[0].rect.translated(layout.textOrigin());
        QVERIFY(layout.bubbleRect().contains(code));
        QVERIFY(layout.timeRect().top() >= code.bottom()); // the time is not on the code
        QCOMPARE(layout.text().text().left(9), u"Try this:"_s);
        shown.click(boxes[0].copyRect.translated(layout.textOrigin()).center());
        QCOMPARE(QApplication::clipboard()->text(), u"int a = 1;\n  return a;"_s);
        shown.view.setCurrentRow(0);
        QTest::keyClick(&shown.view, Qt::Key_C); // the message as it was written
        QVERIFY(QApplication::clipboard()->text().contains("**this**"_L1));
    }

    void theCopyButtonCoversNoCode_data()
    {
        QTest::addColumn<QString>("body");
        const QString line = u"auto everyWordOfThisLineIsNeeded = read(all, of, it, again);"_s;
        QTest::addRow("long lines") << u"```\n%1\n%1\n```"_s.arg(line);
        QTest::addRow("one word") << u"```\n%1\n```"_s.arg(QString(200, u'x'));
        QTest::addRow("short") << u"```\nx\ny\nz\n```"_s;
        QTest::addRow("right to left") << u"שלום\n```\n%1\n```"_s.arg(line);
    }
    void theCopyButtonCoversNoCode()
    {
        QFETCH(QString, body);
        FakeMessageModel model;
        model.append(rowOf(u"bob"_s, body));
        ShownMessage shown(model);
        const RowLayout layout = shown.layout(model);
        const auto &boxes = layout.words().boxes();
        QCOMPARE(boxes.size(), size_t(1));
        QVERIFY(boxes[0].rect.contains(boxes[0].copyRect)
                || boxes[0].rect.height() < boxes[0].copyRect.height());
        for (int i = 0; i < layout.text().lineCount(); ++i)
            QVERIFY(!layout.text().lineAt(i).naturalTextRect().intersects(boxes[0].copyRect));
        QVERIFY(layout.bubbleRect().contains(boxes[0].rect.translated(layout.textOrigin())));
    }

    void quotesAndListsAreSetIn_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addRow("left to right")
            << u"Plain\n> quoted words\n> two\n- a point that is long enough to need a second line "
               "in a bubble of this width, and then some more words to be sure of it"_s;
        QTest::addRow("right to left")
            << u"שלום\n> מילים\n> עוד\n- נקודה ארוכה מספיק כדי להזדקק לשורה שנייה בבועה ברוחב הזה, "
               "ועוד כמה מילים כדי להיות בטוחים לגמרי שכן"_s;
    }
    void quotesAndListsAreSetIn()
    {
        QFETCH(QString, body);
        FakeMessageModel model;
        model.append(rowOf(u"bob"_s, body));
        ShownMessage shown(model);
        const RowLayout layout = shown.layout(model);
        const bool isRightToLeft = layout.words().isRightToLeft();
        const auto edgeOf = [&layout, isRightToLeft](int line) {
            const QRectF rect = layout.text().lineAt(line).naturalTextRect();
            return isRightToLeft ? layout.words().width() - rect.right() : rect.left();
        };
        QVERIFY(edgeOf(1) > edgeOf(0) + 8);
        QVERIFY(edgeOf(3) > edgeOf(0) + 4);
        QVERIFY(layout.text().lineCount() > 4);
        QVERIFY(edgeOf(4) > edgeOf(3)); // below the words, not below the bullet
        QCOMPARE(layout.words().boxes().size(), size_t(1)); // one bar for both lines
        QVERIFY(layout.bubbleRect().contains(
            layout.words().boxes()[0].rect.translated(layout.textOrigin())));
        QVERIFY(!shown.view.grab().isNull());
    }

    void messagesCanBeShownAsWritten()
    {
        FakeMessageModel model;
        model.append(rowOf(u"bob"_s, u"**a** and **b**"_s));
        RowMetrics metrics(qApp->font());
        metrics.isFormatted = false;
        const RowLayout layout(MessageRow::read(model, 0, -1), metrics, 600, Qt::LeftToRight,
                               QDate::currentDate());
        QCOMPARE(layout.text().text(), u"**a** and **b**"_s);
        ShownMessage shown(model);
        const int before = shown.view.rows().layoutCount();
        shown.view.rows().setFormatted(false);
        QCOMPARE(shown.view.rows().layoutCount(), before + 1); // each message is read once
        shown.view.rows().setFormatted(false);
        QVERIFY(!shown.view.grab().isNull());
        QCOMPARE(shown.view.rows().layoutCount(), before + 1);
    }

    void reactionsAreCountedAndToggled()
    {
        FakeMessageModel model;
        auto row = rowOf(u"bob"_s, u"Done!"_s);
        row.reactions = { { u"🎉"_s, { u"alice"_s, u"carol"_s } }, { u"👍"_s, { u"bob"_s } } };
        model.append(row);
        ShownMessage shown(model);
        const RowLayout layout = shown.layout(model);
        QCOMPARE(layout.reactions().size(), size_t(2));
        QCOMPARE(layout.row().reactions[0].count, 2);
        QVERIFY(layout.row().reactions[0].own);
        QVERIFY(!layout.row().reactions[1].own);
        QVERIFY(layout.reactions()[0].top() >= layout.bubbleRect().bottom());
        QVERIFY(layout.height() >= layout.reactions()[0].bottom());
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        shown.click(layout.reactions()[0].center());
        shown.click(layout.reactions()[1].center());
        QCOMPARE(spy.size(), 2);
        QCOMPARE(actionOf(spy).text, u"🎉"_s);
        QCOMPARE(actionOf(spy).isOn, false); // it was the own one: taken back
        QCOMPARE(actionOf(spy, 1).isOn, true);
        const QString text = shown.view.rows().description(0);
        QVERIFY2(text.contains("you"_L1) && text.contains("CAROL"_L1), qPrintable(text));
    }

    void manyReactionsWrap()
    {
        FakeMessageModel model;
        auto row = rowOf(u"alice"_s, u"x"_s);
        for (int i = 0; i < 30; ++i)
            row.reactions.append({ u"word%1"_s.arg(i), { u"bob"_s } });
        model.append(row);
        for (const auto direction : { Qt::LeftToRight, Qt::RightToLeft }) {
            const RowLayout layout = layoutOf(model, 400, direction);
            for (const QRectF &rect : layout.reactions())
                QVERIFY(rect.left() >= 0 && rect.right() <= 400);
            QVERIFY(layout.reactions().back().top() > layout.reactions().front().top());
        }
    }

    void thePartnerIsNotNamedAtEveryMessage()
    {
        FakeMessageModel model;
        model.append(rowOf(u"bob"_s, u"Hello"_s));
        const auto read = [&model](const QString &partner) {
            Names all = upperCaseNames();
            all.partner = partner;
            return RowLayout(MessageRow::read(model, 0, -1, all), RowMetrics(qApp->font()), 600,
                             Qt::LeftToRight, QDate(2026, 1, 1));
        };
        const RowLayout inGroup = read({});
        QVERIFY(!inGroup.nameRect().isEmpty());
        QVERIFY(!inGroup.avatarRect().isEmpty());
        const RowLayout ofTwo = read(u"bob"_s);
        QVERIFY(ofTwo.nameRect().isEmpty());
        QVERIFY(ofTwo.avatarRect().isEmpty());
        QVERIFY(ofTwo.bubbleRect().left() < inGroup.bubbleRect().left());
        // A third person who was added is named.
        QVERIFY(!read(u"carol"_s).nameRect().isEmpty());
        // Who cannot see on which side the bubble is hears who wrote it.
        const QString words = ui::MessageTexts::description(ofTwo.row());
        QVERIFY2(words.startsWith("BOB"_L1), qPrintable(words));

        MessageView view;
        view.resize(600, 400);
        view.show();
        view.rows().setNames(upperCaseNames());
        view.setModel(&model, -1);
        const int height = view.rowRect(0).height();
        Names two = upperCaseNames();
        two.partner = u"bob"_s;
        view.rows().setNames(two);
        QVERIFY(view.rowRect(0).height() < height); // what is shown changes at once
    }

    void deletedMessagesLeaveALine_data()
    {
        QTest::addColumn<QList<int>>("deleted");
        QTest::addColumn<QList<int>>("behind"); // of the rows with the indexes 0, 1, 4
        QTest::newRow("none") << QList<int> {} << QList<int> { 0, 0, 0 };
        QTest::newRow("between two") << QList<int> { 2 } << QList<int> { 0, 1, 0 };
        QTest::newRow("two in one place") << QList<int> { 2, 3 } << QList<int> { 0, 2, 0 };
        QTest::newRow("the newest") << QList<int> { 5 } << QList<int> { 0, 0, 1 };
        QTest::newRow("one that is still there") << QList<int> { 1 } << QList<int> { 0, 0, 0 };
    }
    void deletedMessagesLeaveALine()
    {
        using List = QList<int>;
        QFETCH(List, deleted);
        QFETCH(List, behind);
        RowNotes notes;
        for (const int index : deleted)
            notes.addDeleted(index);
        FakeMessageModel model;
        for (const qint64 index : { 0, 1, 4 }) {
            auto row = rowOf(u"bob"_s, u"x"_s);
            row.index = index;
            model.append(row);
        }
        MessageView view;
        view.resize(600, 400);
        view.show();
        view.rows().setNames(upperCaseNames());
        view.setModel(&model, -1);
        List heights;
        for (int i = 0; i < 3; ++i)
            heights.append(view.rowRect(i).height());
        view.rows().setNotes(notes);
        for (int i = 0; i < 3; ++i) {
            const MessageRow row = MessageRow::read(model, i, -1, upperCaseNames(), notes);
            QCOMPARE(row.notesBehind.size(), behind[i] > 0 ? 1 : 0);
            QVERIFY(behind[i] == 0
                    || row.notesBehind.first().startsWith(QString::number(behind[i])));
            QCOMPARE(view.rowRect(i).height() > heights[i], behind[i] > 0);
            const QString words = view.rows().description(i);
            QCOMPARE(words.contains(u"deleted"_s), behind[i] > 0);
        }
        QVERIFY(!view.grab().isNull());
    }

    void whoJoinsAndLeavesIsToldBetweenTheMessages()
    {
        RowNotes notes;
        notes.add(RowNotes::Kind::Renamed, u"\u202EPlans"_s, -1);
        notes.add(RowNotes::Kind::Joined, u"bob"_s, 2);
        notes.add(RowNotes::Kind::Joined, u"carol"_s, 2); // the same note
        notes.add(RowNotes::Kind::Left, u"bob"_s, 2);
        notes.add(RowNotes::Kind::Joined, u"dave"_s, 4);
        FakeMessageModel model;
        for (const qint64 index : { 0, 1, 4, -1 }) { // the last one is in the outbox
            auto row = rowOf(u"bob"_s, u"x"_s);
            row.index = index;
            model.append(row);
        }
        const auto read
            = [&](int row) { return MessageRow::read(model, row, -1, upperCaseNames(), notes); };
        const QStringList before = read(0).notesBefore;
        QCOMPARE(before.size(), 1);
        QVERIFY2(before.first().contains(u"called “Plans”"_s),
                 qPrintable(before.first())); // nothing turns the text around
        QCOMPARE(read(0).notesBehind, QStringList());
        QCOMPARE(read(1).notesBefore, QStringList());
        QCOMPARE(read(1).notesBehind.size(), 2); // message 2, which is gone, was behind it
        const QString joined = read(1).notesBehind.first();
        QVERIFY2(joined.contains(u"BOB"_s) && joined.contains(u"CAROL"_s)
                     && joined.endsWith(u"joined"_s),
                 qPrintable(joined));
        QCOMPARE(read(1).notesBehind.last(), u"BOB left"_s);
        QVERIFY(read(2).startsGroup); // the author is named again below the notes
        QCOMPARE(read(2).notesBehind, QStringList { u"DAVE joined"_s });
        QCOMPARE(read(3).notesBehind, QStringList());

        MessageView view;
        view.resize(600, 400);
        view.show();
        view.rows().setNames(upperCaseNames());
        view.setModel(&model, -1);
        const int height = view.rowRect(2).height();
        const int hint = view.rows().count();
        view.rows().setNotes(notes);
        QVERIFY(view.rowRect(2).height() > height);
        QCOMPARE(view.rows().count(), hint); // a note is no row
        const QString spoken = view.rows().description(0);
        QVERIFY2(spoken.startsWith(before.first()), qPrintable(spoken));
        QVERIFY(view.rows().description(2).endsWith(u"DAVE joined"_s));
        const RowLayout &layout = view.rows().layout(1);
        QCOMPARE(layout.hit(layout.notesBehind().rect.center()).kind, RowHit::Kind::None);
        QVERIFY(layout.notesBehind().rect.bottom() <= layout.height());
        QVERIFY(!view.grab().isNull());
    }

    void thereAreNeverTooManyNotes()
    {
        RowNotes notes;
        for (int i = 0; i < 1000; ++i) {
            notes.add(i % 2 == 0 ? RowNotes::Kind::Joined : RowNotes::Kind::Left, u"bob"_s, 0);
        }
        QCOMPARE(notes.between(0, RowNotes::End, upperCaseNames()).size(),
                 qsizetype(RowNotes::MaxNotes));
        RowNotes many;
        for (int i = 0; i < 12; ++i)
            many.add(RowNotes::Kind::Joined, QString::number(i), 0);
        QCOMPARE(many.between(0, RowNotes::End, upperCaseNames()).size(), 3);
    }

    void aFailedMessageCanBeDiscardedOrRetried()
    {
        FakeMessageModel model;
        auto row = rowOf(u"alice"_s, u"x"_s);
        row.index = -1;
        row.delivery = Message::Delivery::Failed;
        model.append(row);
        for (const auto direction : { Qt::LeftToRight, Qt::RightToLeft }) {
            const RowLayout layout = layoutOf(model, 600, direction);
            QCOMPARE(layout.hit(layout.retryRect().center()).kind, RowHit::Kind::Retry);
            QCOMPARE(layout.hit(layout.discardRect().center()).kind, RowHit::Kind::Discard);
            QVERIFY(!layout.retryRect().intersects(layout.discardRect()));
        }
    }

    void fewEmojiAloneAreLarge_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("large");
        QTest::newRow("one") << u"👍"_s << true;
        QTest::newRow("three with spaces") << u"🎉 🎉 🚀"_s << true;
        QTest::newRow("a heart with its variation") << u"❤️"_s << true;
        QTest::newRow("a family joined from four") << u"👨‍👩‍👧‍👦"_s << true;
        QTest::newRow("with a word") << u"👍 ok"_s << false;
        QTest::newRow("a pattern") << u"🟢"_s.repeated(60) << false;
        QTest::newRow("digits") << u"10"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void fewEmojiAloneAreLarge()
    {
        QFETCH(QString, text);
        QFETCH(bool, large);
        QCOMPARE(ui::isEmojiOnly(text), large);
        FakeMessageModel model;
        model.append(rowOf(u"bob"_s, text));
        const RowMetrics metrics(qApp->font());
        QCOMPARE(layoutOf(model).text().font().pointSizeF() > metrics.bodyFont.pointSizeF(), large);
    }
};

QTEST_MAIN(tst_MessageParts)
#include "tst_messageparts.moc"
