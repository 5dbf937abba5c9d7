// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/conversations/conversationservice.h"
#include "localservice/store/conversationstore.h"
#include "localservice/store/database.h"
#include "localservice/store/mediastore.h"
#include "localservice/store/syncstore.h"
#include "localservice/sync/subscriptionhub.h"
#include "localservice/sync/syncservice.h"
#include "localservice/twilsock/subscriber.h"
#include "support/fakeclock.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace parley::test {

/// A connection without a socket: keeps what it is sent.
class FakeSubscriber final : public localservice::Subscriber
{
public:
    explicit FakeSubscriber(QString identity)
        : m_identity(std::move(identity))
    { }
    [[nodiscard]] QString identity() const override { return m_identity; }
    void sendFrame(const QByteArray &frame, const QString &id) override;
    void flush() override { }

    /// The payloads so far, which are forgotten.
    [[nodiscard]] QList<QJsonObject> take() { return std::exchange(m_payloads, {}); }
    /// Likewise, but only the `event_type` of each.
    [[nodiscard]] QStringList takeTypes();

private:
    QString m_identity;
    QList<QJsonObject> m_payloads;
};

/// The service's own error code; 0: none.
[[nodiscard]] int code(const localservice::TunnelResponse &response);

/// The time of changes that a test makes past the clock.
[[nodiscard]] QString testMoment();
/// The data of an item of ServiceStack::makeNumbers().
[[nodiscard]] QJsonObject numbered(qint64 number);

/// The service behind the tunnel, in memory and without sockets.
class ServiceStack final
{
public:
    ServiceStack();

    /// \a path as it stands in the frame, percent-encoded, with `?name=value` if needed; `{S}` is
    /// the service's sid.
    localservice::TunnelResponse ask(localservice::Subscriber &who, const QByteArray &method,
                                     const QString &path, const QByteArray &body = {},
                                     const QString &mutation = {});
    localservice::TunnelResponse post(localservice::Subscriber &who, const QString &path,
                                      const QJsonObject &body, const QString &mutation = {});
    localservice::TunnelResponse get(localservice::Subscriber &who, const QString &path)
    {
        return ask(who, "GET", path);
    }
    /// A conversation made and joined by \a who; its sid.
    QString makeConversation(localservice::Subscriber &who, const QJsonObject &body = {});
    /// A Sync list 'numbers' with \a count items, index 0 and up, whose only reader is alice.
    localservice::SyncObject makeNumbers(int count);
    /// Subscribes \a who to a Sync object by its unique name.
    void follow(localservice::Subscriber &who, const QString &name, qint64 lastEvent);
    [[nodiscard]] QString objectSid(const QString &name);
    /// A text that differs as soon as anything in the database has changed.
    [[nodiscard]] QString fingerprint();

    FakeClock clock;
    localservice::Database database;
    localservice::Installation installation;
    localservice::SyncStore sync;
    localservice::MediaStore media;
    std::unique_ptr<localservice::SyncJson> json;
    std::unique_ptr<localservice::SubscriptionHub> hub;
    std::unique_ptr<localservice::ConversationStore> store;
    std::unique_ptr<localservice::SyncService> syncService;
    std::unique_ptr<localservice::ConversationService> service;
    FakeSubscriber alice { QStringLiteral("alice") };
    FakeSubscriber bob { QStringLiteral("bob") };
    FakeSubscriber carol { QStringLiteral("carol") };
    /// What went out as typing notifications: identity and payload.
    QList<std::pair<QString, QJsonObject>> notified;
};

} // namespace parley::test
