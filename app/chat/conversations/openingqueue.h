// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/conversations/conversationopener.h"
#include "chat/conversations/knownconversations.h"
#include "chat/wire/chatcontext.h"

#include <deque>
#include <map>
#include <memory>

namespace parley::chat {

/// Decides in which order conversations are opened, and how many at a time.
class OpeningQueue
{
public:
    using Opened = std::function<void(const QString &, const ConversationOpener::Result &)>;
    enum class Place { First, Last };

    /// \a context, and \a known, which has each conversation that waits, must outlive this object.
    OpeningQueue(ChatContext &context, const KnownConversations &known, Opened opened);

    void add(const QString &sid, Place place);
    /// Those of \a sids that wait go before the others.
    void prefer(const QStringList &sids);
    [[nodiscard]] bool isOpening(const QString &sid) const { return m_open.contains(sid); }
    /// \a sid is not to be opened any more.
    void drop(const QString &sid);
    void reset();

private:
    void openNext();
    void openLater();

    ChatContext &m_context;
    const KnownConversations &m_known;
    const Opened m_opened;
    std::deque<QString> m_waiting;
    std::map<QString, std::unique_ptr<QObject>> m_open; // context of each that is being opened
    std::unique_ptr<QObject> m_run;
};

} // namespace parley::chat
