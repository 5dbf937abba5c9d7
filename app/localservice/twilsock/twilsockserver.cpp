// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/twilsockserver.h"

#include "localservice/logging.h"

#include <QJsonDocument>
#include <QWebSocket>

#include <algorithm>
#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

TwilsockServer::TwilsockServer(
    TokenValidator &validator, Clock &clock, std::chrono::seconds aboutToExpireLead,
    int maxConnections, std::function<TunnelResponse(const Caller &, const TunnelRequest &)> route,
    QObject *parent)
    : QObject(parent)
    , m_listener(clock, { maxConnections, (maxConnections + 1) / 2 },
                 { [this] { return readySessions(); }, [this] { return endWaiting(); } })
    , m_server(u"Parley local service"_s, QWebSocketServer::NonSecureMode)
    , m_context { validator,
                  m_continuations,
                  clock,
                  aboutToExpireLead,
                  std::move(route),
                  {},
                  [this] { Q_EMIT faultUsed(); },
                  [this](const QString &identity) {
                      qint64 sum = 0;
                      for (const ClientSession *const session : sessionsOf(identity))
                          sum += session->bytesHeld();
                      return sum;
                  },
                  [this, most = (maxConnections + 1) / 2](const QString &identity) {
                      return sessionsOf(identity).size() < most;
                  } }
{
    connect(&m_listener, &HandshakeServer::requested, &m_server,
            &QWebSocketServer::handleConnection);
    connect(&m_server, &QWebSocketServer::newConnection, this, &TwilsockServer::accept);
}

TwilsockServer::~TwilsockServer()
{
    m_listener.close();
    qDeleteAll(std::exchange(m_sessions, {}));
}

int TwilsockServer::readySessions() const
{
    return int(std::count_if(m_sessions.cbegin(), m_sessions.cend(),
                             [](const ClientSession *session) { return session->isReady(); }));
}

bool TwilsockServer::endWaiting()
{
    const auto oldest = std::find_if(m_sessions.cbegin(), m_sessions.cend(),
                                     [](const ClientSession *session) { return session->isNew(); });
    if (oldest == m_sessions.cend())
        return false;
    (*oldest)->cut();
    return true;
}

QList<ClientSession *> TwilsockServer::sessionsOf(const QString &identity) const
{
    QList<ClientSession *> own;
    std::copy_if(
        m_sessions.cbegin(), m_sessions.cend(), std::back_inserter(own),
        [&identity](const ClientSession *session) { return session->identity() == identity; });
    return own;
}

void TwilsockServer::setUp(bool up)
{
    if (!up && m_listener.isListening())
        dropConnections();
    m_listener.setUp(up);
}

void TwilsockServer::accept()
{
    while (QWebSocket *const next = m_server.nextPendingConnection()) {
        next->setParent(nullptr);
        adopt(sessionSocket(std::unique_ptr<QWebSocket>(next)));
    }
}

void TwilsockServer::adopt(std::unique_ptr<SessionSocket> socket)
{
    auto *const session = new ClientSession(std::move(socket), m_context, ++m_lastNumber, this);
    m_sessions.append(session);
    connect(session, &ClientSession::initialized, this,
            [this, session] { Q_EMIT userConnected(session->identity()); });
    connect(session, &ClientSession::ended, this, [this, session] { forget(session); });
}

void TwilsockServer::forget(ClientSession *session)
{
    if (!m_sessions.removeOne(session))
        return;
    session->deleteLater(); // we are inside its signal
    Q_EMIT sessionEnded(session, session->identity());
}

void TwilsockServer::notify(const QString &identity, const QString &messageType,
                            const QJsonObject &payload)
{
    const Subscriber::Notification notification = Subscriber::notification(
        messageType, QJsonDocument(payload).toJson(QJsonDocument::Compact));
    const QList<ClientSession *> sessions = sessionsOf(identity); // sending may end one
    for (ClientSession *const session : sessions) {
        if (session->isReady() && session->wants(messageType))
            session->sendFrame(notification.frame, notification.id);
    }
}

bool TwilsockServer::isConnected(const QString &identity) const
{
    const QList<ClientSession *> own = sessionsOf(identity);
    return std::any_of(own.cbegin(), own.cend(),
                       [](const ClientSession *session) { return session->isReady(); });
}

void TwilsockServer::expireTokensNow()
{
    const QList<ClientSession *> sessions = m_sessions;
    for (ClientSession *const session : sessions)
        session->expire();
}

void TwilsockServer::pushAboutToExpire()
{
    const QList<ClientSession *> sessions = m_sessions;
    for (ClientSession *const session : sessions)
        session->pushAboutToExpire();
}

void TwilsockServer::dropConnections()
{
    const QList<ClientSession *> sessions = m_sessions;
    for (ClientSession *const session : sessions)
        session->cut();
}

} // namespace parley::localservice
