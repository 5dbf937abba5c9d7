// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "desktop/notificationpolicy.h"

#include "rows/messagerow.h"
#include "text/showntext.h"

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

    const QString text
        = ShownText::line(MessageTexts::oneLine(message.body, message.media), MaxBody);
    const QString author = ShownText::name(message.authorName, message.author);
    //: A button beside the field for an answer, in a notification.
    const QString reply = tr("Reply");
    if (message.direct)
        return Notice { message.conversation, author, text, reply };
    //: Author and words of a message.
    return Notice { message.conversation,
                    ShownText::name(message.conversationName, message.conversation),
                    tr("%1: %2").arg(author, text), reply };
}

Notice NotificationPolicy::together(const std::vector<WaitingNotice> &waiting)
{
    const WaitingNotice &last = waiting.back();
    if (waiting.size() == 1 && last.count == 1)
        return last.notice;
    int count = 0;
    for (const WaitingNotice &one : waiting)
        count += one.count;
    const QString messages = tr("%n new message(s)", nullptr, count);
    if (waiting.size() == 1) {
        //: How many messages came in, then the newest of them.
        return { last.notice.conversation, last.notice.title,
                 tr("%1. %2").arg(messages, last.notice.body), last.notice.replyLabel };
    }
    //: How many messages came in, in how many conversations.
    return { last.notice.conversation, messages,
             tr("In %n conversation(s)", nullptr, int(waiting.size())) };
}

} // namespace parley::ui
