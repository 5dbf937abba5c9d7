// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "fakemessagemodel.h"
#include "messages/controls/jumpbutton.h"
#include "messages/view/messageview.h"
#include "token/utc.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace Qt::StringLiterals;

using parley::chat::Message;
using parley::test::FakeMessageModel;
using parley::ui::JumpButton;
using parley::ui::MessageAction;
using parley::ui::MessageRow;
using parley::ui::MessageView;
using parley::ui::RowLayout;
using parley::ui::RowMetrics;

class tst_MessageView final : public QObject
{
    Q_OBJECT

private:
    static void showView(MessageView &view)
    {
        view.resize(600, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
    }

private Q_SLOTS:
    void aLongConversationLaysOutOnlyWhatIsSeen()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(100000, 0));
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        QCOMPARE(view.lastVisibleRow(), 99999);
        QVERIFY2(view.rows().layoutCount() < 60,
                 qPrintable(QString::number(view.rows().layoutCount())));
        // Anywhere else, too.
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
        QVERIFY2(view.rows().layoutCount() < 120,
                 qPrintable(QString::number(view.rows().layoutCount())));
        QVERIFY(view.firstVisibleRow() > 40000 && view.firstVisibleRow() < 60000);
    }

    void theWheelScrollsOverTheJumpButton()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(200, 0));
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
        auto *button = view.findChild<JumpButton *>();
        QVERIFY(button != nullptr && button->isVisible());
        const int before = view.verticalScrollBar()->value();
        const QPointF middle(button->rect().center());
        QWheelEvent wheel(middle, button->mapToGlobal(middle), {}, QPoint(0, -120), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(button, &wheel);
        QVERIFY(view.verticalScrollBar()->value() > before);
    }

    void pagingBackKeepsThePosition()
    {
        FakeMessageModel model;
        QAbstractItemModelTester tester(&model);
        model.insert(0, FakeMessageModel::many(60, 100));
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        QSignalSpy olderSpy(&view, &MessageView::olderNeeded);
        view.verticalScrollBar()->setValue(0);
        QVERIFY(!olderSpy.isEmpty());
        const int row = view.firstVisibleRow() + 1;
        const int y = view.rowRect(row).bottom();
        model.insert(0, FakeMessageModel::many(50, 50));
        QCOMPARE(view.rowRect(row + 50).bottom(), y);
        model.insert(0, FakeMessageModel::many(50, 0));
        QCOMPARE(view.rowRect(row + 100).bottom(), y);
    }

    void scrollingUpIntoUnmeasuredRowsDoesNotJump()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(500, 0));
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        for (int step = 0; step < 60; ++step) {
            const int row = view.firstVisibleRow() + 2;
            const int before = view.rowRect(row).top();
            const int value = view.verticalScrollBar()->value();
            view.verticalScrollBar()->setValue(value - 37);
            QCOMPARE(view.rowRect(row).top(), before + 37);
        }
    }

    void staysAtTheEndWhenMessagesCome()
    {
        FakeMessageModel model;
        auto rows = FakeMessageModel::many(41, 0);
        const FakeMessageModel::Row next = rows.back();
        rows.pop_back();
        model.insert(0, rows);
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        QVERIFY(view.isAtEnd());
        model.append(next);
        QVERIFY(view.isAtEnd());
        QCOMPARE(view.lastVisibleRow(), 40);
    }

    void doesNotMoveWhoReadsAbove()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(60, 0));
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        view.scrollToRow(20);
        QVERIFY(!view.isAtEnd());
        const QRect before = view.rowRect(21);
        FakeMessageModel::Row row = FakeMessageModel::many(1, 60).front();
        row.own = false;
        model.append(row);
        QCOMPARE(view.rowRect(21), before);
        view.scrollToEnd();
        QCOMPARE(view.lastVisibleRow(), 60);
    }

    void beginsAtTheFirstUnread()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(200, 0));
        MessageView view;
        showView(view);
        view.setModel(&model, 100);
        QVERIFY(view.firstVisibleRow() <= 100 && view.lastVisibleRow() >= 100);
        QVERIFY(MessageRow::read(model, 100, 100).startsUnread);
        QVERIFY(!MessageRow::read(model, 101, 100).startsUnread);
    }

    void tellsWhatWasSeen()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(50, 0));
        MessageView view;
        QSignalSpy spy(&view, &MessageView::seenUpTo);
        view.setModel(&model, -1);
        QCOMPARE(spy.size(), 0); // not shown yet: nothing was seen
        showView(view);
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QTRY_VERIFY(!spy.isEmpty());
        QCOMPARE(spy.last().first().toLongLong(), 49);
        spy.clear();
        view.scrollToRow(3);
        (void)view.grab();
        QCoreApplication::sendPostedEvents();
        QVERIFY(spy.isEmpty()); // never back
    }

    void nothingIsSeenInAWindowThatIsNotActive()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(50, 0));
        MessageView view;
        showView(view);
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QSignalSpy spy(&view, &MessageView::seenUpTo);
        view.setModel(&model, -1);
        (void)view.grab();
        QCoreApplication::sendPostedEvents();
        QVERIFY(spy.isEmpty());
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QTRY_COMPARE(spy.size(), 1);
        QCOMPARE(spy.last().first().toLongLong(), 49);
    }

    void textIsText()
    {
        FakeMessageModel::Row row = FakeMessageModel::many(1, 1).front();
        row.body = u"<b>bold</b> &amp; <img src=x>"_s;
        FakeMessageModel model;
        model.append(row);
        const RowLayout layout(MessageRow::read(model, 0, -1), RowMetrics(qApp->font()), 600,
                               Qt::LeftToRight, QDate(2026, 1, 1));
        QCOMPARE(layout.text().text(), row.body);
        QVERIFY(layout.text().formats().isEmpty());
    }

    void rightToLeftTextStandsAtTheRightOfItsBubble()
    {
        FakeMessageModel::Row row = FakeMessageModel::many(1, 1).front();
        row.own = false;
        row.body = u"שלום עולם, זו הודעה ארוכה יותר שנמשכת על פני כמה שורות בבועה אחת של הצ'אט"_s;
        FakeMessageModel model;
        model.append(row);
        const RowLayout layout(MessageRow::read(model, 0, -1), RowMetrics(qApp->font()), 360,
                               Qt::LeftToRight, QDate(2026, 1, 1));
        QCOMPARE(layout.text().textOption().textDirection(), Qt::RightToLeft);
        QVERIFY(layout.text().lineCount() > 1);
        for (int i = 0; i < layout.text().lineCount(); ++i) {
            const QRectF line
                = layout.text().lineAt(i).naturalTextRect().translated(layout.textOrigin());
            QVERIFY(line.right() <= layout.bubbleRect().right());
            QVERIFY(line.left() >= layout.bubbleRect().left());
            QVERIFY(layout.bubbleRect().right() - line.right() < 20);
        }
    }

    void longWordsWrap()
    {
        FakeMessageModel::Row row = FakeMessageModel::many(1, 1).front();
        row.body = QString(4000, u'x');
        FakeMessageModel model;
        model.append(row);
        for (const int width : { 200, 400, 1600 }) {
            const RowLayout layout(MessageRow::read(model, 0, -1), RowMetrics(qApp->font()), width,
                                   Qt::LeftToRight, QDate(2026, 1, 1));
            QVERIFY(layout.text().lineCount() > 1);
            QVERIFY(layout.bubbleRect().right() <= width);
            QVERIFY(layout.text().boundingRect().width() <= layout.bubbleRect().width());
        }
    }

    void mirroredWindowsMirrorBubbles()
    {
        FakeMessageModel model;
        model.append(FakeMessageModel::many(1, 0).front()); // own
        const MessageRow row = MessageRow::read(model, 0, -1);
        const RowMetrics metrics(qApp->font());
        const RowLayout normal(row, metrics, 600, Qt::LeftToRight, QDate(2026, 1, 1));
        const RowLayout mirrored(row, metrics, 600, Qt::RightToLeft, QDate(2026, 1, 1));
        QCOMPARE(mirrored.bubbleRect().left(), 600 - normal.bubbleRect().right());
        QVERIFY(mirrored.bubbleRect().contains(mirrored.timeRect()));
    }

    void whatCameInTheBackgroundIsSeenOnActivation()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(5, 0));
        MessageView view;
        showView(view);
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QSignalSpy seen(&view, &MessageView::seenUpTo);
        view.setModel(&model, -1);
        QTRY_COMPARE(seen.size(), 1);
        QEvent activation(QEvent::WindowActivate); // goes to the children of a window as well
        QCoreApplication::sendEvent(view.viewport(), &activation);
        QTRY_COMPARE(seen.size(), 2);
        QCOMPARE(seen.last().first().toLongLong(), 4);
    }

    void linksAreClickable()
    {
        FakeMessageModel::Row row = FakeMessageModel::many(1, 1).front();
        row.body = u"https://example.com/page"_s;
        FakeMessageModel model;
        model.append(row);
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        QSignalSpy spy(&view, &MessageView::actionRequested);
        const RowLayout layout(MessageRow::read(model, 0, -1), RowMetrics(view.font()),
                               view.viewport()->width(), Qt::LeftToRight, QDate::currentDate());
        const QPoint inLink
            = view.rowRect(0).topLeft() + layout.textOrigin().toPoint() + QPoint(20, 5);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, inLink);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().value<MessageAction>().url,
                 QUrl(u"https://example.com/page"_s));
    }

    void theKeyboardWalksThroughMessages()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(100, 0));
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(view.currentRow(), 99);
        for (int i = 0; i < 30; ++i)
            QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(view.currentRow(), 69);
        QVERIFY(!view.rowRect(69).isEmpty()); // it came into view
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.currentRow(), 0);
        QTest::keySequence(&view, QKeySequence::Copy);
        QCOMPARE(QApplication::clipboard()->text(),
                 model.index(0, 0).data(Qt::DisplayRole).toString());
        QTest::keyClick(&view, Qt::Key_End);
        QVERIFY(view.isAtEnd());
    }

    void lettersGoToTheComposer()
    {
        MessageView view;
        showView(view);
        QSignalSpy spy(&view, &MessageView::textTyped);
        QTest::keyClicks(&view, u"h"_s);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), u"h"_s);
    }

    void assistiveTechnologySeesAListOfMessages()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(3, 0));
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(list != nullptr);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 3);
        QAccessibleInterface *second = list->child(1);
        QVERIFY(second != nullptr);
        QCOMPARE(second->role(), QAccessible::ListItem);
        const QString text = second->text(QAccessible::Name);
        QVERIFY2(text.startsWith("bob: Message number 1"_L1), qPrintable(text));
        QCOMPARE(list->indexOfChild(second), 1);
        QVERIFY(!second->rect().isEmpty());
        QVERIFY(list->child(0)->text(QAccessible::Name).contains("Sent"_L1));
    }

    void aFailedMessageCanBeRetried()
    {
        FakeMessageModel::Row row = FakeMessageModel::many(1, 0).front();
        row.delivery = Message::Delivery::Failed;
        FakeMessageModel model;
        model.append(row);
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        QSignalSpy spy(&view, &MessageView::actionRequested);
        const RowLayout layout(MessageRow::read(model, 0, -1), RowMetrics(view.font()),
                               view.viewport()->width(), Qt::LeftToRight, QDate::currentDate());
        QVERIFY(!layout.retryRect().isEmpty());
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                          view.rowRect(0).topLeft() + layout.retryRect().center().toPoint());
        QCOMPARE(spy.size(), 1);
        const auto action = spy.first().first().value<MessageAction>();
        QCOMPARE(action.kind, MessageAction::Kind::Retry);
        QCOMPARE(action.localId, u"local-0"_s);
    }

    void changesAndRemovalsAreFollowed()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(30, 0));
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        const int before = view.rowRect(29).height();
        model.change(29, u"line\n"_s.repeated(6));
        QVERIFY(view.rowRect(29).height() > before);
        QVERIFY(view.isAtEnd());
        while (model.rowCount() > 0)
            model.remove(model.rowCount() - 1);
        QCOMPARE(view.lastVisibleRow(), -1);
        view.setModel(nullptr, -1);
        QVERIFY(!view.grab().isNull());
    }

    void groupsAndDaysAreFound()
    {
        FakeMessageModel model;
        const QDateTime evening(QDate(2026, 1, 1), QTime(23, 50), parley::Utc);
        const auto add = [&model](const QString &author, const QDateTime &at) {
            model.append({ model.rowCount(), author, u"x"_s, at });
        };
        add(u"bob"_s, evening);
        add(u"bob"_s, evening.addSecs(60));
        add(u"bob"_s, evening.addSecs(9 * 60));
        add(u"carol"_s, evening.addSecs(9 * 60 + 1));
        add(u"carol"_s, evening.addSecs(11 * 60));
        const auto flags = [&model](int row) {
            const MessageRow r = MessageRow::read(model, row, -1);
            return QString::number(r.startsDay) + QString::number(r.startsGroup);
        };
        QCOMPARE(flags(0), u"11"_s);
        QCOMPARE(flags(1), u"00"_s);
        QCOMPARE(flags(2), u"01"_s); // a pause
        QCOMPARE(flags(3), u"01"_s); // another author
        QCOMPARE(flags(4), u"11"_s); // after midnight
    }

    void newReactionsMakeRoomWithoutAJump()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(60, 0));
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        view.scrollToRow(20);
        const int first = view.firstVisibleRow();
        const int below = view.rowRect(first).bottom();
        model.react(first + 2, { { u"👍"_s, { u"bob"_s } } });
        QCOMPARE(view.rowRect(first).bottom(), below);
    }

    void theEndIsNoneWhileThereIsMore()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(60, 0));
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        view.rows().setHasNewer(true);
        QSignalSpy newerSpy(&view, &MessageView::newerNeeded);
        view.scrollToEnd();
        QVERIFY(!view.isAtEnd());
        QVERIFY(!newerSpy.isEmpty());
        const int first = view.firstVisibleRow();
        const QRect before = view.rowRect(first);
        model.insert(60, FakeMessageModel::many(30, 60)); // a page of newer ones
        QCOMPARE(view.rowRect(first), before);
        view.rows().setHasNewer(false);
        view.scrollToEnd();
        QVERIFY(view.isAtEnd());
        QCOMPARE(view.lastVisibleRow(), 89);
    }

    void jumpingShowsTheRowInTheMiddle()
    {
        FakeMessageModel model;
        model.insert(0, FakeMessageModel::many(200, 0));
        MessageView view;
        showView(view);
        view.setModel(&model, -1);
        view.jumpToRow(80);
        const QRect rect = view.rowRect(80);
        QVERIFY(!rect.isEmpty());
        QVERIFY(std::abs(rect.center().y() - view.viewport()->height() / 2) < 30);
        QCOMPARE(view.currentRow(), 80);
    }

    void daysAreNamedAnewAtMidnight()
    {
        FakeMessageModel model;
        model.append(FakeMessageModel::many(1, 1).front());
        const MessageRow row = MessageRow::read(model, 0, -1);
        const RowMetrics metrics(qApp->font());
        const QDate day(2026, 1, 1);
        const RowLayout today(row, metrics, 600, Qt::LeftToRight, day);
        const RowLayout later(row, metrics, 600, Qt::LeftToRight, day.addDays(1));
        QCOMPARE(today.dayText(), u"Today"_s);
        QCOMPARE(later.dayText(), u"Yesterday"_s);
        MessageView view;
        view.resize(600, 400);
        view.rows().setToday(day);
        view.show();
        view.setModel(&model, -1);
        const int layouts = view.rows().layoutCount();
        view.rows().setToday(day.addDays(1));
        QVERIFY(view.rows().layoutCount() > layouts);
    }
};

QTEST_MAIN(tst_MessageView)
#include "tst_messageview.moc"
