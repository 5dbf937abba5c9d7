// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "simulatedservice.h"

#include "token/isotime.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace parley::test {

using namespace localservice;
using namespace Qt::StringLiterals;

namespace {

QString mediaBase() // not on the loopback, where a service elsewhere may not send a client
{
    return u"https://media.invalid"_s;
}

} // namespace

QString fileMark(const QString &filename, qint64 size)
{
    return u" [%1, %2 bytes]"_s.arg(filename).arg(size);
}

QByteArray contentFor(const QString &body)
{
    return "The file of: " + body.toUtf8();
}

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
    m_chat->conversations.setMediaBase(mediaBase());
    m_files = std::make_unique<MediaService>(m_database, m_media, m_chat->store, m_chat->validator,
                                             m_installation, m_clock);
    m_files->setBase(mediaBase());
}

std::optional<HttpResponse> SimulatedService::answer(const HttpRequest &request)
{
    std::optional<HttpResponse> response;
    if (m_files)
        m_files->handle(request, [&response](const HttpResponse &what) { response = what; });
    return response;
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
    while (rows.next()) {
        const QJsonObject message = QJsonDocument::fromJson(rows.bytes(0)).object();
        QString body = message.value("text"_L1).toString();
        const QByteArray expected = contentFor(body.section(u" ("_s, 0, 0));
        const QJsonArray files = message.value("medias"_L1).toArray();
        for (const auto value : files) {
            const QJsonObject file = value.toObject();
            const auto stored = m_media.find(file.value("sid"_L1).toString());
            const auto content = stored ? m_media.content(*stored) : nullptr;
            body += content && content->readAll() == expected
                ? fileMark(file.value("filename"_L1).toString(), file.value("size"_L1).toInteger())
                : u" [another file]"_s;
        }
        bodies.append(body);
    }
    return bodies;
}

} // namespace parley::test
