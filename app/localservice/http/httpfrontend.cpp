// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/http/httpfrontend.h"

#include "localservice/logging.h"

#include <QHostAddress>

#include <utility>

namespace parley::localservice {

HttpFrontend::HttpFrontend(HttpHandler handler, HttpGate gate, Clock &clock)
    : m_server(clock, std::move(handler), std::move(gate))
{ }

bool HttpFrontend::listen(quint16 port)
{
    if (!m_server.listen(QHostAddress::LocalHost, port))
        return false;
    m_port = m_server.serverPort();
    return true;
}

void HttpFrontend::setUp(bool up)
{
    if (m_port == 0 || up == m_server.isListening())
        return;
    if (!up) {
        m_server.close();
        m_server.cutConnections();
    } else if (!m_server.listen(QHostAddress::LocalHost, m_port)) {
        qCCritical(lcLocalService)
            << "the token end point's port is taken:" << m_server.errorString();
    }
}

} // namespace parley::localservice
