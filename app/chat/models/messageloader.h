// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace parley::chat {

class ChatMessages;

/// Reads the messages that a MessageListModel is to show, one load at a time. What events tell
/// while it runs is newer than its answers, so it is put into them.
class MessageLoader
{
public:
    enum class Kind {
        Newest, ///< the last page
        Older, ///< the page before `from`; -1: the last one
        Newer, ///< the page behind `from`
        Around, ///< half a page before `from`, and half a page from it on
        Again, ///< all from `from` to at least `to`, about which events were lost
    };
    struct Load
    {
        Kind kind = Kind::Newest;
        qint64 from = -1;
        qint64 to = -1; ///< the listener gets how far it was read
    };
    /// Called once for each load that is not replaced by another one; it has to call end().
    using Listener = std::function<void(const Load &load, const Outcome<History> &outcome)>;

    /// \a messages must outlive this object.
    MessageLoader(ChatMessages &messages, const QString &conversationSid, Listener listener);
    ~MessageLoader();

    [[nodiscard]] bool isBusy() const { return m_context != nullptr; }
    /// Takes the place of the load that is running.
    void start(const Load &load);
    void end();

    /// Reads again after the load that is running, if takeAgainDue() is asked then.
    void setAgainDue() { m_isAgainDue = true; }
    [[nodiscard]] bool takeAgainDue();

    /// What events tell of messages; of no use while nothing is loaded.
    void noteNews(const Message &message);
    void noteRemoved(qint64 index);
    /// An event has told of \a index, which is there.
    [[nodiscard]] bool hasNews(qint64 index) const;
    /// An event has told of \a index, which may be gone.
    [[nodiscard]] bool isToldOf(qint64 index) const { return m_news.contains(index); }
    /// Those that events have told of behind \a index, oldest first.
    [[nodiscard]] std::vector<Message> newsBehind(qint64 index) const;

private:
    void hand(const Outcome<History> &outcome);
    void readAround();
    void readAgain(std::vector<Message> read);
    void applyNews(std::vector<Message> &page) const;

    ChatMessages &m_messages;
    const QString m_sid;
    const Listener m_listener;
    Load m_load {};
    std::unique_ptr<QObject> m_context; // of the load that is running
    std::map<qint64, std::optional<Message>> m_news; // by index; empty: removed
    bool m_isAgainDue = false;
};

/// What an update leaves out stays (PROTOCOL.md, 'Messages list').
void keepOmitted(Message &next, const Message &old);

} // namespace parley::chat
