// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "simulatedservice.h"

#include "token/isotime.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parley::test {

using namespace localservice;
using namespace Qt::StringLiterals;

SimulatedService::SimulatedService(SimulatedTime &time, const QStringList &members)
    : m_clock(time)
    , m_media(m_database)
{
    const bool isOpen = m_database.open(u":memory:"_s) && m_media.open(u":memory:"_s);
    Q_ASSERT(isOpen);
    m_installation = Installation::loadOrCreate(m_database);
    start();
    const QString at = isoTime(m_clock.wallNow());
    Transaction transaction(m_database);
    for (const QString &member : members)
        m_chat->store.users().ensure(member, at);
    ConversationRecord conversation;
    conversation.friendlyName = u"Room"_s;
    conversation.createdBy = members.first();
    m_chat->store.createConversation(conversation, at);
    for (const QString &member : members) {
        ParticipantRecord participant;
        participant.identity = member;
        m_chat->store.addParticipant(conversation, participant, at);
    }
    const bool isStored = transaction.commit();
    Q_ASSERT(isStored);
    m_chat->syncStore.dropEvents();
    m_conversationSid = conversation.sid;
}

void SimulatedService::start()
{
    constexpr int MaxConnections = 50;
    m_chat = std::make_unique<ChatService>(m_database, m_media, m_installation,
                                           std::chrono::seconds(180), MaxConnections, m_clock);
}

bool SimulatedService::accept(std::unique_ptr<SessionSocket> socket)
{
    if (!m_chat)
        return false;
    m_chat->server.adopt(std::move(socket));
    return true;
}

QByteArray SimulatedService::token(const QString &identity, std::chrono::seconds life) const
{
    return TokenIssuer(m_installation).issue(identity, life, m_clock.wallNow());
}

QStringList SimulatedService::bodies()
{
    QStringList bodies;
    Statement rows(
        m_database,
        u"SELECT sync_items.data FROM sync_items JOIN sync_objects ON sync_objects.id = object"
        " WHERE name = ? AND sync_items.data IS NOT NULL ORDER BY key"_s,
        { m_conversationSid + u".messages"_s });
    while (rows.next())
        bodies.append(QJsonDocument::fromJson(rows.bytes(0)).object().value("text"_L1).toString());
    return bodies;
}

} // namespace parley::test
