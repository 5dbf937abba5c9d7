// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/application.h"
#include "mainwindow/mainwindow.h"
#include "signin/signinwindow.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace parley;
using namespace parley::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 20000;

} // namespace

/// A start without a window, with a keyring that has the sign-in, and without one. There is no tray
/// on the offscreen platform.
class tst_HiddenStart final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString reason = qEnvironmentVariable("PARLEY_NO_KEYRING"); !reason.isEmpty())
            QSKIP(qPrintable(reason));
    }
    void cleanup() { m_application.reset(); }

    void showsWhatNeedsTheUser()
    {
        start(true);
        QVERIFY(!m_application->signInWindow()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(m_application->signInWindow()->isVisible(), Wait);
        signIn();
        QVERIFY(m_application->mainWindow()->isVisible());
        QVERIFY(!m_application->mainWindow()->isMinimized());
    }

    void staysOutOfTheWayWhereTheUserIsSignedIn()
    {
        start(true);
        const SignInWindow *const signInWindow = m_application->signInWindow();
        while (m_application->mainWindow() == nullptr) {
            QVERIFY(!signInWindow->isVisible());
            QVERIFY(m_shown->wait(Wait));
        }
        QVERIFY(!signInWindow->isVisible());
        QVERIFY(m_application->mainWindow()->isMinimized());
        m_application->present();
        QVERIFY(m_application->mainWindow()->isVisible());
        QVERIFY(!m_application->mainWindow()->isMinimized());
    }

private:
    void start(bool isHidden)
    {
        Options options;
        options.isHidden = isHidden;
        m_application = std::make_unique<Application>(
            *qApp, options,
            Application::Environment { .settingsFile = m_folder.filePath(u"s.ini"_s),
                                       .dataFolder = m_folder.path() });
        m_shown = std::make_unique<QSignalSpy>(m_application.get(), &Application::mainWindowShown);
        QVERIFY(m_application->start());
    }

    void signIn()
    {
        m_application->signInDemo(u"alice"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_application->mainWindow() != nullptr, Wait);
        QTRY_COMPARE_WITH_TIMEOUT(m_application->session()->keychainStatus(),
                                  Session::KeychainStatus::Saved, Wait);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Application> m_application;
    std::unique_ptr<QSignalSpy> m_shown;
};

QTEST_MAIN(tst_HiddenStart)
#include "tst_hiddenstart.moc"
