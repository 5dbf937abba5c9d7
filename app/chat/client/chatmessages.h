// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QObject>

namespace parley::chat {

class ChatParts;
struct KeptPage;

/// The messages that the service has, and how far the user has read them. ChatOutbox sends new
/// ones.
class ChatMessages final : public QObject
{
    Q_OBJECT

public:
    /// \a parts must outlive this object. Only ChatClient creates one.
    explicit ChatMessages(ChatParts &parts);

    /// What was kept of the conversation by an earlier run, or by this one; see
    /// ChatClient::showKept().
    [[nodiscard]] KeptPage kept(const QString &conversationSid) const;
    [[nodiscard]] std::optional<Message> keptNewest(const QString &conversationSid) const;
    /// The newest \a count messages before index \a before (exclusive; empty: from the end).
    void history(const QString &conversation, int count, std::optional<qint64> before,
                 QObject *context, Callback<History> done);
    /// The oldest \a count messages behind index \a after (exclusive; -1: from the start).
    void historyAfter(const QString &conversation, int count, qint64 after, QObject *context,
                      Callback<History> done);
    void find(const QString &conversation, qint64 index, QObject *context, Callback<Message> done);
    void edit(const QString &conversation, qint64 index, const QString &body, QObject *context,
              Callback<Nothing> done);
    void remove(const QString &conversation, qint64 index, QObject *context,
                Callback<Nothing> done);
    /// Changes a message's attributes without overwriting what others put there: reads them anew,
    /// applies \a change (perhaps several times: when another client changed them meanwhile) and
    /// writes the result. messageattributes.h has the changes that Parley makes, as
    /// reactionChange().
    void updateAttributes(const QString &conversation, qint64 index, const AttributeChange &change,
                          QObject *context, Callback<Nothing> done);
    /// Moves the own read horizon forward to \a index (never back).
    void advanceLastReadMessageIndex(const QString &conversation, qint64 index, QObject *context,
                                     Callback<Nothing> done);
    void setAllMessagesRead(const QString &conversation, QObject *context, Callback<Nothing> done);
    /// Takes the horizon away: nothing counts as read, the unread count is unknown.
    void setAllMessagesUnread(const QString &conversation, QObject *context,
                              Callback<Nothing> done);

Q_SIGNALS:
    /// history() has read the newest messages, for whichever caller.
    void newestRead(const QString &conversationSid, const parley::chat::History &history);
    void added(const QString &conversationSid, const parley::chat::Message &message);
    void updated(const QString &conversationSid, const parley::chat::Message &message);
    void removed(const QString &conversationSid, const parley::chat::Message &message);
    /// Changes of a conversation's messages were lost for good (the service has forgotten them).
    /// New messages have been told. A model that shows older ones should read them again.
    void missed(const QString &conversationSid);

private:
    ChatParts &d;
};

} // namespace parley::chat
