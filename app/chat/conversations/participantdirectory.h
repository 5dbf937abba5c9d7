// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/wire/chatcontext.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace parley::chat {

/// Who takes part in each open conversation. The participants are read at the first request;
/// changes are told from the start.
class ParticipantDirectory final : public QObject
{
    Q_OBJECT

public:
    explicit ParticipantDirectory(ChatContext &context, QObject *parent = nullptr);
    ~ParticipantDirectory() override;

    void open(const QString &conversationSid, const sync::ObjectInfo &roster);
    void close(const QString &conversationSid);
    void reset();

    [[nodiscard]] std::vector<Participant> values(const QString &conversationSid) const;
    /// Whether nothing is known of a participant besides \a identities.
    [[nodiscard]] bool hasOnly(const QString &conversationSid, const QStringList &identities) const;
    /// Reads all items unless that has been done.
    void load(const QString &conversationSid, QObject *context,
              Callback<std::vector<Participant>> done);
    /// Reads it in the background, a few at a time.
    void prefetch(const QString &conversationSid);

Q_SIGNALS:
    /// A participant was seen, by a page or an event.
    void known(const parley::chat::Participant &participant);
    void joined(const QString &conversationSid, const parley::chat::Participant &participant);
    void left(const QString &conversationSid, const parley::chat::Participant &participant);
    void updated(const QString &conversationSid, const parley::chat::Participant &participant);

private:
    struct Known
    {
        Participant value {};
        qint64 eventId = -1;
        bool isGone = false; // a late page must not revive it
    };
    struct Roster
    {
        sync::ObjectInfo info {};
        std::map<QString, Known> participants {}; // by SID
        bool isComplete = false;
        std::vector<std::pair<QPointer<QObject>, Callback<std::vector<Participant>>>> waiters {};
        std::unique_ptr<QObject> reading {};
    };
    enum class Telling { Silent, Live };
    struct News
    {
        Participant participant {};
        std::optional<sync::Change::Kind> kind {}; ///< empty: not told, part of the first reading
    };

    void prefetchNext();
    void read(const QString &conversationSid);
    void readDone(const QString &conversationSid,
                  const std::variant<std::vector<sync::Item>, sync::SyncError> &result,
                  Telling telling);
    std::vector<News> applyPage(Roster &roster, const std::vector<sync::Item> &items, bool isTold);
    void tell(const QString &conversationSid, const News &news);
    void handleChange(const sync::Change &change);
    void resync(const QString &objectSid);

    ChatContext &m_context;
    std::map<QString, Roster> m_rosters; // by conversation
    QHash<QString, QString> m_conversations; // by the SID of the map
    std::deque<QString> m_prefetch;
    int m_prefetching = 0;
};

} // namespace parley::chat
