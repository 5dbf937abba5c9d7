// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "desktop/notificationpolicy.h"
#include "token/oneshot.h"

#include <QObject>

#include <vector>

namespace parley::ui {

/// Keeps a busy service from a notification for each message. The first one is shown at once; what
/// comes in the pause after it is shown together at its end. The pause grows while there is more.
class NotificationPacer final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds ShortestPause { 5 };
    static constexpr std::chrono::seconds LongestPause { 60 };

    /// \a clock must outlive this object.
    explicit NotificationPacer(Clock &clock, QObject *parent = nullptr);

    void add(const Notice &notice);
    /// The conversation has been looked at: nothing of it is shown later.
    void withdraw(const QString &conversation);
    void withdrawAll() { m_waiting.clear(); }

Q_SIGNALS:
    void noticeReady(const parley::Notice &notice);

private:
    void pause();
    void endPause();

    OneShot m_pause;
    std::chrono::seconds m_length = ShortestPause;
    std::vector<WaitingNotice> m_waiting; ///< the latest conversation last
};

} // namespace parley::ui
