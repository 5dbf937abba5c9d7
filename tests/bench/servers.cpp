// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servers.h"

#include "durablerows.h"
#include "localservice/localservice.h"

#include <QWebSocket>
#include <QWebSocketServer>

namespace parley::bench {

using namespace Qt::StringLiterals;

Servers::Servers(const QString &folder)
    : m_folder(folder)
{
    m_context.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_context, [this] { start(); }, Qt::BlockingQueuedConnection);
}

Servers::~Servers()
{
    QMetaObject::invokeMethod(
        &m_context, [this] { stop(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void Servers::start()
{
    if (!m_folder.isEmpty())
        m_rows = std::make_unique<DurableRows>(m_folder + "/bare.sqlite"_L1,
                                               DurableRows::Survives::Crash);
    const QString database
        = m_folder.isEmpty() ? u":memory:"_s : m_folder + "/local-service.sqlite"_L1;
    m_service = std::make_unique<localservice::LocalService>(
        localservice::Config { .databasePath = database, .demoData = false });
    m_bare = std::make_unique<QWebSocketServer>(u"bare"_s, QWebSocketServer::NonSecureMode);
    m_bare->setMaxPendingConnections(1000);
    QObject::connect(m_bare.get(), &QWebSocketServer::newConnection, &m_context,
                     [this] { accept(); });
    if (m_rows && !m_rows->isOpen())
        m_problem = u"no SQLite file can be made"_s;
    else if (!m_service->start())
        m_problem = m_service->errorString();
    else if (!m_bare->listen(QHostAddress::LocalHost))
        m_problem = m_bare->errorString();
    m_tokenUrl = m_service->tokenUrl();
    m_serviceUrl = m_service->serviceUrl();
    m_bareUrl = m_bare->serverUrl();
}

void Servers::accept()
{
    QWebSocket *const client = m_bare->nextPendingConnection();
    m_bareClients.append(client);
    QObject::connect(client, &QWebSocket::disconnected, &m_context,
                     [this, client] { m_bareClients.removeOne(client); });
    QObject::connect(client, &QWebSocket::binaryMessageReceived, &m_context,
                     [this](const QByteArray &bytes) {
                         if (m_rows)
                             m_rows->add(bytes);
                         for (QWebSocket *const each : std::as_const(m_bareClients))
                             each->sendBinaryMessage(bytes);
                     });
}

void Servers::stop()
{
    m_service.reset();
    m_bare.reset();
    m_rows.reset();
}

} // namespace parley::bench
