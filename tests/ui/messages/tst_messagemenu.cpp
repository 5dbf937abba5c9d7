// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "shownmessage.h"

#include <QAccessible>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace parley;
using namespace parley::test;
using namespace parley::ui;
using namespace Qt::StringLiterals;

/// What the menu of a message offers, by keyboard and for assistive technology.
class tst_MessageMenu final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMenuOffersWhatFits()
    {
        FakeMessageModel model;
        model.append(rowOf(u"alice"_s, u"mine"_s));
        ShownMessage shown(model);
        shown.view.setCurrentRow(0);
        shown.view.setFocus();
        QTest::keyClick(&shown.view, Qt::Key_Space);
        auto *menu = shown.view.findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        QStringList texts;
        for (const QAction *action : menu->actions())
            texts.append(action->text());
        for (const char *wanted : { "Reply\tR", "React", "Copy text\tC", "Select\tCtrl+Space",
                                    "Edit\tE", "Delete\tDel" })
            QVERIFY2(texts.contains(QString::fromUtf8(wanted)), qPrintable(texts.join(u',')));
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        menu->actions().first()->trigger();
        QCOMPARE(spy.size(), 1);
        QCOMPARE(actionOf(spy).kind, MessageAction::Kind::Reply);
        QCOMPARE(actionOf(spy).index, 5);
        menu->close();
    }

    void theMenuPinsAndUnpins_data()
    {
        QTest::addColumn<bool>("isPinned");
        QTest::addRow("pins") << false;
        QTest::addRow("unpins") << true;
    }
    void theMenuPinsAndUnpins()
    {
        QFETCH(bool, isPinned);
        FakeMessageModel model;
        FakeMessageModel::Row row = rowOf(u"bob"_s, u"rules"_s);
        row.isPinned = isPinned;
        model.append(row);
        ShownMessage shown(model);
        QCOMPARE(shown.view.rows().description(0).contains(u"pinned"_s), isPinned);
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        shown.view.setCurrentRow(0);
        shown.view.setFocus();
        QTest::keyClick(&shown.view, Qt::Key_Space);
        auto *menu = shown.view.findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        const QString wanted = isPinned ? u"Unpin\tP"_s : u"Pin\tP"_s;
        const QList<QAction *> entries = menu->actions();
        const auto entry = std::ranges::find(entries, wanted, &QAction::text);
        QVERIFY(entry != entries.end());
        (*entry)->trigger();
        QCOMPARE(spy.size(), 1);
        QCOMPARE(actionOf(spy).kind, MessageAction::Kind::Pin);
        QCOMPARE(actionOf(spy).index, 5);
        QCOMPARE(actionOf(spy).isOn, !isPinned);
        menu->close();
        QTest::keyClick(&shown.view, Qt::Key_P);
        QCOMPARE(spy.size(), 2);
        QCOMPARE(actionOf(spy, 1).isOn, !isPinned);
    }

    void aGroupMessageTellsWhoHasReadIt()
    {
        FakeMessageModel model;
        auto row = rowOf(u"alice"_s, u"Lunch?"_s);
        row.own = true;
        model.append(row);
        ShownMessage shown(model);
        Names names;
        names.own = u"alice"_s;
        names.readersOf = [&row](qint64 index) {
            return index == row.index ? QStringList { u"Bob"_s, u"Eve"_s } : QStringList();
        };
        shown.view.rows().setNames(names);
        const QString text = shown.view.rows().description(0);
        QVERIFY2(text.contains("Read by Bob"_L1), qPrintable(text));
        shown.view.showRowMenu(0);
        auto *menu = shown.view.findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        QStringList texts;
        for (const QAction *action : menu->actions())
            texts.append(action->text());
        QVERIFY2(texts.join(u'|').contains("Read by Bob"_L1), qPrintable(texts.join(u'|')));
        menu->close();
        names.readersOf = [](qint64) { return QStringList(); };
        shown.view.rows().setNames(names);
        QVERIFY(!shown.view.rows().description(0).contains("Read by"_L1));
    }

    void assistiveTechnologyCanActOnAMessage()
    {
        FakeMessageModel model;
        auto row = rowOf(u"bob"_s, u"At ten."_s);
        row.reply = chat::Reply { u"IM2"_s, 2, u"alice"_s, u"When?"_s };
        model.append(row);
        ShownMessage shown(model);
        QAccessibleInterface *item = QAccessible::queryAccessibleInterface(&shown.view)->child(0);
        QAccessibleActionInterface *actions = item->actionInterface();
        QVERIFY(actions != nullptr);
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        actions->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(spy.size(), 1);
        actions->doAction(QAccessibleActionInterface::setFocusAction());
        QCOMPARE(shown.view.currentRow(), 0);
        actions->doAction(QAccessibleActionInterface::showMenuAction());
        auto *menu = shown.view.findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        menu->close();
        model.remove(0);
        QVERIFY(!item->isValid());
        actions->doAction(QAccessibleActionInterface::pressAction()); // the row is gone: nothing
        QCOMPARE(spy.size(), 1);
    }
};

QTEST_MAIN(tst_MessageMenu)
#include "tst_messagemenu.moc"
