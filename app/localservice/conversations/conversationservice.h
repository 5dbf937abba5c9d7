// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/conversations/apicall.h"
#include "localservice/conversations/changepublisher.h"
#include "localservice/conversations/conversationaccess.h"
#include "localservice/conversations/routetable.h"
#include "localservice/store/messagestore.h"

#include <QObject>
#include <QSet>

#include <functional>

namespace parley::localservice {

/// The Conversations half of the tunnel (host aim): configuration, commands, reads, typing. It
/// reads a request, and its routes say who may ask and which function answers.
class ConversationService final : public QObject
{
    Q_OBJECT

public:
    /// \a notify sends a notification to the connections of an identity that registered the type.
    using Notify = std::function<void(const QString &identity, const QString &messageType,
                                      const QJsonObject &payload)>;
    /// Tells whether a user is connected now.
    using IsOnline = std::function<bool(const QString &identity)>;

    static constexpr int TypingTimeoutSeconds = 5;

    /// References must outlive this object.
    ConversationService(Database &database, SyncStore &sync, ConversationStore &store,
                        MediaStore &media, SubscriptionHub &hub, const Installation &installation,
                        Clock &clock, Notify notify, IsOnline isOnline, QObject *parent = nullptr);

    /// `http://127.0.0.1:…`, where media are sent and fetched.
    void setMediaBase(const QString &base);

    [[nodiscard]] TunnelResponse handle(const Caller &caller, const TunnelRequest &request);

    // For participants that live in the server.
    /// False: there is no such conversation, or \a identity is not in it.
    bool postMessage(const QString &identity, const QString &conversationSid, const QString &body);
    void sendTyping(const QString &identity, const QString &conversationSid);
    /// Moves the read horizon of \a identity to the last message.
    void readAll(const QString &identity, const QString &conversationSid);
    void setOnline(const QString &identity, bool online);
    /// The same, for a participant that has no connection.
    void setPresent(const QString &identity, bool present);

Q_SIGNALS:
    /// The message is stored and was sent to all participants.
    void messageAdded(const QString &conversationSid, const QString &author, const QString &body);

private:
    void addRoutes();
    [[nodiscard]] TunnelResponse typing(const Caller &caller, const TunnelRequest &request);
    [[nodiscard]] bool isOnline(const QString &identity) const;
    [[nodiscard]] QString now() const;

    Database &m_database;
    ConversationStore &m_store;
    MessageStore m_messages;
    Installation m_installation;
    ApiJson m_jsonV1;
    ApiJson m_jsonV2;
    Clock &m_clock;
    Notify m_notify;
    IsOnline m_isConnected;
    QSet<QString> m_present; // identities, see setPresent()
    ConversationAccess m_access;
    ChangePublisher m_publisher;
    ServiceParts m_parts; // behind what it refers to
    RouteTable m_routes;
};

} // namespace parley::localservice
