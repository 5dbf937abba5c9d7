// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QObject>
#include <QStringList>

#include <functional>

namespace parley::localservice {

class ConversationService;
class ConversationStore;

/// A busy service to look at: the participants who are not connected chat in turn in all
/// conversations that have more than one person in them, at a steady rate.
class DemoTraffic final : public QObject
{
    Q_OBJECT

public:
    /// More would only measure the machine.
    static constexpr double MaxRate = 2000;

    /// References must outlive this object.
    DemoTraffic(ConversationService &service, ConversationStore &store, Clock &clock,
                std::function<bool(const QString &identity)> isOnline, QObject *parent = nullptr);

    /// Call it once. 0: none.
    void start(double messagesPerSecond);

private:
    void plan();
    [[nodiscard]] std::chrono::milliseconds pause() const;
    void tick();
    void post();
    [[nodiscard]] QString authorFor(const QString &conversationSid);

    ConversationService &m_service;
    ConversationStore &m_store;
    Clock &m_clock;
    std::function<bool(const QString &identity)> m_isOnline;
    QStringList m_lines;
    QStringList m_conversations; // sids, taken again at the end of each round
    qsizetype m_next = 0;
    quint64 m_posted = 0;
    double m_rate = 0;
    double m_owed = 0; // part of a message that the last tick could not send
    MonotonicTime m_lastTick {};
};

} // namespace parley::localservice
