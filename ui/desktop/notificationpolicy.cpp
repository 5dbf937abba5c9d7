// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "desktop/notificationpolicy.h"

#include "messages/messagerow.h"

namespace parley::ui {
namespace {

constexpr qsizetype MaxBody = 200;

} // namespace

std::optional<Notice> NotificationPolicy::noticeFor(const IncomingMessage &message,
                                                    const NotificationContext &context)
{
    const bool inView = context.windowActive && context.openConversation == message.conversation;
    const qint64 age = message.dateCreated.isValid() ? message.dateCreated.secsTo(context.now) : 0;
    if (!context.enabled || message.muted || inView || message.author == context.ownIdentity
        || age > std::chrono::seconds(Recent).count())
        return std::nullopt;
    if (!context.showContent)
        return Notice { message.conversation, tr("Parley"), tr("New message") };

    QString text = MessageTexts::oneLine(message.body, message.media);
    if (text.size() > MaxBody)
        text = text.left(MaxBody - 1) + u'…';
    if (message.direct)
        return Notice { message.conversation, message.authorName, text };
    //: Author and words of a message.
    return Notice { message.conversation, message.conversationName,
                    tr("%1: %2").arg(message.authorName, text) };
}

} // namespace parley::ui
