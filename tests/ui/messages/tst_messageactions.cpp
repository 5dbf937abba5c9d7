// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "fakemessagemodel.h"
#include "messages/controls/messagebar.h"
#include "messages/view/messageview.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace parley;
using namespace parley::ui;
using namespace Qt::StringLiterals;
using Kind = MessageAction::Kind;
using test::FakeMessageModel;

/// What can be done with messages without a context menu: by keys, by the bar, with several.
class tst_MessageActions final : public QObject
{
    Q_OBJECT

private:
    /// A view with twenty messages; each third one is the user's own (alice's).
    struct Shown
    {
        Shown()
        {
            model.insert(0, FakeMessageModel::many(20, 0));
            view.resize(600, 400);
            view.show();
            view.rows().setNames({ u"alice"_s });
            view.setModel(&model, -1);
            view.activateWindow();
            (void)QTest::qWaitForWindowActive(&view);
            view.setFocus();
        }
        [[nodiscard]] MessageBar *bar() const { return view.findChild<MessageBar *>(); }
        [[nodiscard]] QPoint bubble(int row) const
        {
            return view.rowRect(row).topLeft() + QPoint(120, view.rowRect(row).height() / 2);
        }

        FakeMessageModel model;
        MessageView view;
    };
    static MessageAction lastOf(const QSignalSpy &spy)
    {
        return spy.last().first().value<MessageAction>();
    }

private Q_SLOTS:
    void aKeyDoesIt_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("own");
        QTest::addColumn<int>("kind"); // -1: nothing
        QTest::addRow("reply") << int(Qt::Key_R) << false << int(Kind::Reply);
        QTest::addRow("edit") << int(Qt::Key_E) << true << int(Kind::Edit);
        QTest::addRow("not another's words") << int(Qt::Key_E) << false << -1;
        QTest::addRow("delete") << int(Qt::Key_Delete) << true << int(Kind::Delete);
        QTest::addRow("not another's message") << int(Qt::Key_Delete) << false << -1;
        QTest::addRow("react") << int(Qt::Key_Plus) << false << int(Kind::ChooseReaction);
    }
    void aKeyDoesIt()
    {
        QFETCH(int, key);
        QFETCH(bool, own);
        QFETCH(int, kind);
        Shown shown;
        const int row = own ? 18 : 19;
        shown.view.setCurrentRow(row);
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        QSignalSpy typedSpy(&shown.view, &MessageView::textTyped);
        QTest::keyClick(&shown.view, Qt::Key(key));
        QCOMPARE(typedSpy.size(), 0); // no letter gets into the composer
        QCOMPARE(spy.size(), kind < 0 ? 0 : 1);
        if (kind < 0)
            return;
        const MessageAction action = lastOf(spy);
        QCOMPARE(int(action.kind), kind);
        QCOMPARE(action.kind == Kind::Delete ? action.indexes.front() : action.index, qint64(row));
    }

    void otherLettersAreForTheComposer()
    {
        Shown shown;
        shown.view.setCurrentRow(19);
        QSignalSpy typedSpy(&shown.view, &MessageView::textTyped);
        QTest::keyClick(&shown.view, Qt::Key_H);
        QCOMPARE(typedSpy.size(), 1);
    }

    void theBarFollowsThePointer()
    {
        Shown shown;
        QVERIFY(!shown.bar()->isVisible()); // no current message yet
        QTest::mouseMove(shown.view.viewport(), shown.bubble(18));
        QTRY_VERIFY(shown.bar()->isVisible());
        QCOMPARE(shown.bar()->message(), 18);
        QTest::mouseMove(shown.view.viewport(), shown.bubble(19));
        QTRY_COMPARE(shown.bar()->message(), 19);
        QVERIFY(shown.view.viewport()->rect().contains(shown.bar()->geometry()));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(shown.view.viewport(), &leave);
        QVERIFY(!shown.bar()->isVisible());
    }

    void theBarFollowsTheKeyboard()
    {
        Shown shown;
        QTest::keyClick(&shown.view, Qt::Key_Up);
        QCOMPARE(shown.bar()->message(), 19);
        QVERIFY(shown.bar()->isVisible());
        QTest::keyClick(&shown.view, Qt::Key_Up);
        QCOMPARE(shown.bar()->message(), 18);
        shown.view.clearFocus();
        QVERIFY(!shown.bar()->isVisible());
    }

    void theBarReactsRepliesAndOpensTheMenu()
    {
        Shown shown;
        shown.model.react(19, { { u"👍"_s, { u"alice"_s } } });
        shown.view.setCurrentRow(19);
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        const QList<QToolButton *> buttons = shown.bar()->findChildren<QToolButton *>();
        QCOMPARE(buttons.size(), 6);
        for (const QToolButton *button : buttons)
            QVERIFY(!button->accessibleName().isEmpty());
        QVERIFY(buttons[0]->isChecked());
        buttons[0]->click(); // taken back
        QCOMPARE(lastOf(spy).kind, Kind::React);
        QCOMPARE(lastOf(spy).isOn, false);
        buttons[1]->click();
        QCOMPARE(lastOf(spy).isOn, true);
        buttons[3]->click();
        QCOMPARE(lastOf(spy).kind, Kind::ChooseReaction);
        buttons[4]->click();
        QCOMPARE(lastOf(spy).kind, Kind::Reply);
        QCOMPARE(lastOf(spy).index, 19);
        buttons[5]->click();
        auto *menu = shown.view.findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        menu->close();
    }

    void severalAreChosenByKeyboard()
    {
        Shown shown;
        MessageView &view = shown.view;
        view.setCurrentRow(17);
        QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(view.selection().indexes(), (std::vector<qint64> { 17, 18, 19 }));
        QVERIFY(!shown.bar()->isVisible());
        QTest::keyClick(&view, Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(view.selection().indexes(), (std::vector<qint64> { 17, 18 }));
        QSignalSpy spy(&view, &MessageView::actionRequested);
        QTest::keyClick(&view, Qt::Key_Delete); // one of them is another's
        QCOMPARE(spy.size(), 0);
        QTest::keyClick(&view, Qt::Key_C);
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(copied.indexOf("number 17"_L1) < copied.indexOf("number 18"_L1),
                 qPrintable(copied));
        QVERIFY(copied.startsWith("bob, "_L1));
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(view.selection().isEmpty());
    }

    void severalAreChosenByMouse()
    {
        Shown shown;
        QWidget *viewport = shown.view.viewport();
        QTest::mouseClick(viewport, Qt::LeftButton, Qt::ControlModifier, shown.bubble(18));
        QCOMPARE(shown.view.selection().indexes(), std::vector<qint64> { 18 });
        QTest::mouseClick(viewport, Qt::LeftButton, Qt::ShiftModifier, shown.bubble(19));
        QCOMPARE(shown.view.selection().count(), 2);
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        QTest::mouseClick(viewport, Qt::LeftButton, Qt::ControlModifier, shown.bubble(19));
        QTest::keyClick(&shown.view, Qt::Key_Delete);
        QCOMPARE(spy.size(), 1); // only the own one is left
        QCOMPARE(lastOf(spy).indexes, std::vector<qint64> { 18 });
    }

    void aMessageIsSaidToBeChosen()
    {
        Shown shown;
        shown.view.toggleSelected(19);
        QAccessibleInterface *item = QAccessible::queryAccessibleInterface(&shown.view)->child(19);
        QVERIFY(item->state().selectable);
        QVERIFY(item->state().selected);
        shown.view.toggleSelected(19);
        QVERIFY(!item->state().selected);
    }

    void whatIsAboutToGoIsFaded()
    {
        Shown shown;
        const QImage before = shown.view.grab().toImage();
        shown.view.setFaded({ 19 });
        QVERIFY(shown.view.grab().toImage() != before);
        shown.view.setFaded({});
        QCOMPARE(shown.view.grab().toImage(), before);
    }
};

QTEST_MAIN(tst_MessageActions)
#include "tst_messageactions.moc"
