// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/wire/chatcontext.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <map>
#include <memory>
#include <utility>

namespace parley::chat {

/// Who types where, and saying that the user does.
class TypingTracker final : public QObject
{
    Q_OBJECT

public:
    /// Of the notification that a user types.
    static constexpr QLatin1String MessageType { "twilio.ipmsg.typing_indicator" };

    explicit TypingTracker(ChatContext &context, QObject *parent = nullptr);
    ~TypingTracker() override;

    /// Says it to the others, at most once per interval of the service; dropped while offline.
    void send(const QString &conversationSid);
    /// A notification came: \a identity types for \a duration, unless another one prolongs it.
    void receive(const QString &conversationSid, const QString &identity,
                 std::chrono::milliseconds duration);
    /// A message of \a identity has come, or it has left.
    void end(const QString &conversationSid, const QString &identity);
    void endAll(const QString &conversationSid);
    void reset();
    [[nodiscard]] QStringList typing(const QString &conversationSid) const;

Q_SIGNALS:
    void started(const QString &conversationSid, const QString &identity);
    void ended(const QString &conversationSid, const QString &identity);

private:
    ChatContext &m_context;
    std::map<std::pair<QString, QString>, std::unique_ptr<QObject>>
        m_typing; // time-outs, by conversation and identity
    QHash<QString, MonotonicTime> m_sent; // by conversation
    std::chrono::milliseconds m_interval = std::chrono::seconds(5);
    std::unique_ptr<QObject> m_run;
};

} // namespace parley::chat
