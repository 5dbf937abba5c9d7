// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"

#include <QObject>
#include <QStringList>
#include <QUrl>

#include <memory>

class QLockFile;

namespace parley::ui {

class DemoClock;
class EmbeddedService;
class UiSettings;

/// The local service with the demo accounts: embedded in this process, or the one that another
/// process of this user runs already, so that two people can be played on one desk.
class DemoService final : public QObject
{
    Q_OBJECT

public:
    /// \a settings keep the ports. Both must outlive this object. \a dataFolder has the database,
    /// the password and the lock; empty: everything is in memory.
    DemoService(QString dataFolder, UiSettings &settings, DemoClock &clock);
    ~DemoService() override;

    /// Ends with one of the signals.
    void start();
    /// After databaseDamaged(): renames the database and starts with a new one. Ends like start().
    void beginAnew();
    /// Null until start(), and while another process runs the service.
    [[nodiscard]] EmbeddedService *embedded() const { return m_embedded.get(); }
    /// Another process runs the service.
    [[nodiscard]] bool isShared() const { return m_isShared; }
    /// Empty until ready().
    [[nodiscard]] const QStringList &accounts() const { return m_accounts; }
    /// Of every account; empty until start().
    [[nodiscard]] const QString &password() const { return m_password; }
    [[nodiscard]] QString databasePath() const;
    /// For a session of the account \a identity.
    [[nodiscard]] SessionConfig configFor(const QString &identity) const;

Q_SIGNALS:
    void ready();
    /// \a detail is the service's own English words.
    void failed(const QString &detail);
    /// Instead of failed(): beginAnew() can help.
    void databaseDamaged();

private:
    void useRunningService();
    void embeddedReady();

    QString m_dataFolder;
    UiSettings &m_settings;
    DemoClock &m_clock;
    std::unique_ptr<QLockFile> m_lock; ///< held by the process whose embedded service runs
    std::unique_ptr<EmbeddedService> m_embedded;
    QUrl m_tokenUrl;
    QUrl m_serviceUrl;
    QStringList m_accounts;
    QString m_password;
    bool m_isShared = false;
};

} // namespace parley::ui
