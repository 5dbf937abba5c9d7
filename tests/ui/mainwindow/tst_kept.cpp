// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/fakeservice.h"
#include "chat/messagelistmodel.h"
#include "composer/composer.h"
#include "conversations/conversationactions.h"
#include "conversations/participantspanel.h"
#include "conversations/sidebar.h"
#include "inspector/eventlogmodel.h"
#include "mainwindow/mainwindow.h"
#include "messages/controls/messagebar.h"
#include "messages/page/conversationpage.h"
#include "messages/page/pagecolumns.h"
#include "messages/page/pendingdeletions.h"
#include "messages/view/messageview.h"
#include "sessionbench.h"
#include "settings/settingsdialog.h"
#include "settings/uisettings.h"
#include "widgets/elidedlabel.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace parley;
using namespace parley::test;
using namespace parley::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Messages = chat::MessageListModel;

/// The window at a start without a network: what was kept is there, marked, and is replaced by what
/// the service says. In virtual time.
class tst_UiKept final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<UiSettings>(m_folder->filePath(u"settings.ini"_s));
        m_bench = std::make_unique<SessionBench>();
        m_bench->config.dataFolder = m_folder->filePath(u"data"_s);
        m_bench->config.keepsConversations = true;
        m_bench->answerAlwaysWithTokens();
        m_service = std::make_unique<FakeService>(m_bench->clock, m_bench->transports);
        m_service->addConversation(1, u"quiet"_s);
        m_room = m_service->addConversation(2, u"room"_s);
        m_service->addMessage(m_room, u"bob"_s, u"one"_s);
        m_service->addMessage(m_room, u"alice"_s, u"two"_s);
        m_settings->setLastConversation(m_bench->key(), m_room);
        m_bench->launch();
        m_bench->typeIn();
        m_bench->advance(30s);
        QVERIFY(client().conversations().areLoaded());
        {
            Messages page(client(), m_room);
            m_bench->advance(5s);
            QCOMPARE(page.rowCount(), 2);
        }
        m_bench->session->shutdown();
        m_bench->advance(2h); // the saved token has expired
        m_bench->reachability.set(Reachability::State::Unreachable);
        m_bench->launch();
        connect(m_bench->session.get(), &Session::keptShown, m_bench->session.get(),
                [this] { openWindow(); });
        m_bench->session->resume();
        m_bench->advance(5s);
        QVERIFY(m_window != nullptr);
        QVERIFY(!m_bench->session->isSignedIn());
    }

    void cleanup()
    {
        m_window.reset();
        m_log.reset();
        m_bench.reset();
        m_service.reset();
    }

    void theListAndTheLastPageAreThereAndMarked()
    {
        QCOMPARE(m_window->sidebar()->list()->model()->rowCount(), 2);
        QCOMPARE(page()->conversation(), m_room);
        QVERIFY(m_window->windowTitle().startsWith("room"_L1));
        QCOMPARE(page()->messages()->rowCount(), 2);
        QVERIFY(page()->view()->isVisible());
        QCOMPARE(notices(*m_window->sidebar()).size(), 1);
        QCOMPARE(notices(*page()).size(), 1);
        QVERIFY(notices(*page()).first().endsWith("not connected yet"_L1));
    }

    void nothingThatNeedsTheServiceIsOffered()
    {
        QMenu menu;
        page()->actions().fillMenu(menu, m_room);
        QCOMPARE(menu.actions().size(), 1);
        QVERIFY(!menu.actions().first()->isEnabled());
        QVERIFY(!people()->isEnabled());
        QSignalSpy problems(page(), &ConversationPage::problemOccurred);
        Q_EMIT page()->view()->actionRequested(
            { .kind = MessageAction::Kind::Delete, .indexes = { 1 } });
        QCOMPARE(problems.size(), 1);
        QVERIFY(page()->deletions().isIdle());
        Q_EMIT page()->view()->actionRequested(
            { .kind = MessageAction::Kind::Reply, .index = 1 }); // the outbox takes it
        QCOMPARE(problems.size(), 1);
        QVERIFY(page()->composer()->repliedTo());
        QVERIFY(page()->composer()->isVisible());
        QVERIFY(page()->composer()->field()->isEnabled());
    }

    void theBarOffersWhatWorksOnKeptMessages()
    {
        MessageView *view = page()->view();
        view->setFocus(Qt::TabFocusReason);
        view->setCurrentRow(1); // written by the user
        const auto *bar = view->findChild<MessageBar *>();
        QTRY_VERIFY(bar->isVisible());
        QCOMPARE(shownButtons(*bar),
                 (QStringList { u"Copy (C)"_s, u"More (Space)"_s, u"Reply (R)"_s }));
        QVERIFY(bar->width() < view->viewport()->width());
        const QList<QToolButton *> buttons = bar->findChildren<QToolButton *>();
        for (QToolButton *button : buttons) {
            if (button->accessibleName() == "Copy (C)"_L1)
                button->click();
        }
        QCOMPARE(QApplication::clipboard()->text(), u"two"_s);
        QTest::keyClick(view, Qt::Key_Space);
        auto *menu = view->findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        QStringList offered;
        for (const QAction *action : menu->actions()) {
            if (!action->isSeparator())
                offered.append(action->text().section(u'\t', 0, 0));
        }
        QCOMPARE(offered, (QStringList { u"Reply"_s, u"Copy text"_s, u"Select"_s }));
        menu->close();
        view->toggleSelected(1);
        const auto isDeletable = [this] {
            const QList<QPushButton *> all = page()->findChildren<QPushButton *>();
            const auto it = std::ranges::find_if(all, [](const QPushButton *button) {
                return button->isVisible() && button->text() == "Delete"_L1;
            });
            return it != all.end() && (*it)->isEnabled();
        };
        QVERIFY(!isDeletable());
        m_bench->reachability.set(Reachability::State::Reachable);
        m_bench->advance(5min);
        view->selection().clear();
        view->toggleSelected(1);
        QVERIFY(isDeletable());
        view->selection().clear();
        view->setCurrentRow(1);
        QCOMPARE(shownButtons(*bar).size(), 6);
        QVERIFY(!shownButtons(*bar).contains(u"Copy (C)"_s));
    }

    void theServiceReplacesItWithoutAJump()
    {
        m_service->addMessage(m_room, u"bob"_s, u"three"_s);
        const QPoint place = m_window->sidebar()->list()->pos(); // the warning below it may go
        QSignalSpy reset(page()->messages(), &QAbstractItemModel::modelReset);
        page()->composer()->setText(u"written offline"_s);
        QTest::keyClick(page()->composer()->field(), Qt::Key_Return);
        m_bench->advance(1s);
        QCOMPARE(page()->composer()->text(), QString());
        QCOMPARE(page()->messages()->rowCount(), 3);
        m_bench->reachability.set(Reachability::State::Reachable);
        m_bench->advance(5min);
        QVERIFY(m_bench->session->isSignedIn());
        QCOMPARE(notices(*m_window->sidebar()).size(), 0);
        QCOMPARE(notices(*page()).size(), 0);
        QCOMPARE(m_window->sidebar()->list()->model()->rowCount(), 2);
        QCOMPARE(m_window->sidebar()->list()->pos(), place);
        QCOMPARE(reset.size(), 0);
        QStringList texts;
        const QAbstractItemModel *model = page()->messages();
        for (int row = 0; row < model->rowCount(); ++row)
            texts.append(model->index(row, 0).data(Qt::DisplayRole).toString());
        QCOMPARE(texts, QStringList({ u"one"_s, u"two"_s, u"three"_s, u"written offline"_s }));
        QVERIFY(people()->isEnabled());
        QMenu menu;
        page()->actions().fillMenu(menu, m_room);
        QVERIFY(menu.actions().size() > 1);
    }

    void aSettingSwitchesItOff()
    {
        Theme theme(*qApp);
        SettingsDialog dialog(*m_settings, theme, false, false);
        QSignalSpy toggled(&dialog, &SettingsDialog::keepingToggled);
        QCheckBox *keeps = nullptr;
        const QList<QCheckBox *> boxes = dialog.findChildren<QCheckBox *>();
        for (QCheckBox *box : boxes) {
            if (box->text().startsWith("Keep the conversations"_L1))
                keeps = box;
        }
        QVERIFY(keeps != nullptr);
        QVERIFY(keeps->isChecked()); // unless it was switched off
        keeps->click();
        QVERIFY(!m_settings->keepsConversations());
        QCOMPARE(toggled.size(), 1);
        QCOMPARE(toggled.first().first().toBool(), false);
    }

    void theParticipantsStayAsTheyWere()
    {
        QVERIFY(!page()->columns().isWanted());
        page()->columns().setWanted(true);
        page()->columns().setPanelWidth(230);
        QVERIFY(!page()->columns().isPanelShown()); // nothing is known of them yet
        m_window->close();
        m_window.reset();
        openWindow();
        QVERIFY(page()->columns().isWanted());
        QCOMPARE(page()->columns().panelWidth(), 230);
        m_bench->reachability.set(Reachability::State::Reachable);
        m_bench->advance(5min);
        const auto *panel = page()->findChild<ParticipantsPanel *>();
        QVERIFY(panel->isVisible());
        QCOMPARE(panel->width(), 230);
    }

private:
    [[nodiscard]] chat::ChatClient &client() { return m_bench->session->chat(); }
    [[nodiscard]] ConversationPage *page() const { return m_window->page(); }
    void openWindow()
    {
        m_log = std::make_unique<EventLogModel>();
        m_window = std::make_unique<MainWindow>(MainWindowParts { .session = *m_bench->session,
                                                                  .clock = m_bench->clock,
                                                                  .log = *m_log,
                                                                  .settings = *m_settings,
                                                                  .theme = m_theme });
        m_window->show();
    }
    [[nodiscard]] QToolButton *people() const
    {
        const QList<QToolButton *> buttons = page()->findChildren<QToolButton *>();
        for (QToolButton *button : buttons) {
            if (button->toolTip() == "Participants"_L1)
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] static QStringList shownButtons(const MessageBar &bar)
    {
        QStringList names;
        const QList<QToolButton *> buttons = bar.findChildren<QToolButton *>();
        for (const QToolButton *button : buttons) {
            if (!button->isHidden())
                names.append(button->accessibleName());
        }
        names.sort();
        return names;
    }
    [[nodiscard]] static QStringList notices(const QWidget &widget)
    {
        QStringList found;
        const QList<ElidedLabel *> labels = widget.findChildren<ElidedLabel *>();
        for (const ElidedLabel *label : labels) {
            if (label->isVisible() && label->text().startsWith("As of "_L1))
                found.append(label->text());
        }
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<UiSettings> m_settings;
    Theme m_theme { *qApp };
    std::unique_ptr<SessionBench> m_bench;
    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<EventLogModel> m_log;
    std::unique_ptr<MainWindow> m_window;
    QString m_room;
};

QTEST_MAIN(tst_UiKept)
#include "tst_kept.moc"
