// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/application.h"

#include "chat/chatclient.h"
#include "errortexts.h"
#include "mainwindow/mainwindow.h"
#include "session/keptplace.h"
#include "signin/signinwindow.h"

#include <QApplication>

#include <algorithm>
#include <utility>

#include <cstdio>

namespace parley::ui {
namespace {

constexpr std::chrono::milliseconds QuitLimit { 1500 }; ///< for the keychain and the back end

} // namespace

void Application::openSession(const SessionConfig &config)
{
    closeSession();
    m_reachability.load();
    m_log.clear();
    SessionConfig complete = config;
    complete.keepsConversations = m_settings.keepsConversations();
    if (!complete.keepsConversations) // it may have been switched off in another window
        KeptPlace::eraseAll(config.dataFolder);
    m_session = std::make_unique<Session>(complete, parts());
    m_reporter = std::make_unique<EventReporter>(*m_session, m_clock);
    connect(m_reporter.get(), &EventReporter::eventReported, &m_log, &EventLogModel::append);
    if (m_eventFile != nullptr) {
        connect(m_reporter.get(), &EventReporter::eventReported, this,
                [this](const QJsonObject &event) {
                    if (!m_eventFile->append(event))
                        std::fprintf(stderr, "parley: events are missing in the event log: %s\n",
                                     qPrintable(m_eventFile->errorString()));
                });
    }
    connect(m_session.get(), &Session::keptShown, this, &Application::showMain);
    connect(m_session.get(), &Session::signedIn, this, &Application::signedIn);
    connect(m_session.get(), &Session::signInFailed, this, &Application::signInFailed);
    connect(m_session.get(), &Session::signedOut, this, &Application::signedOut);
    connect(m_session.get(), &Session::keychainStatusChanged, this, &Application::keychainChanged);
    TokenManager &tokens = m_session->tokens();
    connect(&tokens, &TokenManager::traced, &m_log, &EventLogModel::appendTrace);
    connect(&tokens, &TokenManager::tokenUpdateFailed, this,
            [this](const TokenError &error, int, std::optional<std::chrono::milliseconds> retryIn) {
                if (m_main == nullptr)
                    m_signIn->showTrouble(error, retryIn);
            });
    connect(&tokens, &TokenManager::warningShown, this, [this](TokenManager::Warning warning) {
        if (m_main == nullptr && warning == TokenManager::Warning::Offline)
            m_signIn->showTrouble({ .code = TokenError::Code::Offline }, std::nullopt);
    });
}

void Application::signIn(const SignInRequest &request)
{
    m_resuming = false;
    SessionConfig config = request.config;
    config.dataFolder = m_environment.dataFolder;
    openSession(config);
    m_signIn->showProgress(config.identity);
    m_session->signIn(request.secret, request.remember);
}

void Application::cancelSignIn()
{
    closeSession();
    m_resuming = false;
    m_signIn->showStart();
    Q_EMIT readyToSignIn();
}

void Application::retryKeychain()
{
    if (m_session == nullptr)
        return;
    m_signIn->showProgress(m_session->config().identity);
    m_session->resume();
}

void Application::signedIn()
{
    const SessionConfig &config = m_session->config();
    UiSettings::SignIn signIn;
    signIn.embedded = m_embeddedSession;
    signIn.tokenUrl = config.tokenUrl;
    signIn.auth = config.auth;
    signIn.serviceUrl = config.serviceUrl;
    signIn.identity = config.identity;
    if (!isGuest())
        m_settings.setLastSignIn(signIn);
    showMain();
}

/// Once there is something to show: what an earlier run has kept, or a token. Then the window stays
/// as it is.
void Application::showMain()
{
    if (m_main != nullptr)
        return;
    m_main = std::make_unique<MainWindow>(
        MainWindowParts { .session = *m_session,
                          .clock = m_clock,
                          .log = m_log,
                          .settings = m_settings,
                          .theme = m_theme,
                          .service = m_embeddedSession ? m_demo.embedded() : nullptr,
                          .keychainPersistent = m_store->isPersistent(),
                          .isDemo = m_embeddedSession,
                          .logRecorder = m_environment.logRecorder,
                          .openOver = m_signIn.get(),
                          .isGuest = isGuest() });
    connect(m_main.get(), &MainWindow::signOutRequested, this, &Application::signOut);
    connect(m_main.get(), &MainWindow::quitRequested, this, &Application::quit);
    m_main->show();
    m_signIn->hide();
    Q_EMIT mainWindowShown();
}

void Application::signInFailed(const TokenError &error)
{
    if (m_main != nullptr && m_session->isSignedIn())
        return; // the status line and the dialog of the main window tell it
    if (m_main != nullptr)
        leaveMain(); // it showed what was kept, and that was the sign-in of an earlier run
    // A resume that ends because of the keychain has its own words already.
    const Session::KeychainStatus status = m_session->keychainStatus();
    const QString keychain = status == Session::KeychainStatus::NotSaved
        ? tr("The last sign-in was not saved in the system keychain. Please sign in.")
        : ErrorTexts::keychain(status);
    if (m_resuming && status == Session::KeychainStatus::Denied)
        return; // the page offers to try again
    if (m_resuming && error.code == TokenError::Code::NoCredential) {
        m_signIn->showStart();
        m_signIn->showMessage(keychain);
    } else {
        m_signIn->showFailure(error);
    }
    Q_EMIT readyToSignIn();
}

void Application::keychainChanged(Session::KeychainStatus status)
{
    if (m_main == nullptr || status == Session::KeychainStatus::Unavailable)
        m_signIn->showKeychain(status);
}

/// A second user on this desk: the next plain start goes on as the first one.
bool Application::isGuest() const
{
    return !m_options.user.isEmpty() || m_demo.isShared();
}

void Application::signOut()
{
    if (!isGuest())
        m_settings.forgetIdentity();
    m_session->signOut();
}

void Application::signedOut()
{
    if (m_main == nullptr)
        return;
    m_signIn->showStart();
    leaveMain();
    // The session ends the back end's session and reads the keychain back; it dies with the next
    // one.
    Q_EMIT readyToSignIn();
}

void Application::leaveMain()
{
    m_signIn->show();
    m_main->hide();
    m_closing = m_main.get();
    m_main.release()->deleteLater(); // one of its slots may be running
}

void Application::closeSession()
{
    m_main.reset();
    m_reporter.reset();
    if (m_session == nullptr)
        return;
    Session *session = m_session.get();
    session->disconnect(this);
    session->tokens().disconnect(this);
    session->shutdown();
    if (session->isSettled()) {
        if (m_closing != nullptr) { // the window is deleted first, because it needs the session
            m_ended = m_session.get();
            m_session.release()->deleteLater();
        }
        m_session.reset();
        return;
    }
    // The session still ends its work with keychain and back end. The window does not wait.
    m_leaving.push_back(std::move(m_session));
    connect(session, &Session::settled, this, [this, session] {
        const auto it = std::find_if(m_leaving.begin(), m_leaving.end(),
                                     [session](const auto &each) { return each.get() == session; });
        if (it == m_leaving.end())
            return;
        it->release()->deleteLater(); // we are inside its signal
        m_leaving.erase(it);
        if (m_isQuitting)
            endIfSettled();
    });
}

void Application::terminate()
{
    if (m_main != nullptr)
        m_main->quit();
    quit();
}

void Application::quit()
{
    if (std::exchange(m_isQuitting, true))
        return;
    Q_EMIT quitStarted();
    m_quitDelay.start(QuitLimit, [this] { endProgram(); });
    if (m_session != nullptr) {
        connect(m_session.get(), &Session::settled, this, &Application::endIfSettled);
        m_session->shutdown();
    }
    endIfSettled();
}

/// Not before the sessions have ended their work with keychain and back end.
void Application::endIfSettled()
{
    if (m_quitDelay.isActive() && m_leaving.empty()
        && (m_session == nullptr || m_session->isSettled()))
        endProgram();
}

void Application::endProgram()
{
    m_quitDelay.stop();
    Q_EMIT quitRequested();
    m_application.quit();
}

} // namespace parley::ui
