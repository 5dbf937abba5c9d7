// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/localservice.h"

#include <QObject>
#include <QThread>

namespace parley::ui {

class DemoClock;

/// The local service in a thread of its own, so that its database never holds up the window. Talks
/// to it from the window's thread; everything takes effect a little later.
class EmbeddedService final : public QObject
{
    Q_OBJECT

public:
    explicit EmbeddedService(localservice::Config config, QObject *parent = nullptr);
    /// Ends the service and waits for it.
    ~EmbeddedService() override;

    /// Ends with ready() or failed(). If the wanted ports are taken, others are used.
    void start();
    /// After databaseDamaged(): renames the database and starts with a new one. Ends like start().
    void beginAnew();
    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] QUrl tokenUrl() const { return m_tokenUrl; }
    [[nodiscard]] QUrl serviceUrl() const { return m_serviceUrl; }
    [[nodiscard]] QStringList accountNames() const { return m_accountNames; }

    void setFaults(const localservice::Faults &faults);
    void setServiceFaults(const localservice::ServiceFaults &faults);
    /// False: the chat service cuts what is open and refuses connections.
    void setServiceUp(bool isUp);
    [[nodiscard]] bool isServiceUp() const { return m_isServiceUp; }
    /// False: the token end point refuses connections.
    void setTokenEndpointUp(bool isUp);
    [[nodiscard]] bool isTokenEndpointUp() const { return m_isTokenEndpointUp; }
    /// Ends all faults: everything is up and answers as it should.
    void endFaults();
    /// As last set here or told by the service; see faultsChanged().
    [[nodiscard]] const localservice::Faults &faults() const { return m_faults; }
    [[nodiscard]] const localservice::ServiceFaults &serviceFaults() const
    {
        return m_serviceFaults;
    }
    /// The clock that a demonstration may move; null: none. It must outlive this object.
    void setTime(DemoClock *time) { m_time = time; }
    [[nodiscard]] DemoClock *time() const { return m_time; }
    void expireTokensNow();
    void dropConnections();

Q_SIGNALS:
    void ready();
    /// \a detail is the service's own English words.
    void failed(const QString &detail);
    /// Instead of failed(): beginAnew() can help.
    void databaseDamaged();
    /// Faults were set, one of their counters went down, or a part of the service went down or up.
    void faultsChanged();

private:
    class Worker;
    /// Runs \a function with the service, in its thread, a little later.
    template <typename Function> void post(Function function);
    /// In the service's thread, so that what it tells later finds its way.
    void watch(localservice::LocalService &service);
    void takeFaults(const localservice::Faults &faults,
                    const localservice::ServiceFaults &serviceFaults);
    void started(const QUrl &tokenUrl, const QUrl &serviceUrl, const QStringList &names);

    QThread m_thread;
    Worker *m_worker = nullptr; ///< lives in the thread and dies with it
    DemoClock *m_time = nullptr;
    bool m_ready = false;
    bool m_isServiceUp = true;
    bool m_isTokenEndpointUp = true;
    QUrl m_tokenUrl;
    QUrl m_serviceUrl;
    QStringList m_accountNames;
    localservice::Faults m_faults {};
    localservice::ServiceFaults m_serviceFaults {};
};

} // namespace parley::ui
