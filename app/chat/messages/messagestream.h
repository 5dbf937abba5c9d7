// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "chat/wire/chatcontext.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace parley::chat {

/// The messages of all open conversations: live changes, pages of the past, and what was missed.
class MessageStream final : public QObject
{
    Q_OBJECT

public:
    explicit MessageStream(ChatContext &context, QObject *parent = nullptr);
    ~MessageStream() override;

    /// \a lastIndex: of the newest message that is no news any more.
    void open(const QString &conversationSid, const sync::ObjectInfo &messages,
              std::optional<qint64> lastIndex);
    void close(const QString &conversationSid);
    void reset();

    /// The largest index seen so far; -1: none.
    [[nodiscard]] qint64 lastIndexOf(const QString &conversationSid) const;
    void history(const QString &conversationSid, int count, std::optional<qint64> before,
                 QObject *context, Callback<History> done);
    void historyAfter(const QString &conversationSid, int count, qint64 after, QObject *context,
                      Callback<History> done);
    void find(const QString &conversationSid, qint64 index, QObject *context,
              Callback<Message> done);
    /// As the service has it, with everything in its attributes.
    void findItem(const QString &conversationSid, qint64 index, QObject *context,
                  Callback<sync::Item> done);
    /// Looks for an own message by its mark, from the newest back to \a afterIndex (exclusive; -1:
    /// unknown, then back to an hour before \a created). Empty: it is not there.
    void findOwn(const QString &conversationSid, const QString &localId, qint64 afterIndex,
                 const QDateTime &created, QObject *context, Callback<std::optional<Message>> done);

Q_SIGNALS:
    void added(const QString &conversationSid, const parley::chat::Message &message);
    void updated(const QString &conversationSid, const parley::chat::Message &message);
    void removed(const QString &conversationSid, const parley::chat::Message &message);
    /// history() has read the newest messages.
    void newestRead(const QString &conversationSid, const parley::chat::History &history);
    /// A message was read, before it is told in another way.
    void authorSeen(const QString &identity);
    /// The list was read again because events were lost; added() and updated() came before.
    void missed(const QString &conversationSid);

private:
    struct List
    {
        QString conversationSid {};
        sync::ObjectInfo info {};
        qint64 lastIndex = -1;
    };
    struct Search
    {
        QString localId {};
        qint64 afterIndex = -1;
        QDateTime created {};
        int seen = 0; // messages
        Callback<std::optional<Message>> done {};
    };

    [[nodiscard]] Message read(const sync::Item &item);
    void handleChange(const sync::Change &change);
    void resync(const QString &objectSid);
    void readMissed(const sync::ObjectInfo &info, std::vector<sync::Item> missed);
    void tellMissed(const sync::ObjectInfo &info, const std::vector<sync::Item> &missed);
    void search(const sync::ObjectInfo &list, std::optional<qint64> before, Search search,
                const QPointer<QObject> &context);
    [[nodiscard]] const sync::ObjectInfo *listOf(const QString &conversationSid) const;

    ChatContext &m_context;
    QHash<QString, List> m_lists; // by the SID of the list
    QHash<QString, QString> m_listSids; // by conversation
    std::unique_ptr<QObject> m_run;
};

} // namespace parley::chat
