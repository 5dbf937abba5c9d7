// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/demo/demotraffic.h"

#include "localservice/conversations/conversationservice.h"
#include "localservice/demo/demodata.h"
#include "localservice/store/conversationstore.h"

#include <algorithm>
#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

DemoTraffic::DemoTraffic(ConversationService &service, ConversationStore &store, Clock &clock,
                         std::function<bool(const QString &)> isOnline, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_store(store)
    , m_clock(clock)
    , m_isOnline(std::move(isOnline))
    , m_lines(demoLines())
{ }

void DemoTraffic::start(double messagesPerSecond)
{
    m_rate = std::clamp(messagesPerSecond, 0.0, MaxRate);
    if (m_rate <= 0 || m_lines.isEmpty())
        return;
    m_lastTick = m_clock.monotonicNow();
    plan();
}

void DemoTraffic::plan()
{
    m_clock.callAfter(pause(), this, [this] { tick(); });
}

std::chrono::milliseconds DemoTraffic::pause() const
{
    constexpr std::chrono::milliseconds Shortest = 20ms; // several at once rather than more ticks
    return std::max(Shortest, std::chrono::milliseconds(qint64(1000 / m_rate)));
}

void DemoTraffic::tick()
{
    const MonotonicTime now = m_clock.monotonicNow();
    // After a pause of the machine the rate goes on; what was missed is not made up for. Nor is
    // what the machine cannot do: clients get their turn in between.
    constexpr std::chrono::milliseconds Latest = 80ms;
    constexpr std::chrono::milliseconds LongestTurn = 10ms;
    const auto passed = std::min<std::chrono::milliseconds>(now - m_lastTick, pause() + Latest);
    m_lastTick = now;
    m_owed += m_rate * double(passed.count()) / 1000;
    for (; m_owed >= 1; m_owed -= 1) {
        if (m_clock.monotonicNow() - now > LongestTurn) {
            m_owed = 0;
            break;
        }
        post();
    }
    plan();
}

void DemoTraffic::post()
{
    if (m_next >= m_conversations.size()) {
        m_conversations = m_store.groupConversations(DemoAssistantAccount::identity());
        m_next = 0;
    }
    if (m_conversations.isEmpty())
        return;
    const QString sid = m_conversations.at(m_next++);
    const QString author = authorFor(sid);
    if (!author.isEmpty()) // else it was left or deleted meanwhile
        m_service.postMessage(author, sid, m_lines.at(qsizetype(m_posted) % m_lines.size()));
    ++m_posted;
}

QString DemoTraffic::authorFor(const QString &conversationSid)
{
    const QStringList all = m_store.participantIdentities(conversationSid);
    QStringList idle;
    std::copy_if(all.begin(), all.end(), std::back_inserter(idle),
                 [this](const QString &identity) { return !m_isOnline(identity); });
    const QStringList &candidates = idle.isEmpty() ? all : idle;
    return candidates.isEmpty() ? QString()
                                : candidates.at(qsizetype(m_posted / 2) % candidates.size());
}

} // namespace parley::localservice
