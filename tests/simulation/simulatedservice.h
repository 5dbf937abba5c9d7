// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/chatservice.h"
#include "localservice/media/mediaservice.h"
#include "localservice/store/database.h"
#include "localservice/store/mediastore.h"
#include "localservice/tokens/tokenissuer.h"
#include "simulatedtime.h"

#include <QStringList>

namespace parley::test {

/// What stands behind the body of a message that has a file.
[[nodiscard]] QString fileMark(const QString &filename, qint64 size);
/// The bytes of a file that a message with \a body has.
[[nodiscard]] QByteArray contentFor(const QString &body);

/// The real chat service without sockets. It can be stopped and started again on its database.
class SimulatedService final
{
public:
    /// Makes a conversation with \a members.
    SimulatedService(SimulatedTime &time, const QStringList &members);

    void start();
    /// As if the process was killed.
    void stop()
    {
        m_files.reset();
        m_chat.reset();
    }
    /// False: it is down.
    bool accept(std::unique_ptr<localservice::SessionSocket> socket);
    /// What the media half says; empty: it is down.
    [[nodiscard]] std::optional<localservice::HttpResponse>
    answer(const localservice::HttpRequest &request);
    /// Null while it is down.
    [[nodiscard]] localservice::ChatService *chat() { return m_chat.get(); }

    [[nodiscard]] QByteArray token(const QString &identity, std::chrono::seconds life) const;
    [[nodiscard]] WallTime wallNow() const { return m_clock.wallNow(); }
    [[nodiscard]] QString conversationSid() const { return m_conversationSid; }
    /// The bodies of the messages, in their order, as they stand in the database. A file stands
    /// behind its message as fileMark() writes it.
    [[nodiscard]] QStringList bodies();

private:
    SimulatedClock m_clock;
    localservice::Database m_database;
    localservice::MediaStore m_media;
    localservice::Installation m_installation;
    QString m_conversationSid;
    std::unique_ptr<localservice::ChatService> m_chat;
    std::unique_ptr<localservice::MediaService> m_files;
};

} // namespace parley::test
