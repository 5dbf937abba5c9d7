// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/application.h"

#include "logging.h"
#include "mainwindow/mainwindow.h"
#include "platform/privatefiles.h"
#include "signin/demopage.h"
#include "signin/endpointform.h"
#include "signin/signinwindow.h"
#include "twilsock/transport.h"

#include <QApplication>
#include <QDir>

#include <cstdio>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds PaintLimit { 500 }; ///< a window may be out of sight

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
}

Application::~Application()
{
    delete m_closing.data(); // its composer still keeps a draft in the session
    delete m_ended.data();
    closeSession();
}

bool Application::start()
{
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
    m_signIn->show();
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
    m_signIn->demo()->setAccounts(m_demo.accounts(), preferredIdentity());
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

QString Application::preferredIdentity() const
{
    if (!m_options.user.isEmpty())
        return m_options.user;
    const std::optional<UiSettings::SignIn> last = m_settings.lastSignIn();
    return last && last->embedded ? last->identity : QString();
}

void Application::offerSignIn()
{
    UiSettings::SignIn values = m_settings.lastSignIn().value_or(UiSettings::SignIn {});
    if (!m_options.tokenUrl.isEmpty()) {
        values.tokenUrl = m_options.tokenUrl;
        values.auth = m_options.auth;
        values.serviceUrl = m_options.serviceUrl;
    } else if (values.embedded) {
        values = {};
    } else {
        m_signIn->startWithForm();
    }
    if (!m_options.user.isEmpty())
        values.identity = m_options.user;
    m_signIn->form()->setValues(values, m_options.region);
    m_signIn->show();
    if (resumeLast())
        return;
    m_signIn->showStart();
    Q_EMIT readyToSignIn();
}

bool Application::resumeLast()
{
    if (!m_environment.keychain || (m_demo.isShared() && m_options.user.isEmpty()))
        return false;
    const std::optional<UiSettings::SignIn> last = m_settings.lastSignIn();
    const QString identity
        = !m_options.user.isEmpty() ? m_options.user : (last ? last->identity : QString());
    if (identity.isEmpty())
        return false;
    SessionConfig config;
    m_embeddedSession = m_options.tokenUrl.isEmpty() && (!last || last->embedded);
    if (m_embeddedSession) {
        if (!m_demo.accounts().contains(identity))
            return false;
        config = m_demo.configFor(identity);
    } else {
        const bool byOption = !m_options.tokenUrl.isEmpty();
        config.tokenUrl = byOption ? m_options.tokenUrl : last->tokenUrl;
        config.auth = byOption ? m_options.auth : last->auth;
        config.serviceUrl = byOption ? m_options.serviceUrl : last->serviceUrl;
        config.region = m_options.region;
        config.identity = identity;
        config.dataFolder = m_environment.dataFolder;
    }
    if (!config.problem().isEmpty())
        return false;
    config.alwaysAskKeychain = !m_options.user.isEmpty(); // the user has named the entry
    m_resuming = true;
    openSession(config);
    m_signIn->showProgress(identity);
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

} // namespace parley::ui
