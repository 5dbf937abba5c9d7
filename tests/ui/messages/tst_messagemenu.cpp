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

/// What the menu of a message offers, by keyboard and for assistive technology.
class tst_MessageMenu final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMenuOffersWhatFits()
    {
        FakeMessageModel model;
        model.append(rowOf(QStringLiteral("alice"), QStringLiteral("mine")));
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
        FakeMessageModel::Row row = rowOf(QStringLiteral("bob"), QStringLiteral("rules"));
        row.isPinned = isPinned;
        model.append(row);
        ShownMessage shown(model);
        QCOMPARE(shown.view.rows().description(0).contains(QStringLiteral("pinned")), isPinned);
        QSignalSpy spy(&shown.view, &MessageView::actionRequested);
        shown.view.setCurrentRow(0);
        shown.view.setFocus();
        QTest::keyClick(&shown.view, Qt::Key_Space);
        auto *menu = shown.view.findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        const QString wanted = isPinned ? QStringLiteral("Unpin\tP") : QStringLiteral("Pin\tP");
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
        auto row = rowOf(QStringLiteral("alice"), QStringLiteral("Lunch?"));
        row.own = true;
        model.append(row);
        ShownMessage shown(model);
        Names names;
        names.own = QStringLiteral("alice");
        names.readersOf = [&row](qint64 index) {
            return index == row.index ? QStringList { QStringLiteral("Bob"), QStringLiteral("Eve") }
                                      : QStringList();
        };
        shown.view.rows().setNames(names);
        const QString text = shown.view.rows().description(0);
        QVERIFY2(text.contains(QLatin1String("Read by Bob")), qPrintable(text));
        shown.view.showRowMenu(0);
        auto *menu = shown.view.findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        QStringList texts;
        for (const QAction *action : menu->actions())
            texts.append(action->text());
        QVERIFY2(texts.join(u'|').contains(QLatin1String("Read by Bob")),
                 qPrintable(texts.join(u'|')));
        menu->close();
        names.readersOf = [](qint64) { return QStringList(); };
        shown.view.rows().setNames(names);
        QVERIFY(!shown.view.rows().description(0).contains(QLatin1String("Read by")));
    }

    void assistiveTechnologyCanActOnAMessage()
    {
        FakeMessageModel model;
        auto row = rowOf(QStringLiteral("bob"), QStringLiteral("At ten."));
        row.reply = chat::Reply { QStringLiteral("IM2"), 2, QStringLiteral("alice"),
                                  QStringLiteral("When?") };
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
