// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "accessiblenames.h"
#include "application/application.h"
#include "chat/chatclient.h"
#include "composer/composer.h"
#include "conversations/conversationactions.h"
#include "conversations/rolenames.h"
#include "conversations/sidebar.h"
#include "demo/embeddedservice.h"
#include "demo/experiments.h"
#include "diagnostics/diagnostics.h"
#include "diagnostics/logrecorder.h"
#include "diagnostics/logwindow.h"
#include "help/shortcutsdialog.h"
#include "inspector/faultpanel.h"
#include "inspector/timelinepanel.h"
#include "inspector/tokeninspector.h"
#include "inspector/tokentimeline.h"
#include "inspector/whycard.h"
#include "mainwindow/columns.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/windowdialogs.h"
#include "messages/page/conversationpage.h"
#include "messages/page/pagecolumns.h"
#include "settings/settingsdialog.h"
#include "signin/signinagaindialog.h"
#include "signin/signinwindow.h"
#include "status/statuspanel.h"
#include "switcher/quickswitcher.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLoggingCategory>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace parley;
using namespace parley::ui;
using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcTest, "parley.test")

namespace {

constexpr int Wait = 20000;

} // namespace

/// The windows and dialogs around the conversations, by keyboard and for assistive technology.
class tst_Windows final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_recorder = std::make_unique<LogRecorder>(); // after the test's own handler
        Application::Environment environment;
        environment.settingsFile = m_folder.filePath(u"settings.ini"_s);
        environment.keychain = false;
        environment.logRecorder = m_recorder.get();
        m_application = std::make_unique<Application>(*qApp, Options {}, environment);
        QVERIFY(m_application->start());
        QTRY_VERIFY_WITH_TIMEOUT(m_application->service() != nullptr, Wait);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->service()->isReady(), Wait);
        m_application->signInDemo(u"alice"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->mainWindow() != nullptr, Wait);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->session()->chat().conversations().areLoaded(),
                                 Wait);
        QTRY_VERIFY_WITH_TIMEOUT(window().sidebar()->list()->model()->rowCount() > 2, Wait);
        window().activateWindow();
    }

    void init()
    {
        window().activateWindow(); // the dialogs of the test before may have had the keyboard
        QVERIFY(QTest::qWaitForWindowActive(&window()));
    }
    void cleanup()
    {
        const QList<QDialog *> dialogs
            = window().findChildren<QDialog *>(QString(), Qt::FindDirectChildrenOnly);
        for (QDialog *dialog : dialogs)
            delete dialog;
    }

    void everyControlHasAName_data()
    {
        QTest::addColumn<void (WindowDialogs::*)()>("show");
        QTest::addRow("settings") << &WindowDialogs::showSettings;
        QTest::addRow("shortcuts") << &WindowDialogs::showShortcuts;
        QTest::addRow("switcher") << &WindowDialogs::showSwitcher;
        QTest::addRow("profile") << &WindowDialogs::showProfile;
        QTest::addRow("about") << &WindowDialogs::showAbout;
        QTest::addRow("sign in again") << &WindowDialogs::signInAgain;
    }
    void everyControlHasAName()
    {
        using Show = void (WindowDialogs::*)();
        QFETCH(Show, show);
        (window().dialogs().*show)();
        const auto *dialog = window().findChild<QDialog *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(dialog != nullptr);
        QVERIFY(!dialog->windowTitle().isEmpty());
        QCOMPARE(test::controlsWithoutName(dialog), QStringList());
        (window().dialogs().*show)(); // not twice
        QCOMPARE(window().findChildren<QDialog *>(QString(), Qt::FindDirectChildrenOnly).size(), 1);
    }

    void everyPageOfTheInspectorHasNames()
    {
        window().setInspectorShown(true);
        for (const auto page : { TokenInspector::Page::Token, TokenInspector::Page::Events,
                                 TokenInspector::Page::Faults }) {
            window().inspector()->showPage(page);
            QCOMPARE(test::controlsWithoutName(&window()), QStringList());
        }
    }

    void whatTheRoleForbidsSaysWhoMay()
    {
        chat::ChatClient &chat = m_application->session()->chat();
        ConversationActions actions(chat, window());
        const auto isAnyLimited = [&chat] { // known once the participants are there
            const std::vector<chat::Conversation> all = chat.conversations().all();
            return std::ranges::any_of(all, [&chat](const chat::Conversation &conversation) {
                return !RoleNames::mayAdminister(chat, conversation.sid);
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAnyLimited(), Wait);
        int limited = 0;
        int free = 0;
        for (const chat::Conversation &conversation : chat.conversations().all()) {
            QMenu menu;
            actions.fillMenu(menu, conversation.sid);
            const QList<QAction *> entries = menu.actions();
            const auto remove = std::ranges::find_if(entries, [](const QAction *action) {
                return action->text().startsWith("Delete for everyone"_L1);
            });
            QVERIFY(remove != entries.end());
            if ((*remove)->isEnabled()) {
                ++free;
                QVERIFY(!(*remove)->text().contains(u'('));
                continue;
            }
            ++limited;
            QVERIFY((*remove)->text().endsWith("(admins only)"_L1));
            const QString creator = chat.users().friendlyNameOf(conversation.createdBy);
            QVERIFY2((*remove)->toolTip().contains(creator), qPrintable((*remove)->toolTip()));
        }
        QVERIFY(limited > 0);
        QVERIFY(free > 0);
    }

    void aNarrowWindowHasOneColumn()
    {
        window().setInspectorShown(false);
        window().resize(1120, 600);
        Columns *columns = window().columns();
        auto *back = window().findChild<QToolButton *>(u"back"_s);
        QListView *list = window().sidebar()->list();
        QTRY_VERIFY(columns->isListShown() && window().page()->isVisible());
        QVERIFY(!back->isVisible());

        window().resize(400, 600);
        QTRY_COMPARE(window().width(), 400);
        QTRY_VERIFY(window().minimumSizeHint().width() <= 400);
        QVERIFY(window().page()->isVisible()); // a conversation is open
        QVERIFY(!columns->isListShown());
        QTest::keyClick(back, Qt::Key_Space);
        QVERIFY(columns->isListShown());
        QVERIFY(!window().page()->isVisible());
        QVERIFY(list->hasFocus());
        // The arrow keys walk through the list, Enter goes to the conversation.
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Down);
        QVERIFY(columns->isListShown());
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(window().page()->isVisible());
        QVERIFY(!columns->isListShown());
        QTest::keyClick(&window(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(columns->isListShown());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(2, 0)).center());
        QVERIFY(window().page()->isVisible());

        // The inspector covers the conversation, and gives it back.
        window().setInspectorShown(true);
        QTRY_VERIFY(!window().page()->isVisible());
        QTRY_VERIFY(window().inspector()->width() > 370);
        QCOMPARE(window().width(), 400);
        window().setInspectorShown(false);
        QTRY_VERIFY(window().page()->isVisible());
        // It gives way to what the user asks for.
        window().setInspectorShown(true);
        QTRY_VERIFY(!window().page()->isVisible());
        QTest::keyClick(&window(), Qt::Key_Left, Qt::AltModifier);
        QTRY_VERIFY(columns->isListShown() && list->isVisible());
        QVERIFY(!window().inspector()->isVisible());

        window().setInspectorShown(true);
        window().resize(1120, 600);
        QTRY_VERIFY(list->isVisible() && window().page()->isVisible());
        QVERIFY(window().inspector()->isVisible());
        QTRY_VERIFY(window().page()->width() > Columns::PageWidth);
        QTRY_VERIFY(window().inspector()->width() < 400);
    }

    void theListIsWalkedByKeys_data()
    {
        QTest::addColumn<int>("width");
        QTest::addRow("beside the conversation") << 790;
        QTest::addRow("in one column") << 400;
    }
    void theListIsWalkedByKeys()
    {
        QFETCH(int, width);
        window().setInspectorShown(false);
        window().resize(width, 600);
        QTRY_COMPARE(window().width(), width);
        QListView *list = window().sidebar()->list();
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(&window(), Qt::Key_Left, Qt::AltModifier);
        for (const int row : { 1, 2 }) {
            QVERIFY(list->hasFocus());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
            QCOMPARE(list->currentIndex().row(), row);
        }
        QVERIFY(list->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        const QWidget *field = window().page()->composer()->field();
        QVERIFY(field->hasFocus() && field->isVisible());
        window().showList();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(0, 0)).center());
        QVERIFY(field->hasFocus() && field->isVisible());
        window().resize(1120, 600);
    }

    void commandsOnTheConversationShowIt_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addRow("find") << Qt::Key_F;
        QTest::addRow("date") << Qt::Key_G;
        QTest::addRow("participants") << Qt::Key_P;
    }
    void commandsOnTheConversationShowIt()
    {
        QFETCH(Qt::Key, key);
        window().setInspectorShown(false);
        window().resize(400, 600);
        window().showList();
        QTRY_VERIFY(!window().page()->isVisible());
        QTest::keyClick(&window(), key, Qt::ControlModifier);
        QVERIFY(window().page()->isVisible());
        QVERIFY(!window().columns()->isListShown());
        if (auto *popup = QApplication::activePopupWidget())
            popup->close();
        window().page()->columns().setPanelShown(false);
        window().resize(1120, 600);
    }

    void detailsOpenTheCardThatTellsWhy()
    {
        window().resize(1120, 600);
        window().setInspectorShown(false);
        Q_EMIT window().status()->detailsRequested();
        const WhyCard *card = window().inspector()->why();
        QTRY_VERIFY(card->isVisible());
        QVERIFY(card->hasFocus());
        QVERIFY(!card->headline().isEmpty());
        QVERIFY(card->mapTo(window().inspector(), QPoint()).y() < 20); // at the top
        // All of it, also where there is little room.
        for (const int height : { 600, 400 }) {
            window().resize(1120, height);
            QTRY_VERIFY(card->height() >= card->sizeHint().height());
        }
        window().sidebar()->list()->setFocus();
        QVERIFY(!card->hasFocus());
    }

    void experimentsShowWhatTheySay_data()
    {
        using Id = Experiments::Id;
        QTest::addColumn<Id>("id");
        QTest::addRow("refused") << Id::Refusal;
        QTest::addRow("refreshed") << Id::Refresh;
        QTest::addRow("ended by the service") << Id::EarlyEnd;
        QTest::addRow("cut") << Id::CutConnection;
        QTest::addRow("clock") << Id::WrongClock;
        QTest::addRow("sleep") << Id::Sleep;
    }
    void experimentsShowWhatTheySay()
    {
        QFETCH(Experiments::Id, id);
        window().setInspectorShown(true);
        window().inspector()->showPage(TokenInspector::Page::Faults);
        Experiments &experiments = *window().experiments();
        const TokenManager &tokens = m_application->session()->tokens();
        QTRY_COMPARE_WITH_TIMEOUT(tokens.state(), TokenManager::State::Ready, Wait);
        experiments.begin(id);
        QTRY_VERIFY2_WITH_TIMEOUT(!experiments.isRunning(),
                                  qPrintable(experiments.steps(id).join(u'\n')), 2 * Wait);
        QVERIFY(experiments.isOver());
        experiments.end();
        QTRY_COMPARE_WITH_TIMEOUT(tokens.state(), TokenManager::State::Ready, Wait);
        QVERIFY(tokens.timeLeft() > std::chrono::minutes(30));
    }

    void theTimelineIsDetachedByKeys()
    {
        window().setInspectorShown(false);
        TimelinePanel *panel = window().inspector()->timelinePanel();
        QTest::keyClick(&window(), Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(panel->isWindow() && panel->isVisible());
        QVERIFY(!window().inspector()->isVisible());
        QCOMPARE(test::controlsWithoutName(panel), QStringList());
        QVERIFY(QTest::qWaitForWindowActive(panel));

        // A mark leads to its event, also where the inspector was hidden.
        panel->timeline()->setFocus();
        QTest::keyClick(panel->timeline(), Qt::Key_Left);
        QTest::keyClick(panel->timeline(), Qt::Key_Return);
        QTRY_VERIFY(window().inspector()->isVisible());

        // The same key puts it back, from its own window as well.
        QTest::keyClick(panel->timeline(), Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(!panel->isWindow() && panel->isVisible());
        QCOMPARE(panel->window(), &window());
    }

    void theRingStaysAboveEveryPage_data()
    {
        QTest::addColumn<int>("height");
        QTest::addRow("high") << 700;
        QTest::addRow("as on a small screen") << 480;
        QTest::addRow("the lowest") << 360;
    }
    void theRingStaysAboveEveryPage()
    {
        QFETCH(int, height);
        window().setInspectorShown(true);
        const QSize before = window().size();
        window().resize(before.width(), height);
        TokenInspector *inspector = window().inspector();
        inspector->showPage(TokenInspector::Page::Faults);
        QTRY_COMPARE(window().height(), height);
        QVERIFY(inspector->timeline()->isVisible());
        // Nothing of the inspector is outside: only its pages scroll.
        const QScrollBar *outer = nullptr;
        for (QWidget *around = inspector->parentWidget(); outer == nullptr;
             around = around->parentWidget()) {
            if (auto *scroll = qobject_cast<QScrollArea *>(around))
                outer = scroll->verticalScrollBar();
        }
        QTRY_COMPARE(outer->maximum(), 0);
        const auto *button = inspector->faults()->findChild<QPushButton *>(u"apply"_s);
        QVERIFY(inspector->timeline()->mapTo(inspector, QPoint()).y()
                < button->mapTo(inspector, QPoint()).y());
        window().resize(before);
    }

    void everyControlIsReachedByTab()
    {
        window().setInspectorShown(true);
        window().inspector()->showPage(TokenInspector::Page::Faults);
        QSet<const QWidget *> wanted;
        const QList<QWidget *> all = window().findChildren<QWidget *>();
        for (const QWidget *widget : all) {
            if (widget->isVisible() && widget->isEnabled() && widget->window() == &window()
                && (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->focusProxy() == nullptr)
                wanted.insert(widget);
        }
        QVERIFY(wanted.size() > 10);
        window().page()->setFocus();
        for (int i = 0; i < 200 && !wanted.isEmpty(); ++i) {
            QWidget *at = QApplication::focusWidget();
            wanted.remove(at);
            QTest::keyClick(at != nullptr ? at : &window(), Qt::Key_Tab);
        }
        QStringList missed;
        for (const QWidget *widget : wanted)
            missed.append(QLatin1String(widget->metaObject()->className()) + u' '
                          + widget->accessibleName());
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
    }

    void theSwitcherOpensByKeysAlone()
    {
        QTest::keyClick(&window(), Qt::Key_K, Qt::ControlModifier);
        auto *switcher = window().findChild<QuickSwitcher *>();
        QVERIFY(switcher != nullptr);
        QSignalSpy chosen(switcher, &QuickSwitcher::chosen);
        auto *search = switcher->findChild<QLineEdit *>();
        QTest::keyClicks(search, u"rand"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        const QString sid = chosen.first().first().toString();
        QCOMPARE(window().page()->conversation(), sid);
        QVERIFY(m_application->session()->chat().conversations().find(sid)->displayName().contains(
            "Rand"_L1, Qt::CaseInsensitive));

        QTest::keyClick(&window(), Qt::Key_K, Qt::ControlModifier);
        switcher = nullptr;
        const QList<QuickSwitcher *> all = window().findChildren<QuickSwitcher *>();
        for (QuickSwitcher *each : all)
            switcher = each->isVisible() ? each : switcher;
        QVERIFY(switcher != nullptr);
        search = switcher->findChild<QLineEdit *>();
        auto *list = switcher->findChild<QListView *>();
        const int row = list->currentIndex().row();
        QTest::keyClick(search, Qt::Key_Down);
        QCOMPARE(list->currentIndex().row(), row + 1);
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(!switcher->isVisible());
    }

    void keysStepThroughConversations()
    {
        QListView *list = window().sidebar()->list();
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(&window(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(list->currentIndex().row(), 1);
        QTest::keyClick(&window(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(list->currentIndex().row(), 0);
        QTest::keyClick(&window(), Qt::Key_Up, Qt::AltModifier); // stays
        QCOMPARE(list->currentIndex().row(), 0);
    }

    void theTextGrowsByKeysAndStaysSo()
    {
        const auto kept
            = [this] { return UiSettings(m_folder.filePath(u"settings.ini"_s)).textSize(); };
        const qreal usual = QApplication::font().pointSizeF();
        QTest::keyClick(&window(), Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(QApplication::font().pointSizeF() > usual);
        QCOMPARE(m_application->theme().textSize(), 110);
        QTest::keyClick(&window(), Qt::Key_Minus, Qt::ControlModifier);
        QTest::keyClick(&window(), Qt::Key_Minus, Qt::ControlModifier);
        QVERIFY(QApplication::font().pointSizeF() < usual);
        QCOMPARE(kept(), 90);
        QTest::keyClick(&window(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(QApplication::font().pointSizeF(), usual);
        QCOMPARE(kept(), 100);
    }

    void theSheetNamesEveryShortcut()
    {
        QTest::keyClick(&window(), Qt::Key_F1);
        const auto *sheet = window().findChild<ShortcutsDialog *>();
        QVERIFY(sheet != nullptr);
        QString all;
        const QList<ShortcutsDialog::Entry> entries = sheet->entries();
        for (const ShortcutsDialog::Entry &entry : entries) {
            QVERIFY(!entry.what.isEmpty());
            all += entry.keys + u'|';
        }
        for (const char *keys :
             { "Ctrl+K", "Ctrl+N", "Ctrl+Q", "F1", "Ctrl+/", "Ctrl+,", "Ctrl+O" })
            QVERIFY2(all.contains(QLatin1String(keys)), qPrintable(all));
        // Each key in a box of its own, and those of all groups begin at the same place.
        QStringList shown;
        QSet<int> begins;
        const QList<QLabel *> boxes = sheet->findChildren<QLabel *>(u"key"_s);
        for (const QLabel *key : boxes) {
            shown.append(key->text());
            const int left = key->mapTo(sheet, QPoint()).x();
            if (key->parentWidget()->findChild<QLabel *>() == key)
                begins.insert(left);
        }
        QVERIFY(shown.contains(u"Ctrl+,"_s));
        QVERIFY(shown.contains(u"Shift+Tab"_s));
        QVERIFY(!shown.contains(u"Return"_s));
        QCOMPARE(begins.size(), 1);
    }

    void theLogFiltersAndDiagnosticsTellNoNames()
    {
        qCWarning(lcTest) << "a line to be found";
        window().dialogs().showLog();
        auto *log = window().findChild<LogWindow *>();
        QVERIFY(log != nullptr);
        QTRY_VERIFY(
            log->findChild<QPlainTextEdit *>()->toPlainText().contains("a line to be found"_L1));
        QCOMPARE(test::controlsWithoutName(log), QStringList());
        log->findChild<QLineEdit *>()->setText(u"nothing like it"_s);
        QVERIFY(log->findChild<QPlainTextEdit *>()->toPlainText().isEmpty());
        log->close();

        const QString text
            = diagnosticsText(*m_application->session(),
                              { u"line"_s, u"AccessToken(1, alice, x)"_s,
                                u"cannot read \"%1/notes\""_s.arg(QDir::homePath()) });
        QVERIFY(text.contains(u"Parley "_s + QStringLiteral(PARLEY_VERSION)));
        QVERIFY(text.contains("token Ready"_L1));
        QVERIFY(!text.contains("alice"_L1));
        QVERIFY2(text.contains("cannot read \"~/notes\""_L1), qPrintable(text));
        QVERIFY(!text.contains(m_application->session()->config().tokenUrl.toString()));
    }

    void signingInAgainHasEverythingButThePassword()
    {
        window().dialogs().signInAgain();
        const auto *dialog = window().findChild<SignInAgainDialog *>();
        QVERIFY(dialog != nullptr);
        QString words;
        const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            words += label->text() + u'|';
        QVERIFY(words.contains("|alice|"_L1));
        QVERIFY(words.contains(m_application->session()->config().tokenUrl.toString()));
        const auto *secret = dialog->findChild<QLineEdit *>();
        QVERIFY(secret->text().isEmpty());
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
    }

    void mirrorsForRightToLeft()
    {
        qApp->setLayoutDirection(Qt::RightToLeft);
        const auto left
            = [this](const QWidget *widget) { return widget->mapTo(&window(), QPoint(0, 0)).x(); };
        QTRY_VERIFY(left(window().sidebar()) > left(window().page()));
        qApp->setLayoutDirection(Qt::LeftToRight);
        QTRY_VERIFY(left(window().sidebar()) < left(window().page()));
    }

    void placeAndConversationComeBack()
    {
        const QString open = window().page()->conversation();
        QVERIFY(!open.isEmpty());
        QSignalSpy ready(m_application.get(), &Application::readyToSignIn);
        Q_EMIT window().signOutRequested();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, Wait);
        QVERIFY(m_application->mainWindow() == nullptr);
        m_application->signInDemo(u"alice"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->mainWindow() != nullptr, Wait);
        QTRY_COMPARE_WITH_TIMEOUT(window().page()->conversation(), open, Wait);
    }

    void cleanupTestCase()
    {
        m_application.reset();
        m_recorder.reset();
    }

private:
    [[nodiscard]] MainWindow &window() const { return *m_application->mainWindow(); }

    QTemporaryDir m_folder;
    std::unique_ptr<LogRecorder> m_recorder;
    std::unique_ptr<Application> m_application;
};

QTEST_MAIN(tst_Windows)
#include "tst_windows.moc"
