// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "support/fakereachability.h"
#include "support/testtoken.h"
#include "sync/fakesyncservice.h"
#include "sync/syncclient.h"

#include <QLoggingCategory>

namespace parley::test {

/// A client on a connection to a fake service, all on one fake clock.
struct SyncBench
{
    SyncBench()
        : connection(config(), transports.factory(), clock, network, [] { return 0.0; })
        , client(connection, clock, [] { return 0.0; })
    {
        QLoggingCategory::setFilterRules(QStringLiteral("parley.*=false"));
        QObject::connect(&client, &sync::SyncClient::objectChanged, &context,
                         [this](const sync::Change &change) {
                             changes.push_back(change);
                             log.append(QStringLiteral("%1:%2:%3")
                                            .arg(int(change.kind))
                                            .arg(change.item.index)
                                            .arg(change.eventId));
                         });
        service.makeObject(QStringLiteral("list"), QStringLiteral("list"));
        connection.tokenConsumer()->offerToken(makeToken({}), TokenReply());
        connection.connectToService();
        clock.advance(std::chrono::seconds(2));
    }

    static twilsock::ConnectionConfig config()
    {
        twilsock::ConnectionConfig config;
        config.url = QUrl(QStringLiteral("wss://tsock.example/v3/wsconnect"));
        return config;
    }

    /// What is there at once; the answer may also come later, and counts in `answers`.
    std::optional<sync::ObjectInfo> open(const QString &id,
                                         sync::ObjectType type = sync::ObjectType::List)
    {
        const auto info = std::make_shared<std::optional<sync::ObjectInfo>>();
        client.open(type, id, &context,
                    [this, info](const sync::SyncClient::Outcome<sync::ObjectInfo> &outcome) {
                        ++answers;
                        if (const auto *opened = std::get_if<sync::ObjectInfo>(&outcome))
                            *info = *opened;
                        else
                            error = std::get<sync::SyncError>(outcome);
                    });
        clock.settle();
        return *info;
    }

    /// Opens the list, subscribes to it and waits until that is established.
    sync::ObjectInfo follow()
    {
        const sync::ObjectInfo info = *open(QStringLiteral("list"));
        client.subscribe(info);
        clock.advance(std::chrono::milliseconds(150));
        return info;
    }

    void reconnect()
    {
        service.cutLink();
        clock.advance(std::chrono::seconds(5));
    }

    FakeClock clock;
    FakeTransports transports { &clock };
    FakeReachability network;
    FakeSyncService service { clock, transports };
    twilsock::Connection connection;
    sync::SyncClient client;
    QObject context;
    std::vector<sync::Change> changes;
    QStringList log;
    std::optional<sync::SyncError> error;
    int answers = 0;
};

inline QJsonObject textData()
{
    return QJsonObject { { QStringLiteral("text"), QStringLiteral("x") } };
}

inline QString listName()
{
    return QStringLiteral("list");
}

} // namespace parley::test
