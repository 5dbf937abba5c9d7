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
using namespace Qt::StringLiterals;
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
    item->setData(u"hello\nthere"_s, Model::LastMessageRole);
    item->setData(u"bob"_s, Model::LastAuthorRole);
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
        const chat::Participant alice { .sid = u"MB1"_s,
                                        .identity = u"alice"_s,
                                        .roleSid = u"RL1"_s };
        const chat::Participant bob { .sid = u"MB2"_s, .identity = u"bob"_s, .roleSid = u"RL2"_s };
        const chat::Participant guest { .sid = u"MB3"_s, .type = u"sms"_s };
        ui::RoleNames roles;
        roles.learn({ .sid = u"CH1"_s, .createdBy = u"system"_s }, { alice, bob });
        QCOMPARE(roles.of(alice), QString()); // no participant is known to have made a conversation
        roles.learn({ .sid = u"CH2"_s, .createdBy = u"alice"_s }, { bob, alice });
        QCOMPARE(roles.of(alice), u"Admin"_s);
        QCOMPARE(roles.of(bob), u"Member"_s);
        QCOMPARE(roles.of(guest), QString());
    }

    void choosingARowTellsItsSid()
    {
        QStandardItemModel model;
        addConversation(model, u"CH1"_s, u"General"_s);
        addConversation(model, u"CH2"_s, u"Random"_s);
        Sidebar sidebar(model);
        QSignalSpy spy(&sidebar, &Sidebar::conversationChosen);
        sidebar.list()->setCurrentIndex(sidebar.list()->model()->index(1, 0));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), u"CH2"_s);
    }

    void theMenuOfARowDoesNotOpenIt()
    {
        QStandardItemModel model;
        addConversation(model, u"CH1"_s, u"General"_s, 3);
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
        addConversation(model, u"CH1"_s, u"General"_s);
        addConversation(model, u"CH2"_s, u"Release planning"_s);
        Sidebar sidebar(model);
        QAbstractItemModelTester tester(sidebar.list()->model());
        sidebar.setCurrent(u"CH1"_s);
        QSignalSpy spy(&sidebar, &Sidebar::conversationChosen);
        auto *search = sidebar.findChild<QLineEdit *>();
        QTest::keyClicks(search, u"plan rel"_s);
        QCOMPARE(sidebar.list()->model()->rowCount(), 1);
        QCOMPARE(spy.size(), 0); // typing in the search opens nothing
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().first().toString(), u"CH2"_s);
        QVERIFY(search->text().isEmpty());
        QCOMPARE(sidebar.list()->model()->rowCount(), 2);
    }

    void anUnknownConversationIsSelectedOnceItComes()
    {
        QStandardItemModel model;
        Sidebar sidebar(model);
        sidebar.setCurrent(u"CH9"_s);
        QSignalSpy spy(&sidebar, &Sidebar::conversationChosen);
        addConversation(model, u"CH9"_s, u"New one"_s);
        QCOMPARE(sidebar.list()->currentIndex().data(Model::SidRole).toString(), u"CH9"_s);
        QCOMPARE(spy.size(), 0);
    }

    void aLongNameDoesNotMakeTheRowWider()
    {
        QStandardItemModel model;
        addConversation(model, u"CH1"_s, u"A very long name "_s.repeated(40), 1234);
        addConversation(model, u"CH2"_s, u"Short"_s);
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
        addConversation(model, u"CH1"_s, u"General"_s, 2);
        Sidebar sidebar(model);
        const QString text
            = sidebar.list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(text.contains("General"_L1), qPrintable(text));
        QVERIFY(text.contains(QLatin1Char('2')));
        QVERIFY(text.contains("bob: hello there"_L1));
    }

    void theSecondLineSaysWhatIsNewest_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("author");
        QTest::addColumn<QString>("draft");
        QTest::addColumn<int>("pictures");
        QTest::addColumn<QString>("line");
        const QString bob = u"bob"_s;
        QTest::newRow("a message") << u"see\nyou"_s << bob << QString() << 0 << u"bob: see you"_s;
        QTest::newRow("a draft comes first")
            << u"see you"_s << bob << u"on my way"_s << 0 << u"Draft: on my way"_s;
        QTest::newRow("a picture without words")
            << QString() << bob << QString() << 1 << u"bob: Picture"_s;
        QTest::newRow("a message with formats")
            << u"**done**, see `main` and\n> the *notes*"_s << bob << QString() << 0
            << u"bob: done, see main and the notes"_s;
        QTest::newRow("words with pictures")
            << u"look"_s << bob << QString() << 2 << u"bob: look"_s;
    }
    void theSecondLineSaysWhatIsNewest()
    {
        QFETCH(QString, body);
        QFETCH(QString, author);
        QFETCH(QString, draft);
        QFETCH(int, pictures);
        QFETCH(QString, line);
        chat::Media picture;
        picture.contentType = u"image/png"_s;
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
        QCOMPARE(first(), u"CH1"_s);
        sidebar.focusSearch();
        QCOMPARE(first(), u"CH3"_s);
        model.insertRow(0, model.takeRow(2));
        QCOMPARE(first(), u"CH2"_s);
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
        QCOMPARE(order(), u"CH3 CH1 CH2"_s);
        QEvent leave(QEvent::Leave);
        QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
        QCoreApplication::sendEvent(sidebar.list()->viewport(), &enter);
        toTop(2);
        toTop(1);
        QCOMPARE(order(), u"CH3 CH1 CH2"_s);
        addConversation(model, u"CH4"_s, u"new"_s);
        toTop(3);
        QCOMPARE(order(), u"CH3 CH1 CH2 CH4"_s);
        QCoreApplication::sendEvent(sidebar.list()->viewport(), &leave);
        QCOMPARE(order(), u"CH4 CH3 CH2 CH1"_s);
        toTop(3);
        QCOMPARE(order(), u"CH1 CH4 CH3 CH2"_s);
    }

    void theOrderIsRightFromTheStart()
    {
        QStandardItemModel model;
        Sidebar sidebar(model);
        sidebar.show();
        sidebar.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&sidebar));
        sidebar.list()->setFocus(Qt::TabFocusReason);
        addConversation(model, u"CH1"_s, u"older"_s);
        addConversation(model, u"CH2"_s, u"newer"_s);
        model.insertRow(0, model.takeRow(1)); // its date is known now
        sidebar.setListState(ui::ListState::Loaded);
        QCOMPARE(sidebar.list()->model()->index(0, 0).data(Model::SidRole).toString(), u"CH2"_s);
    }

    void theOpenConversationStaysInView()
    {
        QStandardItemModel model;
        for (int i = 0; i < 60; ++i)
            addConversation(model, u"CH%1"_s.arg(i), u"Room %1"_s.arg(i));
        Sidebar sidebar(model);
        sidebar.resize(240, 400);
        sidebar.show();
        sidebar.setCurrent(u"CH1"_s);
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
        QVERIFY(sidebar.findChild<ui::Placeholder *>()->title().contains("Waiting"_L1));
    }

    void nothingFoundOffersToClearTheSearch()
    {
        QStandardItemModel model;
        addConversation(model, u"CH1"_s, u"General"_s);
        Sidebar sidebar(model);
        sidebar.setListState(ui::ListState::Loaded);
        sidebar.show();
        auto *search = sidebar.findChild<QLineEdit *>();
        QTest::keyClicks(search, u"zzz"_s);
        auto *placeholder = sidebar.findChild<ui::Placeholder *>();
        QVERIFY(placeholder->isVisible());
        QCOMPARE(placeholder->title(), u"Nothing found"_s);
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
        QCOMPARE(placeholder->title(), u"Loading conversations…"_s);
        sidebar.setListState(ui::ListState::NotConnected);
        QCOMPARE(placeholder->title(), u"Not connected"_s);
        sidebar.setListState(ui::ListState::Failed);
        QCOMPARE(placeholder->title(), u"The conversations could not be loaded"_s);
        sidebar.setListState(ui::ListState::Loaded);
        QCOMPARE(placeholder->title(), u"No conversations yet"_s);
        QSignalSpy spy(&sidebar, &Sidebar::newRequested);
        Q_EMIT placeholder->actionTriggered();
        QCOMPARE(spy.size(), 1);
    }
};

QTEST_MAIN(tst_ConversationList)
#include "tst_conversationlist.moc"
