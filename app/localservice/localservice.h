// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/faults.h"

#include <QObject>
#include <QStringList>
#include <QUrl>

#include <memory>

namespace parley {
class Clock;
}

namespace parley::localservice {

/// The whole local service: token end point, Twilsock server, Sync, Conversations, media, SQLite.
/// Binds to loopback only. Lives in the thread that made it; start() does not block.
class LocalService final : public QObject
{
    Q_OBJECT

public:
    explicit LocalService(Config config, QObject *parent = nullptr);
    /// Runs on \a clock, which must outlive this object, instead of the system's.
    LocalService(Config config, Clock &clock, QObject *parent = nullptr);
    ~LocalService() override;

    /// False and errorString(): a port is taken, the database cannot be used.
    [[nodiscard]] bool start();
    [[nodiscard]] QString errorString() const;
    /// start() failed because the database is damaged: setDatabaseAside() lets it begin anew.
    [[nodiscard]] bool isDatabaseDamaged() const;
    /// Renames the damaged database and what belongs to it; nothing is deleted. Returns its new
    /// path; empty: it could not be renamed, or start() has not found it damaged.
    [[nodiscard]] QString setDatabaseAside();
    [[nodiscard]] QUrl tokenUrl() const; ///< http://127.0.0.1:…/token
    [[nodiscard]] QUrl serviceUrl() const; ///< ws://127.0.0.1:…/v3/wsconnect
    [[nodiscard]] QStringList accountNames() const;

    void setFaults(const Faults &faults);
    [[nodiscard]] Faults faults() const;
    /// Closes every session with 410/51207 now, as if its token had run out.
    void expireTokensNow();
    /// Cuts every client connection without a word (SIGUSR1).
    void dropConnections();
    /// The token end point refuses connections until it is set to true again; the ports stay.
    void setTokenEndpointUp(bool up);

    void setServiceFaults(const ServiceFaults &faults);
    [[nodiscard]] ServiceFaults serviceFaults() const;
    /// The chat service cuts what is open and refuses connections until it is set to true again.
    void setServiceUp(bool up);

Q_SIGNALS:
    /// They were set, or one of their counters went down.
    void faultsChanged();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley::localservice
