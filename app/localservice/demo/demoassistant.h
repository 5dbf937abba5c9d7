// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>

#include <memory>
#include <vector>

namespace parley::localservice {

class ConversationService;
class ConversationStore;

/// The demo participant `echo`: reads what is written in its conversations, and answers in those of
/// two, elsewhere when it is addressed by name. While it does so it is online and shows typing. One
/// answer for all messages that came while it was typing; never to itself.
class DemoAssistant final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds ReadingTime = std::chrono::milliseconds(600);
    static constexpr std::chrono::milliseconds TypingTime = std::chrono::milliseconds(1600);
    /// So long it is online after the last thing that it did.
    static constexpr std::chrono::milliseconds OnlineTime = std::chrono::seconds(30);

    /// References must outlive this object.
    DemoAssistant(ConversationService &service, ConversationStore &store, Clock &clock,
                  QObject *parent = nullptr);

private:
    struct Topic
    {
        QStringList words {};
        QStringList answers {};
    };

    void messageAdded(const QString &conversationSid, const QString &author, const QString &body);
    [[nodiscard]] bool isAddressed(const QString &conversationSid, const QString &body) const;
    void read(const QString &conversationSid);
    /// Goes online, or stays so, until nothing was done for OnlineTime.
    void stay();
    void startTyping(const QString &conversationSid);
    void answer(const QString &conversationSid);
    [[nodiscard]] QString nextAnswer(const QString &conversationSid, const QString &question);

    ConversationService &m_service;
    ConversationStore &m_store;
    Clock &m_clock;
    std::vector<Topic> m_topics; // the last has no words: it takes everything else
    QSet<QString> m_unread; // conversations
    std::unique_ptr<QObject> m_leaving; // context of the moment when it goes offline
    QHash<QString, QString> m_pending; // by conversation: what is to be answered
    QHash<QString, int> m_given; // by conversation: answers so far, so that they vary
};

} // namespace parley::localservice
