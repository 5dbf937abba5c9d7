// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/pendingdeletions.h"

#include "chat/chatclient.h"
#include "errortexts.h"

#include <utility>

namespace parley::ui {

PendingDeletions::PendingDeletions(chat::ChatClient &client, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_delay(clock)
{ }

void PendingDeletions::add(const QString &sid, const std::vector<qint64> &indexes)
{
    if (indexes.empty())
        return;
    if (sid != m_sid)
        flush();
    m_sid = sid;
    m_waiting.insert(indexes.begin(), indexes.end());
    m_delay.start(Delay, [this] { flush(); });
    Q_EMIT changed();
}

void PendingDeletions::undo()
{
    if (m_waiting.empty())
        return;
    m_delay.stop();
    m_waiting.clear();
    Q_EMIT changed();
}

void PendingDeletions::flush()
{
    if (m_waiting.empty())
        return;
    m_delay.stop();
    const std::set<qint64> indexes = std::exchange(m_waiting, {});
    for (const qint64 index : indexes)
        remove(index);
    Q_EMIT changed();
}

void PendingDeletions::remove(qint64 index)
{
    m_sent.insert({ m_sid, index });
    m_client.messages().remove(
        m_sid, index, this,
        [this, sid = m_sid, index](const chat::Outcome<chat::Nothing> &outcome) {
            m_sent.erase({ sid, index });
            Q_EMIT changed();
            if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                Q_EMIT problemOccurred(ErrorTexts::describe(*error));
        });
}

std::set<qint64> PendingDeletions::of(const QString &sid) const
{
    std::set<qint64> indexes;
    if (sid == m_sid)
        indexes = m_waiting;
    for (const auto &[conversation, index] : m_sent) {
        if (conversation == sid)
            indexes.insert(index);
    }
    return indexes;
}

} // namespace parley::ui
