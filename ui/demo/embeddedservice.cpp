// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "demo/embeddedservice.h"

#include "logging.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace parley::ui {

/// What lives in the service's thread.
class EmbeddedService::Worker final : public QObject
{
public:
    explicit Worker(localservice::Config config)
        : m_config(std::move(config))
    { }

    [[nodiscard]] bool start()
    {
        m_service = std::make_unique<localservice::LocalService>(m_config);
        if (m_service->start())
            return true;
        if (m_config.tokenPort == 0 && m_config.servicePort == 0)
            return false;
        qCInfo(lcUi) << "the local service's ports of the last time are taken, using others";
        m_config.tokenPort = 0;
        m_config.servicePort = 0;
        m_service = std::make_unique<localservice::LocalService>(m_config);
        return m_service->start();
    }

    /// Runs \a function with the service, if there is one.
    template <typename Function> void with(Function function)
    {
        if (m_service != nullptr)
            function(*m_service);
    }

private:
    localservice::Config m_config;
    std::unique_ptr<localservice::LocalService> m_service;
};

EmbeddedService::EmbeddedService(localservice::Config config, QObject *parent)
    : QObject(parent)
    , m_worker(new Worker(std::move(config)))
{
    m_thread.setObjectName(u"local service"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

EmbeddedService::~EmbeddedService()
{
    m_thread.quit();
    m_thread.wait();
}

template <typename Function> void EmbeddedService::post(Function function)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, function] { worker->with(function); });
}

void EmbeddedService::start()
{
    QMetaObject::invokeMethod(
        m_worker,
        [this, worker = m_worker] {
            const bool good = worker->start();
            worker->with([this, good](localservice::LocalService &service) {
                // 'this' waits for the thread before it dies, so it is alive here.
                if (good) {
                    watch(service);
                    QMetaObject::invokeMethod(
                        this,
                        [this, tokenUrl = service.tokenUrl(), serviceUrl = service.serviceUrl(),
                         names = service.accountNames()] { started(tokenUrl, serviceUrl, names); },
                        Qt::QueuedConnection);
                } else if (service.isDatabaseDamaged()) {
                    QMetaObject::invokeMethod(this, &EmbeddedService::databaseDamaged,
                                              Qt::QueuedConnection);
                } else {
                    QMetaObject::invokeMethod(
                        this, [this, detail = service.errorString()] { Q_EMIT failed(detail); },
                        Qt::QueuedConnection);
                }
            });
        },
        Qt::QueuedConnection);
}

void EmbeddedService::beginAnew()
{
    post([](localservice::LocalService &service) {
        const QString aside = service.setDatabaseAside();
        qCInfo(lcUi) << "the damaged database was renamed:" << aside;
    });
    start();
}

void EmbeddedService::watch(localservice::LocalService &service)
{
    connect(&service, &localservice::LocalService::faultsChanged, &service, [this, &service] {
        QMetaObject::invokeMethod(
            this,
            [this, faults = service.faults(), serviceFaults = service.serviceFaults()] {
                takeFaults(faults, serviceFaults);
            },
            Qt::QueuedConnection);
    });
}

void EmbeddedService::takeFaults(const localservice::Faults &faults,
                                 const localservice::ServiceFaults &serviceFaults)
{
    m_faults = faults;
    m_serviceFaults = serviceFaults;
    Q_EMIT faultsChanged();
}

void EmbeddedService::started(const QUrl &tokenUrl, const QUrl &serviceUrl,
                              const QStringList &names)
{
    m_ready = true;
    m_tokenUrl = tokenUrl;
    m_serviceUrl = serviceUrl;
    m_accountNames = names;
    Q_EMIT ready();
}

void EmbeddedService::setFaults(const localservice::Faults &faults)
{
    m_faults = faults;
    post([faults](localservice::LocalService &service) { service.setFaults(faults); });
}

void EmbeddedService::setServiceFaults(const localservice::ServiceFaults &faults)
{
    m_serviceFaults = faults;
    post([faults](localservice::LocalService &service) { service.setServiceFaults(faults); });
}

void EmbeddedService::setServiceUp(bool isUp)
{
    m_isServiceUp = isUp;
    post([isUp](localservice::LocalService &service) { service.setServiceUp(isUp); });
    Q_EMIT faultsChanged();
}

void EmbeddedService::endFaults()
{
    setFaults({});
    setServiceFaults({});
    setTokenEndpointUp(true);
    setServiceUp(true);
}

void EmbeddedService::expireTokensNow()
{
    post([](localservice::LocalService &service) { service.expireTokensNow(); });
}

void EmbeddedService::dropConnections()
{
    post([](localservice::LocalService &service) { service.dropConnections(); });
}

void EmbeddedService::setTokenEndpointUp(bool isUp)
{
    m_isTokenEndpointUp = isUp;
    post([isUp](localservice::LocalService &service) { service.setTokenEndpointUp(isUp); });
    Q_EMIT faultsChanged();
}

} // namespace parley::ui
