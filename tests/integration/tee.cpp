// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "tee.h"

#include <QRegularExpression>
#include <QTcpSocket>

namespace parley::test {

using namespace Qt::StringLiterals;

Tee::Tee(const QUrl &target)
    : m_target(target)
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this,
            [this] { forward(*m_server.nextPendingConnection()); });
}

QString Tee::url() const
{
    QUrl url(m_target);
    url.setPort(m_server.serverPort());
    return url.toString();
}

void Tee::forward(QTcpSocket &client)
{
    auto *service = new QTcpSocket(&client);
    connect(&client, &QTcpSocket::disconnected, &client, &QObject::deleteLater);
    connect(service, &QTcpSocket::disconnected, &client, &QTcpSocket::disconnectFromHost);
    connect(&client, &QTcpSocket::readyRead, service, [&client, service] {
        if (service->state() != QAbstractSocket::ClosingState
            && service->state() != QAbstractSocket::UnconnectedState)
            service->write(client.readAll());
    });
    connect(service, &QTcpSocket::readyRead, &client, [this, &client, service] {
        const QByteArray bytes = service->readAll();
        m_answers += bytes;
        client.write(bytes);
    });
    service->connectToHost(m_target.host(), quint16(m_target.port()));
}

QList<QByteArray> Tee::found(const QRegularExpression &pattern) const
{
    QList<QByteArray> values;
    auto matches = pattern.globalMatch(QString::fromLatin1(m_answers));
    while (matches.hasNext())
        values.append(matches.next().captured(1).toLatin1());
    return values;
}

QList<QByteArray> Tee::values(const QByteArray &name) const
{
    return found(
        QRegularExpression(u"\"%1\"\\s*:\\s*\"([^\"]*)\""_s.arg(QString::fromLatin1(name))));
}

QList<QByteArray> Tee::tokens() const
{
    return found(QRegularExpression(u"(eyJ[\\w.-]+)"_s));
}

} // namespace parley::test
