// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "application/deferredreachability.h"
#include "application/demoservice.h"
#include "application/leavingsessions.h"
#include "application/options.h"
#include "application/signinplace.h"
#include "demo/democlock.h"
#include "inspector/eventlogmodel.h"
#include "session/events/eventlogfile.h"
#include "session/events/eventreporter.h"
#include "session/session.h"
#include "session/signin/knownsignins.h"
#include "settings/uisettings.h"
#include "signin/signinrequest.h"
#include "theme/theme.h"
#include "token/oneshot.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>

#include <memory>

class QApplication;

namespace parley::ui {

class LogRecorder;
class MainWindow;
class SignInWindow;

/// The whole program behind main(): owns the services, the session of the moment and the windows,
/// and decides which one is shown.
class Application final : public QObject
{
    Q_OBJECT

public:
    /// What differs between a start by a user and one by a test or a tour.
    struct Environment
    {
        QString settingsFile {}; ///< empty: the user's own
        QString dataFolder {}; ///< of outbox and embedded service; empty: everything in memory
        bool keychain = true; ///< false: in memory
        LogRecorder *logRecorder = nullptr; ///< for the log window; outlives the application
    };

    Application(QApplication &application, Options options, Environment environment,
                QObject *parent = nullptr);
    ~Application() override;

    /// False, and a line on standard error: cannot run at all.
    [[nodiscard]] bool start();

    [[nodiscard]] SignInWindow *signInWindow() const { return m_signIn.get(); }
    [[nodiscard]] MainWindow *mainWindow() const { return m_main.get(); }
    [[nodiscard]] Session *session() const { return m_session.get(); }
    /// Null without one, and until start() has shown its window.
    [[nodiscard]] EmbeddedService *service() const { return m_demo.embedded(); }
    [[nodiscard]] Theme &theme() { return m_theme; }
    [[nodiscard]] Clock &clock() { return m_clock; }
    /// Brings the window of the moment to the front.
    void present();
    /// The system wants the program to end: typed text is saved, and the user is not asked.
    void terminate();
    [[nodiscard]] const QString &passwordOfDemoAccounts() const { return m_demo.password(); }
    /// Signs in with a demo account, as its button does.
    void signInDemo(const QString &name);

Q_SIGNALS:
    /// The sign-in window can be used.
    void readyToSignIn();
    void mainWindowShown();
    /// Nothing stops the end any more, though the keychain may keep it for a moment.
    void quitStarted();
    void quitRequested();

private:
    void startDemo();
    void demoReady();
    void demoFailed(const QString &detail);
    void databaseDamaged();
    void offerSignIn();
    [[nodiscard]] bool resumeLast();

    void openSession(const SessionConfig &config);
    void signIn(const SignInRequest &request);
    void cancelSignIn();
    void retryKeychain();
    void signedIn();
    void showSignIn();
    void showMain();
    void leaveMain();
    void signInFailed(const TokenError &error);
    void signOut();
    void signedOut();
    void closeSession();
    void keychainChanged(Session::KeychainStatus status);
    void quit();
    void endIfSettled();
    void endProgram();
    [[nodiscard]] SessionParts parts();

    QApplication &m_application;
    Options m_options;
    Environment m_environment;
    UiSettings m_settings;
    Theme m_theme;
    DemoClock m_clock;
    DeferredReachability m_reachability;
    std::unique_ptr<CredentialStore> m_store;
    std::unique_ptr<KnownSignIns> m_knownSignIns; ///< null while nothing is kept
    QNetworkAccessManager m_network;
    QNetworkAccessManager m_mediaNetwork;
    std::unique_ptr<EventLogFile> m_eventFile;
    EventLogModel m_log;
    DemoService m_demo;
    SignInPlace m_signInPlace;

    // In the order in which they depend on each other:
    LeavingSessions m_leaving;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<EventReporter> m_reporter;
    std::unique_ptr<SignInWindow> m_signIn;
    std::unique_ptr<MainWindow> m_main;
    QPointer<MainWindow> m_closing; ///< hidden, and deleted by the event loop
    QPointer<Session> m_ended; ///< the same
    bool m_embeddedSession = false;
    bool m_resuming = false;
    bool m_startsHidden = false; ///< until the user is needed, or the main window is there
    bool m_isQuitting = false;
    OneShot m_demoStart;
    OneShot m_quitDelay;
};

} // namespace parley::ui
