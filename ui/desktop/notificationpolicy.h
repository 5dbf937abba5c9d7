// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/media.h"
#include "platform/notifier.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace parley::ui {

/// A message that came in, as far as a notification needs it.
struct IncomingMessage
{
    QString conversation {}; ///< SID
    QString conversationName {};
    QString author {}; ///< identity
    QString authorName {};
    QString body {};
    chat::MediaList media {};
    QDateTime dateCreated {};
    bool muted = false; ///< the conversation
    bool direct = false; ///< a conversation of two
};

/// Where the user is looking, and what was chosen in the settings.
struct NotificationContext
{
    QString ownIdentity {};
    bool windowActive = false;
    QString openConversation {}; ///< SID; it is in view while the window is active
    QDateTime now {};
    bool enabled = true;
    bool showContent = true;
};

/// The latest notice of a conversation, and how many messages it stands for.
struct WaitingNotice
{
    Notice notice {};
    int count = 1;
};

class NotificationPolicy
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::NotificationPolicy)

public:
    /// Older messages come with catching up, for example after a night offline.
    static constexpr std::chrono::minutes Recent { 10 };

    /// Empty: nothing is shown.
    [[nodiscard]] static std::optional<Notice> noticeFor(const IncomingMessage &message,
                                                         const NotificationContext &context);
    /// One notice for all of \a waiting, which is not empty; it leads to the last conversation.
    [[nodiscard]] static Notice together(const std::vector<WaitingNotice> &waiting);
};

} // namespace parley::ui
