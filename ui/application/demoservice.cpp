// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/demoservice.h"

#include "application/demopassword.h"
#include "demo/embeddedservice.h"
#include "settings/uisettings.h"

#include <QLockFile>

#include <utility>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int DemoRequestBudget = 60; ///< within five minutes, of the embedded service

} // namespace

DemoService::DemoService(QString dataFolder, UiSettings &settings, DemoClock &clock)
    : m_dataFolder(std::move(dataFolder))
    , m_settings(settings)
    , m_clock(clock)
{ }

DemoService::~DemoService() = default;

QString DemoService::databasePath() const
{
    return m_dataFolder.isEmpty() ? u":memory:"_s : m_dataFolder + u"/local-service.sqlite"_s;
}

void DemoService::start()
{
    m_password = demoPassword(m_dataFolder);
    localservice::Config config;
    config.demoPassword = m_password;
    config.databasePath = databasePath();
    if (!m_dataFolder.isEmpty()) {
        m_lock = std::make_unique<QLockFile>(m_dataFolder + u"/local-service.lock"_s);
        m_lock->setStaleLockTime(0);
        if (!m_lock->tryLock(0)) {
            useRunningService();
            return;
        }
        config.tokenPort = m_settings.tokenPort();
        config.servicePort = m_settings.servicePort();
    }
    m_embedded = std::make_unique<EmbeddedService>(config);
    m_embedded->setTime(&m_clock);
    connect(m_embedded.get(), &EmbeddedService::ready, this, &DemoService::embeddedReady);
    connect(m_embedded.get(), &EmbeddedService::failed, this, &DemoService::failed);
    connect(m_embedded.get(), &EmbeddedService::databaseDamaged, this,
            &DemoService::databaseDamaged);
    m_embedded->start();
}

void DemoService::beginAnew()
{
    m_embedded->beginAnew();
}

void DemoService::useRunningService()
{
    m_lock.reset();
    m_isShared = true;
    m_tokenUrl = QUrl(u"http://127.0.0.1:%1/token"_s.arg(m_settings.tokenPort()));
    m_serviceUrl = QUrl(u"ws://127.0.0.1:%1/v3/wsconnect"_s.arg(m_settings.servicePort()));
    m_accounts = { u"alice"_s, u"bob"_s, u"carol"_s };
    QMetaObject::invokeMethod(this, &DemoService::ready, Qt::QueuedConnection);
}

void DemoService::embeddedReady()
{
    m_tokenUrl = m_embedded->tokenUrl();
    m_serviceUrl = m_embedded->serviceUrl();
    m_accounts = m_embedded->accountNames();
    if (!m_dataFolder.isEmpty())
        m_settings.setPorts(quint16(m_tokenUrl.port(0)), quint16(m_serviceUrl.port(0)));
    Q_EMIT ready();
}

SessionConfig DemoService::configFor(const QString &identity) const
{
    SessionConfig config;
    config.tokenUrl = m_tokenUrl;
    config.serviceUrl = m_serviceUrl;
    config.identity = identity;
    config.dataFolder = m_dataFolder;
    // Experiments with faults need more requests than a back end would like.
    config.policy.budgetStarts = DemoRequestBudget;
    return config;
}

} // namespace parley::ui
