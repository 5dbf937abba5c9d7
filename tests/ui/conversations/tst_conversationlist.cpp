// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversationlistmodel.h"
#include "conversations/conversationdelegate.h"
#include "conversations/rolenames.h"
#include "conversations/sidebar.h"
#include "token/utc.h"
#include "widgets/placeholder.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace parley;
using parley::ui::ConversationDelegate;
using parley::ui::Sidebar;
using Model = chat::ConversationListModel;

namespace {

void addConversation(QStandardItemModel &model, const QString &sid, const QString &name,
                     int unread = 0)
{
    auto *item = new QStandardItem;
    item->setData(sid, Model::SidRole);
    item->setData(name, Model::NameRole);
    item->setData(QStringLiteral("hello\nthere"), Model::LastMessageRole);
    item->setData(QStringLiteral("bob"), Model::LastAuthorRole);
    item->setData(QDateTime(QDate(2026, 1, 1), QTime(9, 0), Utc), Model::LastActivityRole);
    item->setData(unread, Model::UnreadRole);
    model.appendRow(item);
}

} // namespace

class tst_ConversationList final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rolesAreToldByThoseWhoStarted()
    {
        const chat::Participant alice { .sid = QStringLiteral("MB1"),
                                        .identity = QStringLiteral("alice"),
                                        .roleSid = QStringLiteral("RL1") };
        const chat::Participant bob { .sid = QStringLiteral("MB2"),
                                      .identity = QStringLiteral("bob"),
                                      .roleSid = QStringLiteral("RL2") };
        const chat::Participant guest { .sid = QStringLiteral("MB3"),
                                        .type = QStringLiteral("sms") };
        ui::RoleNames roles;
        roles.learn({ .sid = QStringLiteral("CH1"), .createdBy = QStringLiteral("system") },
                    { alice, bob });
        QCOMPARE(roles.of(alice), QString()); // no participant is known to have made a conversation
        roles.learn({ .sid = QStringLiteral("CH2"), .createdBy = QStringLiteral("alice") },
                    { bob, alice });
        QCOMPARE(roles.of(alice), QStringLiteral("Admin"));
        QCOMPARE(roles.of(bob), QStringLiteral("Member"));
        QCOMPARE(roles.of(guest), QString());
    }

    void choosingARowTellsItsSid()
    {
        QStandardItemModel model;
        addConversation(model, QStringLiteral("CH1"), QStringLiteral("General"));
        addConversation(model, QStringLiteral("CH2"), QStringLiteral("Random"));
        Sidebar sidebar(model);
        QSignalSpy spy(&sidebar, &Sidebar::conversationChosen);
        sidebar.list()->setCurrentIndex(sidebar.list()->model()->index(1, 0));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), QStringLiteral("CH2"));
    }

    void theMenuOfARowDoesNotOpenIt()
    {
        QStandardItemModel model;
        addConversation(model, QStringLiteral("CH1"), QStringLiteral("General"), 3);
        Sidebar sidebar(model);
        sidebar.resize(300, 400);
        sidebar.show();
        QSignalSpy spy(&sidebar, &Sidebar::conversationChosen);
        QWidget *viewport = sidebar.list()->viewport();
        const QPoint row
            = sidebar.list()->visualRect(sidebar.list()->model()->index(0, 0)).center();
        QTest::mouseClick(viewport, Qt::RightButton, {}, row);
        QVERIFY(spy.isEmpty());
        QTest::mouseClick(viewport, Qt::LeftButton, {}, row);
        QCOMPARE(spy.size(), 1);
    }

    void searchFiltersAndKeepsTheOpenOne()
    {
        QStandardItemModel model;
        addConversation(model, QStringLiteral("CH1"), QStringLiteral("General"));
        addConversation(model, QStringLiteral("CH2"), QStringLiteral("Release planning"));
        Sidebar sidebar(model);
        QAbstractItemModelTester tester(sidebar.list()->model());
        sidebar.setCurrent(QStringLiteral("CH1"));
        QSignalSpy spy(&sidebar, &Sidebar::conversationChosen);
        auto *search = sidebar.findChild<QLineEdit *>();
        QTest::keyClicks(search, QStringLiteral("plan rel"));
        QCOMPARE(sidebar.list()->model()->rowCount(), 1);
        QCOMPARE(spy.size(), 0); // typing in the search opens nothing
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), QStringLiteral("CH2"));
        QVERIFY(search->text().isEmpty());
        QCOMPARE(sidebar.list()->model()->rowCount(), 2);
    }

    void anUnknownConversationIsSelectedOnceItComes()
    {
        QStandardItemModel model;
        Sidebar sidebar(model);
        sidebar.setCurrent(QStringLiteral("CH9"));
        QSignalSpy spy(&sidebar, &Sidebar::conversationChosen);
        addConversation(model, QStringLiteral("CH9"), QStringLiteral("New one"));
        QCOMPARE(sidebar.list()->currentIndex().data(Model::SidRole).toString(),
                 QStringLiteral("CH9"));
        QCOMPARE(spy.size(), 0);
    }

    void aLongNameDoesNotMakeTheRowWider()
    {
        QStandardItemModel model;
        addConversation(model, QStringLiteral("CH1"),
                        QStringLiteral("A very long name ").repeated(40), 1234);
        addConversation(model, QStringLiteral("CH2"), QStringLiteral("Short"));
        Sidebar sidebar(model);
        sidebar.resize(220, 400);
        sidebar.show();
        QCOMPARE(sidebar.list()->visualRect(sidebar.list()->model()->index(0, 0)).size(),
                 sidebar.list()->visualRect(sidebar.list()->model()->index(1, 0)).size());
        QVERIFY(sidebar.width() <= 220);
        QVERIFY(!sidebar.grab().isNull());
    }

    void aRowIsReadOutWhole()
    {
        QStandardItemModel model;
        addConversation(model, QStringLiteral("CH1"), QStringLiteral("General"), 2);
        Sidebar sidebar(model);
        const QString text
            = sidebar.list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(text.contains(QLatin1String("General")), qPrintable(text));
        QVERIFY(text.contains(QLatin1Char('2')));
        QVERIFY(text.contains(QLatin1String("bob: hello there")));
    }

    void theSecondLineSaysWhatIsNewest_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("author");
        QTest::addColumn<QString>("draft");
        QTest::addColumn<int>("pictures");
        QTest::addColumn<QString>("line");
        const QString bob = QStringLiteral("bob");
        QTest::newRow("a message") << QStringLiteral("see\nyou") << bob << QString() << 0
                                   << QStringLiteral("bob: see you");
        QTest::newRow("a draft comes first")
            << QStringLiteral("see you") << bob << QStringLiteral("on my way") << 0
            << QStringLiteral("Draft: on my way");
        QTest::newRow("a picture without words")
            << QString() << bob << QString() << 1 << QStringLiteral("bob: Picture");
        QTest::newRow("a message with formats")
            << QStringLiteral("**done**, see `main` and\n> the *notes*") << bob << QString() << 0
            << QStringLiteral("bob: done, see main and the notes");
        QTest::newRow("words with pictures")
            << QStringLiteral("look") << bob << QString() << 2 << QStringLiteral("bob: look");
    }
    void theSecondLineSaysWhatIsNewest()
    {
        QFETCH(QString, body);
        QFETCH(QString, author);
        QFETCH(QString, draft);
        QFETCH(int, pictures);
        QFETCH(QString, line);
        chat::Media picture;
        picture.contentType = QStringLiteral("image/png");
        QStandardItem *item = new QStandardItem;
        item->setData(body, Model::LastMessageRole);
        item->setData(author, Model::LastAuthorRole);
        item->setData(draft, Model::DraftRole);
        item->setData(QVariant::fromValue(chat::MediaList(pictures, picture)),
                      Model::LastMediaRole);
        QStandardItemModel model;
        model.appendRow(item);
        QCOMPARE(ConversationDelegate::preview(model.index(0, 0)).whole(), line);
    }

    void theOrderStaysWhileTheKeyboardIsInTheList()
    {
        QStandardItemModel model;
        for (const char *sid : { "CH1", "CH2", "CH3" })
            addConversation(model, QLatin1String(sid), QLatin1String(sid));
        Sidebar sidebar(model);
        sidebar.show();
        sidebar.setListState(ui::ListState::Loaded);
        sidebar.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&sidebar));
        const auto first = [&sidebar] {
            return sidebar.list()->model()->index(0, 0).data(Model::SidRole).toString();
        };
        sidebar.list()->setFocus(Qt::TabFocusReason);
        model.insertRow(0, model.takeRow(2));
        QCOMPARE(first(), QStringLiteral("CH1"));
        sidebar.focusSearch();
        QCOMPARE(first(), QStringLiteral("CH3"));
        model.insertRow(0, model.takeRow(2));
        QCOMPARE(first(), QStringLiteral("CH2"));
    }

    void theOrderStaysWhileThePointerIsInTheList()
    {
        QStandardItemModel model;
        for (const char *sid : { "CH1", "CH2", "CH3" })
            addConversation(model, QLatin1String(sid), QLatin1String(sid));
        Sidebar sidebar(model);
        sidebar.setListState(ui::ListState::Loaded);
        sidebar.show();
        const auto order = [&sidebar] {
            QStringList sids;
            const QAbstractItemModel *list = sidebar.list()->model();
            for (int row = 0; row < list->rowCount(); ++row)
                sids.append(list->index(row, 0).data(Model::SidRole).toString());
            return sids.join(u' ');
        };
        const auto toTop = [&model](int row) { model.insertRow(0, model.takeRow(row)); };
        toTop(2);
        QCOMPARE(order(), QStringLiteral("CH3 CH1 CH2"));
        QEvent leave(QEvent::Leave);
        QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
        QCoreApplication::sendEvent(sidebar.list()->viewport(), &enter);
        toTop(2);
        toTop(1);
        QCOMPARE(order(), QStringLiteral("CH3 CH1 CH2"));
        addConversation(model, QStringLiteral("CH4"), QStringLiteral("new"));
        toTop(3);
        QCOMPARE(order(), QStringLiteral("CH3 CH1 CH2 CH4"));
        QCoreApplication::sendEvent(sidebar.list()->viewport(), &leave);
        QCOMPARE(order(), QStringLiteral("CH4 CH3 CH2 CH1"));
        toTop(3);
        QCOMPARE(order(), QStringLiteral("CH1 CH4 CH3 CH2"));
    }

    void theOrderIsRightFromTheStart()
    {
        QStandardItemModel model;
        Sidebar sidebar(model);
        sidebar.show();
        sidebar.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&sidebar));
        sidebar.list()->setFocus(Qt::TabFocusReason);
        addConversation(model, QStringLiteral("CH1"), QStringLiteral("older"));
        addConversation(model, QStringLiteral("CH2"), QStringLiteral("newer"));
        model.insertRow(0, model.takeRow(1)); // its date is known now
        sidebar.setListState(ui::ListState::Loaded);
        QCOMPARE(sidebar.list()->model()->index(0, 0).data(Model::SidRole).toString(),
                 QStringLiteral("CH2"));
    }

    void theOpenConversationStaysInView()
    {
        QStandardItemModel model;
        for (int i = 0; i < 60; ++i)
            addConversation(model, QStringLiteral("CH%1").arg(i), QStringLiteral("Room %1").arg(i));
        Sidebar sidebar(model);
        sidebar.resize(240, 400);
        sidebar.show();
        sidebar.setCurrent(QStringLiteral("CH1"));
        QListView *list = sidebar.list();
        const auto isInView = [list] {
            return list->viewport()->rect().contains(list->visualRect(list->currentIndex()));
        };
        QVERIFY(isInView());
        for (int row = 2; row < 30; ++row) {
            model.insertRow(0, model.takeRow(row));
            QVERIFY(isInView());
        }
        list->scrollToBottom(); // what the user has scrolled away from does not come back
        QVERIFY(!isInView());
        model.insertRow(0, model.takeRow(50));
        QVERIFY(!isInView());
    }

    void waitingIsNotLoading()
    {
        QStandardItemModel model;
        Sidebar sidebar(model);
        sidebar.show();
        auto *bar = sidebar.findChild<QProgressBar *>();
        QVERIFY(bar != nullptr);
        sidebar.setListState(ui::ListState::Loading);
        QVERIFY(bar->isVisible());
        sidebar.setListState(ui::ListState::Waiting);
        QVERIFY(!bar->isVisible());
        QVERIFY(sidebar.findChild<ui::Placeholder *>()->title().contains(QLatin1String("Waiting")));
    }

    void nothingFoundOffersToClearTheSearch()
    {
        QStandardItemModel model;
        addConversation(model, QStringLiteral("CH1"), QStringLiteral("General"));
        Sidebar sidebar(model);
        sidebar.setListState(ui::ListState::Loaded);
        sidebar.show();
        auto *search = sidebar.findChild<QLineEdit *>();
        QTest::keyClicks(search, QStringLiteral("zzz"));
        auto *placeholder = sidebar.findChild<ui::Placeholder *>();
        QVERIFY(placeholder->isVisible());
        QCOMPARE(placeholder->title(), QStringLiteral("Nothing found"));
        QSignalSpy spy(&sidebar, &Sidebar::newRequested);
        Q_EMIT placeholder->actionTriggered();
        QVERIFY(search->text().isEmpty());
        QVERIFY(!placeholder->isVisible());
        QCOMPARE(spy.size(), 0);
    }

    void anEmptyListSaysWhy()
    {
        QStandardItemModel model;
        Sidebar sidebar(model);
        sidebar.show();
        auto *placeholder = sidebar.findChild<ui::Placeholder *>();
        QCOMPARE(placeholder->title(), QStringLiteral("Loading conversations…"));
        sidebar.setListState(ui::ListState::NotConnected);
        QCOMPARE(placeholder->title(), QStringLiteral("Not connected"));
        sidebar.setListState(ui::ListState::Failed);
        QCOMPARE(placeholder->title(), QStringLiteral("The conversations could not be loaded"));
        sidebar.setListState(ui::ListState::Loaded);
        QCOMPARE(placeholder->title(), QStringLiteral("No conversations yet"));
        QSignalSpy spy(&sidebar, &Sidebar::newRequested);
        Q_EMIT placeholder->actionTriggered();
        QCOMPARE(spy.size(), 1);
    }
};

QTEST_MAIN(tst_ConversationList)
#include "tst_conversationlist.moc"
