// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "rawclient.h"

#include "support/fakeclock.h"

namespace parley::test {

[[nodiscard]] int status(const QJsonObject &header);
[[nodiscard]] int errorCode(const QJsonObject &header);
[[nodiscard]] int httpStatus(const twilsock::Frame &reply);

/// The local service with its sockets in virtual time, and clients of it. Accounts: alice and bob,
/// both with the password demo.
class ServiceFixture : public QObject
{
    Q_OBJECT

protected:
    void start();
    void stop();
    [[nodiscard]] QByteArray token(const QByteArray &name, int ttl = 3600);
    /// A client of \a name that is initialised.
    [[nodiscard]] std::unique_ptr<RawClient> client(const QByteArray &name, int ttl = 3600,
                                                    const QJsonObject &more = {});
    [[nodiscard]] static QString serviceSid(RawClient &client);
    /// Subscribes to one Sync object by name.
    static void follow(RawClient &client, const QString &kind, const QString &name);
    /// Lets time pass in steps, so that \a client can answer the pings on the way.
    void pass(RawClient &client, std::chrono::seconds time);

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<localservice::LocalService> m_service;
    QNetworkAccessManager m_network;
};

} // namespace parley::test
