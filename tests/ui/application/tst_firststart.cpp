// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/application.h"
#include "chat/chatclient.h"
#include "composer/composer.h"
#include "conversations/conversationactions.h"
#include "conversations/participantspanel.h"
#include "conversations/sidebar.h"
#include "demo/embeddedservice.h"
#include "inspector/faultlab.h"
#include "inspector/timelinepanel.h"
#include "inspector/tokeninspector.h"
#include "mainwindow/columns.h"
#include "mainwindow/mainwindow.h"
#include "messages/controls/dropoverlay.h"
#include "messages/page/conversationpage.h"
#include "messages/page/pagecolumns.h"
#include "messages/view/messageview.h"
#include "settings/uisettings.h"
#include "signin/signinwindow.h"

#include <QAction>
#include <QApplication>
#include <QDropEvent>
#include <QFile>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace parley;
using namespace parley::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 20000;

} // namespace

/// What a newcomer meets on a fresh profile, and what a second user at the same desk leaves there.
class tst_FirstStart final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        start({});
    }
    void cleanup() { m_application.reset(); }

    void generalOpens()
    {
        signIn(u"alice"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!window().page()->conversation().isEmpty(), Wait);
        const auto open = m_application->session()->chat().conversations().find(
            window().page()->conversation());
        QVERIFY(open);
        QCOMPARE(open->uniqueName, u"general"_s);
    }

    void theTitleSaysWhoIsSignedIn()
    {
        signIn(u"alice"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window().windowTitle().contains("General"_L1), Wait);
        QVERIFY2(window().windowTitle().contains(u"alice · Demo"_s),
                 qPrintable(window().windowTitle()));
    }

    void aSecondUserDoesNotTakeOverTheNextStart()
    {
        signIn(u"alice"_s);
        window().move(10, 20);
        window().close();
        const QByteArray place = UiSettings(settingsFile()).place().geometry;
        QVERIFY(!place.isEmpty());
        Options options;
        options.user = u"bob"_s;
        start(options);
        signIn(u"bob"_s);
        QCOMPARE(UiSettings(settingsFile()).lastSignIn()->identity, u"alice"_s);
        window().close();
        QCOMPARE(UiSettings(settingsFile()).place().geometry, place);
        start(options);
        signIn(u"bob"_s);
        m_application->mainWindow()->signOutRequested();
        QCOMPARE(UiSettings(settingsFile()).lastSignIn()->identity, u"alice"_s);
    }

    void theWindowOfTheTimelineOpensWhereItWas()
    {
        signIn(u"alice"_s);
        TimelinePanel *panel = window().inspector()->timelinePanel();
        panel->windowAction()->trigger();
        panel->setGeometry(60, 70, 500, 260);
        const QRect place = panel->geometry();
        window().close();
        start({});
        signIn(u"alice"_s);
        panel = window().inspector()->timelinePanel();
        QVERIFY(!panel->isWindow()); // until it is asked for
        panel->windowAction()->trigger();
        QCOMPARE(panel->geometry(), place);
    }

    void theWindowGoesWhileItShowsTheFaults()
    {
        signIn(u"alice"_s);
        window().setInspectorShown(true);
        window().inspector()->showPage(TokenInspector::Page::Faults);
        QVERIFY(window().findChild<FaultLab *>()->isVisible());
        m_application
            .reset(); // what is shown is hidden on the way, and must not call what has gone
        QVERIFY(m_application == nullptr);
    }

    void aMemberIsNotOfferedWhatOnlyAdminsMay()
    {
        const auto isOffered = [this](const QString &begin) {
            QMenu menu;
            window().page()->actions().fillMenu(menu, window().page()->conversation());
            const QList<QAction *> actions = menu.actions();
            for (const QAction *action : actions) {
                if (action->text().startsWith(begin))
                    return action->isEnabled();
            }
            return false;
        };
        signIn(u"carol"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!window().page()->conversation().isEmpty(), Wait);
        QTRY_VERIFY_WITH_TIMEOUT(!isOffered(u"Delete for everyone"_s), Wait);
        QVERIFY(!isOffered(u"Rename"_s));
        QVERIFY(isOffered(u"Leave"_s));

        window().page()->columns().setPanelShown(true);
        const auto *panel = window().page()->findChild<ParticipantsPanel *>();
        auto *list = panel->findChild<QListWidget *>();
        QTRY_VERIFY_WITH_TIMEOUT(list->count() > 1, Wait);
        list->setCurrentRow(list->currentRow() == 0 ? 1 : 0);
        const auto buttons = panel->findChildren<QPushButton *>();
        const auto remove = std::ranges::find(buttons, u"Remove"_s, &QPushButton::text);
        QVERIFY(remove != buttons.end());
        QVERIFY(!(*remove)->isEnabled());
        QVERIFY(!(*remove)->toolTip().isEmpty());
    }

    void filesAreTakenFromTheWholePage()
    {
        signIn(u"alice"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!window().page()->conversation().isEmpty(), Wait);
        QFile file(m_folder->filePath(u"notes.txt"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("notes") == 5);
        file.close();
        QMimeData files;
        files.setUrls({ QUrl::fromLocalFile(file.fileName()) });
        ConversationPage *page = window().page();
        auto *overlay = page->findChild<DropOverlay *>();
        QWidget *targets[]
            = { page->view()->viewport(), page->composer()->field()->viewport(), page };
        for (QWidget *target : targets) {
            const size_t before = page->composer()->attachments().size();
            QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &files, Qt::LeftButton, {});
            QApplication::sendEvent(target, &enter);
            QVERIFY(enter.isAccepted());
            QVERIFY(overlay->isVisible());
            QVERIFY2(overlay->text().contains("General"_L1), qPrintable(overlay->text()));
            QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &files, Qt::LeftButton, {});
            QApplication::sendEvent(target, &drop);
            QVERIFY(!overlay->isVisible());
            QCOMPARE(page->composer()->attachments().size(), before + 1);
        }
        QMimeData words;
        words.setText(u"words"_s);
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &words, Qt::LeftButton, {});
        QApplication::sendEvent(page->view()->viewport(), &enter);
        QVERIFY(!overlay->isVisible());
    }

    void windowsFitTheScreen()
    {
        const QRect screen = m_application->signInWindow()->screen()->availableGeometry();
        QVERIFY(screen.contains(m_application->signInWindow()->geometry()));
        signIn(u"alice"_s);
        QVERIFY(screen.contains(window().geometry()));
    }

    void nothingOverlapsInANarrowWindow_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("withInspector");
        QTest::addRow("wide, with the inspector") << QSize(800, 600) << true;
        QTest::addRow("narrow, with the inspector") << QSize(640, 480) << true;
        QTest::addRow("as narrow as can be, with the inspector") << QSize(100, 100) << true;
        QTest::addRow("narrow") << QSize(640, 480) << false;
        QTest::addRow("as narrow as can be") << QSize(100, 100) << false;
    }
    void nothingOverlapsInANarrowWindow()
    {
        QFETCH(QSize, size);
        QFETCH(bool, withInspector);
        signIn(u"alice"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!window().page()->conversation().isEmpty(), Wait);
        window().setInspectorShown(withInspector);
        window().resize(size);
        const auto areaOf = [this](const QWidget *widget) {
            return QRect(widget->mapTo(&window(), QPoint(0, 0)), widget->size());
        };
        QWidget *page = window().page();
        QWidget *inspector = window().inspector();
        const auto places = [&] {
            QString text;
            QDebug(&text) << window().size() << "list" << window().sidebar()->isVisible()
                          << areaOf(window().sidebar()) << "page" << areaOf(page)
                          << page->minimumSizeHint() << "inspector" << areaOf(inspector);
            return text;
        };
        const bool isOneColumn = window().width() < Columns::OneColumnWidth;
        QTRY_COMPARE(inspector->isVisible(), withInspector);
        if (isOneColumn && withInspector) { // it covers the rest
            QTRY_VERIFY2(!page->isVisible() && !window().sidebar()->isVisible(),
                         qPrintable(places()));
            return;
        }
        QTRY_VERIFY2(window().rect().contains(areaOf(page)), qPrintable(places()));
        QTRY_VERIFY(page->width() >= page->minimumSizeHint().width());
        for (const QWidget *other : { static_cast<QWidget *>(window().sidebar()), inspector }) {
            if (other->isVisible())
                QTRY_VERIFY2(!areaOf(page).intersects(areaOf(other)), qPrintable(places()));
        }
        QCOMPARE(window().sidebar()->isVisible(),
                 !isOneColumn && (!withInspector || window().width() >= 800));
    }

private:
    void start(const Options &options)
    {
        m_application.reset();
        Application::Environment environment;
        environment.settingsFile = settingsFile();
        environment.keychain = false;
        m_application = std::make_unique<Application>(*qApp, options, environment);
        QVERIFY(m_application->start());
        QTRY_VERIFY_WITH_TIMEOUT(m_application->service() != nullptr, Wait);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->service()->isReady(), Wait);
    }
    void signIn(const QString &name)
    {
        m_application->signInDemo(name);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->mainWindow() != nullptr, Wait);
    }
    [[nodiscard]] QString settingsFile() const { return m_folder->filePath(u"settings.ini"_s); }
    [[nodiscard]] MainWindow &window() const { return *m_application->mainWindow(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Application> m_application;
};

QTEST_MAIN(tst_FirstStart)
#include "tst_firststart.moc"
