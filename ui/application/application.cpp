// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/application.h"

#include "errortexts.h"
#include "logging.h"
#include "mainwindow/mainwindow.h"
#include "platform/privatefiles.h"
#include "session/keptplace.h"
#include "signin/demopage.h"
#include "signin/endpointform.h"
#include "signin/signinwindow.h"
#include "twilsock/transport.h"

#include <QApplication>
#include <QDir>

#include <cstdio>
#include <utility>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds PaintLimit { 500 }; ///< a window may be out of sight
constexpr std::chrono::milliseconds QuitLimit { 1500 }; ///< for the keychain and the back end

} // namespace

Application::Application(QApplication &application, Options options, Environment environment,
                         QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_options(std::move(options))
    , m_environment(std::move(environment))
    , m_settings(m_environment.settingsFile)
    , m_theme(application)
    , m_store(m_environment.keychain ? makeKeychainStore(u"parley"_s) : makeMemoryStore())
    , m_knownSignIns(m_environment.keychain ? makeSettingsKnownSignIns(m_settings.store())
                                            : nullptr)
    , m_demo(m_environment.dataFolder, m_settings, m_clock)
    , m_signInPlace(m_options, m_settings, m_demo)
    , m_demoStart(m_clock)
    , m_quitDelay(m_clock)
{
    if (m_options.isMirrored)
        m_application.setLayoutDirection(Qt::RightToLeft);
    m_theme.setChoice(m_settings.theme());
    m_theme.setTextSize(m_settings.textSize());
    connect(&m_theme, &Theme::textSizeChanged, this,
            [this](int percent) { m_settings.textSize.set(percent); });
    if (!m_options.user.isEmpty())
        m_settings.usePlaceOf(m_options.user);
    m_application.setQuitOnLastWindowClosed(false); // between two windows there is none
    connect(&m_leaving, &LeavingSessions::oneSettled, this, &Application::endIfSettled);
}

Application::~Application()
{
    delete m_closing.data(); // its composer still keeps a draft in the session
    delete m_ended.data();
    closeSession();
}

bool Application::start()
{
    m_startsHidden = m_options.isHidden;
    if (!m_options.eventLog.isEmpty()) {
        m_eventFile = std::make_unique<EventLogFile>(m_options.eventLog);
        if (!m_eventFile->open()) {
            const QByteArray text = m_eventFile->errorString().toLocal8Bit();
            std::fprintf(stderr, "parley: the event log cannot be written: %s\n", text.constData());
            return false;
        }
    }
    if (!m_environment.dataFolder.isEmpty() && !makePrivateFolder(m_environment.dataFolder)) {
        std::fprintf(
            stderr,
            "parley: %s cannot be used for its data. Make it a folder of your own to which "
            "no other user may write, for example with chmod 700.\n",
            qPrintable(m_environment.dataFolder));
        return false;
    }
    m_signIn = std::make_unique<SignInWindow>(parts());
    connect(m_signIn->demo(), &DemoPage::accountChosen, this, &Application::signInDemo);
    connect(m_signIn.get(), &SignInWindow::signInRequested, this,
            [this](const SignInRequest &request) {
                m_embeddedSession = false;
                signIn(request);
            });
    connect(m_signIn.get(), &SignInWindow::cancelled, this, &Application::cancelSignIn);
    connect(m_signIn.get(), &SignInWindow::keychainRetryRequested, this,
            &Application::retryKeychain);
    connect(m_signIn.get(), &SignInWindow::quitRequested, this, &Application::quit);

    if (m_options.tokenUrl.isEmpty()) {
        m_signIn->setDemoStarting();
        // The window must not wait for the service, nor share the processor with its start.
        const auto startSoon = [this] { startDemo(); };
        m_demoStart.start(PaintLimit, startSoon);
        connect(m_signIn.get(), &SignInWindow::painted, this, [this, startSoon] {
            if (m_demoStart.isActive())
                m_demoStart.start(std::chrono::milliseconds(0), startSoon);
        });
        if (!m_startsHidden)
            m_signIn->show();
    } else {
        m_signIn->setOwnBackEndOnly();
        offerSignIn();
    }
    return true;
}

void Application::present()
{
    if (m_main != nullptr) {
        m_main->present();
        return;
    }
    m_signIn->setWindowState(m_signIn->windowState() & ~Qt::WindowMinimized);
    showSignIn();
    m_signIn->raise();
    m_signIn->activateWindow();
}

SessionParts Application::parts()
{
    return { m_network,
             *m_store,
             m_clock,
             m_reachability,
             twilsock::webSocketTransports(),
             systemRandom(),
             m_knownSignIns.get(),
             &m_mediaNetwork };
}

void Application::startDemo()
{
    m_reachability.load();
    connect(&m_demo, &DemoService::ready, this, &Application::demoReady);
    connect(&m_demo, &DemoService::failed, this, &Application::demoFailed);
    connect(&m_demo, &DemoService::databaseDamaged, this, &Application::databaseDamaged);
    connect(m_signIn->demo(), &DemoPage::beginAnewRequested, this, [this] {
        m_signIn->setDemoStarting();
        m_demo.beginAnew();
    });
    m_demo.start();
}

void Application::databaseDamaged()
{
    m_signIn->demo()->setProblem(
        tr("The data of the local service is damaged: %1\nIt can be renamed, so that the service "
           "begins anew. Nothing is deleted.")
            .arg(QDir::toNativeSeparators(m_demo.databasePath())));
    m_signIn->demo()->offerToBeginAnew();
    offerSignIn();
}

void Application::demoReady()
{
    m_signIn->demo()->setAccounts(m_demo.accounts(), m_signInPlace.demoIdentity());
    offerSignIn();
}

void Application::demoFailed(const QString &detail)
{
    qCWarning(lcUi) << "the local service cannot run:" << detail;
    m_signIn->demo()->setProblem(
        tr("The local service cannot run, so there are no demo accounts. Is its "
           "database in use, or the disk full? Your own back end can still be used."));
    offerSignIn();
}

void Application::offerSignIn()
{
    const std::optional<UiSettings::SignIn> known = m_signInPlace.formValues();
    if (known && m_options.tokenUrl.isEmpty())
        m_signIn->startWithForm();
    UiSettings::SignIn values = known.value_or(UiSettings::SignIn {});
    if (!m_options.user.isEmpty())
        values.identity = m_options.user;
    m_signIn->form()->setValues(values, m_options.region);
    if (!m_startsHidden)
        m_signIn->show();
    if (resumeLast())
        return;
    showSignIn();
    m_signIn->showStart();
    Q_EMIT readyToSignIn();
}

bool Application::resumeLast()
{
    if (!m_environment.keychain)
        return false;
    const std::optional<SessionConfig> config = m_signInPlace.resumable(m_environment.dataFolder);
    if (!config)
        return false;
    m_embeddedSession = m_signInPlace.isResumedInDemo();
    m_resuming = true;
    openSession(*config);
    m_signIn->showProgress(config->identity);
    m_session->resume();
    return true;
}

void Application::signInDemo(const QString &name)
{
    m_embeddedSession = true;
    SignInRequest request;
    request.config = m_demo.configFor(name);
    request.secret = m_demo.password();
    request.remember = m_signIn->demo()->remember();
    signIn(request);
}

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
    m_signInPlace.remember(m_session->config(), m_embeddedSession);
    showMain();
}

/// For something that only the user can do.
void Application::showSignIn()
{
    m_startsHidden = false;
    m_signIn->show();
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
                          .isGuest = m_signInPlace.isGuest() });
    connect(m_main.get(), &MainWindow::signOutRequested, this, &Application::signOut);
    connect(m_main.get(), &MainWindow::quitRequested, this, &Application::quit);
    if (std::exchange(m_startsHidden, false))
        m_main->startHidden();
    else
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
    showSignIn();
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
    if (m_main == nullptr && status == Session::KeychainStatus::Waiting)
        showSignIn(); // the user may sign in instead
}

void Application::signOut()
{
    m_signInPlace.forgetIdentity();
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
    m_leaving.add(std::move(m_session));
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
    if (m_quitDelay.isActive() && m_leaving.isEmpty()
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
