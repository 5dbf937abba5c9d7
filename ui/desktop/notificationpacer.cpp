// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "desktop/notificationpacer.h"

#include <algorithm>
#include <utility>

namespace parley::ui {

NotificationPacer::NotificationPacer(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_pause(clock)
{ }

void NotificationPacer::add(const Notice &notice)
{
    if (!m_pause.isActive()) {
        pause();
        Q_EMIT noticeReady(notice);
        return;
    }
    int count = 1;
    std::erase_if(m_waiting, [&](const WaitingNotice &waiting) {
        if (waiting.notice.conversation != notice.conversation)
            return false;
        count += waiting.count;
        return true;
    });
    m_waiting.push_back({ notice, count });
}

void NotificationPacer::withdraw(const QString &conversation)
{
    std::erase_if(m_waiting, [&conversation](const WaitingNotice &waiting) {
        return waiting.notice.conversation == conversation;
    });
}

void NotificationPacer::pause()
{
    m_pause.start(m_length, [this] { endPause(); });
}

void NotificationPacer::endPause()
{
    if (m_waiting.empty()) {
        m_length = ShortestPause;
        return;
    }
    m_length = std::min(2 * m_length, LongestPause);
    pause();
    const std::vector<WaitingNotice> waiting = std::exchange(m_waiting, {});
    Q_EMIT noticeReady(NotificationPolicy::together(waiting));
}

} // namespace parley::ui
