// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/twilsock/clientsession.h"
#include "localservice/twilsock/continuationtokens.h"
#include "localservice/twilsock/handshakeserver.h"

#include <QObject>
#include <QWebSocketServer>

namespace parley::localservice {

/// Listens for Twilsock clients at ws://127.0.0.1:…/v3/wsconnect and keeps their sessions.
class TwilsockServer final : public QObject
{
    Q_OBJECT

public:
    /// References must outlive this object. Of \a maxConnections a half may be waiting for their
    /// token to be shown, and as many may be those of one user.
    TwilsockServer(TokenValidator &validator, Clock &clock, std::chrono::seconds aboutToExpireLead,
                   int maxConnections,
                   std::function<TunnelResponse(const Caller &, const TunnelRequest &)> route,
                   QObject *parent = nullptr);
    ~TwilsockServer() override;

    [[nodiscard]] bool listen(quint16 port) { return m_listener.listenOn(port); }
    [[nodiscard]] quint16 port() const { return m_listener.port(); }
    [[nodiscard]] QString errorString() const { return m_listener.errorString(); }
    /// Serves a client that came by another way than the port.
    void adopt(std::unique_ptr<SessionSocket> socket);

    /// To every session of \a identity that registered \a messageType.
    void notify(const QString &identity, const QString &messageType, const QJsonObject &payload);
    [[nodiscard]] bool isConnected(const QString &identity) const;

    void expireTokensNow();
    void pushAboutToExpire();
    void dropConnections();
    void setFaults(const ServiceFaults &faults) { m_context.faults = faults; }
    [[nodiscard]] ServiceFaults faults() const { return m_context.faults; }
    /// Stops listening and cuts what is open, or listens again on the same port.
    void setUp(bool up);

Q_SIGNALS:
    /// A fault was used up.
    void faultUsed();
    void userConnected(const QString &identity);
    /// \a subscriber is only a name here: it gets nothing any more.
    void sessionEnded(parley::localservice::Subscriber *subscriber, const QString &identity);

private:
    void accept();
    [[nodiscard]] int readySessions() const;
    /// Cuts the client that has waited the longest without a token. False: there is none.
    [[nodiscard]] bool endWaiting();
    [[nodiscard]] QList<ClientSession *> sessionsOf(const QString &identity) const;
    void forget(ClientSession *session);

    HandshakeServer m_listener;
    QWebSocketServer m_server; // only for the handshakes
    ContinuationTokens m_continuations;
    SessionContext m_context;
    QList<ClientSession *> m_sessions; // children
    int m_lastNumber = 0;
};

} // namespace parley::localservice
