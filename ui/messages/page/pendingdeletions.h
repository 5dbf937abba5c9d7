// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "token/oneshot.h"

#include <QObject>

#include <set>
#include <vector>

namespace parley::chat {
class ChatClient;
}

namespace parley::ui {

/// Messages that the user has deleted. The service is told a few seconds later, so that a mistake
/// can be undone instead of a question being asked each time.
class PendingDeletions final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds Delay { 5 };

    /// \a client and \a clock must outlive this object.
    PendingDeletions(chat::ChatClient &client, Clock &clock, QObject *parent = nullptr);

    /// Begins the delay for these messages and all others of the same conversation that wait.
    void add(const QString &sid, const std::vector<qint64> &indexes);
    /// Takes back everything that waits.
    void undo();
    /// Tells the service now.
    void flush();
    /// How many can be taken back.
    [[nodiscard]] int waitingCount() const { return int(m_waiting.size()); }
    /// Nothing waits, and the service has answered each deletion.
    [[nodiscard]] bool isIdle() const { return m_waiting.empty() && m_sent.empty(); }
    /// Those of a conversation that wait, or whose deletion is on its way.
    [[nodiscard]] std::set<qint64> of(const QString &sid) const;

Q_SIGNALS:
    void changed();
    /// A whole sentence.
    void problemOccurred(const QString &text);

private:
    void remove(qint64 index);

    chat::ChatClient &m_client;
    OneShot m_delay;
    QString m_sid; ///< of those that wait
    std::set<qint64> m_waiting;
    std::set<std::pair<QString, qint64>> m_sent; ///< conversation, index
};

} // namespace parley::ui
