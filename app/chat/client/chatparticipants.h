// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QObject>
#include <QStringList>

#include <vector>

namespace parley::chat {

class ChatParts;

/// Who takes part in a conversation, and who is typing there.
class ChatParticipants final : public QObject
{
    Q_OBJECT

public:
    /// \a parts must outlive this object. Only ChatClient creates one.
    explicit ChatParticipants(ChatParts &parts);

    /// Those known so far; complete once the conversation is open.
    [[nodiscard]] std::vector<Participant> of(const QString &conversationSid) const;
    void load(const QString &conversation, QObject *context,
              Callback<std::vector<Participant>> done);
    void add(const QString &conversation, const QString &identity, QObject *context,
             Callback<Nothing> done);
    /// \a participant is an identity or a participant's sid (MB…), which also names one who has no
    /// identity.
    void remove(const QString &conversation, const QString &participant, QObject *context,
                Callback<Nothing> done);
    void setAttributes(const QString &conversation, const QString &identity,
                       const QJsonObject &attributes, QObject *context, Callback<Nothing> done);
    /// Identities that are typing now, without the own one.
    [[nodiscard]] QStringList typing(const QString &conversationSid) const;
    /// Says that the user types; throttled to the service's interval; dropped while offline.
    void sendTyping(const QString &conversation);

Q_SIGNALS:
    void joined(const QString &conversationSid, const parley::chat::Participant &participant);
    void left(const QString &conversationSid, const parley::chat::Participant &participant);
    void updated(const QString &conversationSid, const parley::chat::Participant &participant);
    void typingStarted(const QString &conversationSid, const QString &identity);
    void typingEnded(const QString &conversationSid, const QString &identity);

private:
    ChatParts &d;
};

} // namespace parley::chat
