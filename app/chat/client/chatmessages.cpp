// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatmessages.h"

#include "chat/client/chatparts_p.h"
#include "chat/client/limits_p.h"

#include <algorithm>

namespace parley::chat {

ChatMessages::ChatMessages(ChatParts &parts)
    : d(parts)
{ }

KeptPage ChatMessages::kept(const QString &conversationSid) const
{
    return d.kept != nullptr ? d.kept->page(conversationSid) : KeptPage {};
}

std::optional<Message> ChatMessages::keptNewest(const QString &conversationSid) const
{
    return d.kept != nullptr ? d.kept->newest(conversationSid) : std::nullopt;
}

void ChatMessages::history(const QString &conversation, int count, std::optional<qint64> before,
                           QObject *context, Callback<History> done)
{
    const auto tracked = d.context.callbacks.track(context, std::move(done));
    d.whenOpen(conversation, tracked, [this, count, before, tracked](const QString &sid) {
        d.messages.history(sid, count, before, d.session.get(), tracked);
    });
}

void ChatMessages::historyAfter(const QString &conversation, int count, qint64 after,
                                QObject *context, Callback<History> done)
{
    const auto tracked = d.context.callbacks.track(context, std::move(done));
    d.whenOpen(conversation, tracked, [this, count, after, tracked](const QString &sid) {
        d.messages.historyAfter(sid, count, after, d.session.get(), tracked);
    });
}

void ChatMessages::find(const QString &conversation, qint64 index, QObject *context,
                        Callback<Message> done)
{
    const auto tracked = d.context.callbacks.track(context, std::move(done));
    d.whenOpen(conversation, tracked, [this, index, tracked](const QString &sid) {
        d.messages.find(sid, index, d.session.get(), tracked);
    });
}

void ChatMessages::edit(const QString &conversation, qint64 index, const QString &body,
                        QObject *context, Callback<Nothing> done)
{
    using enum ChatError::Code;
    if (d.isReady(context, done)
        && d.isValid(!body.isEmpty(), Invalid, "the message is empty", context, done)
        && d.isValid(fits(body), TooLong, "the message is over the service's limit", context, done))
        d.commands.editMessage(conversation, index, body,
                               d.context.callbacks.track(context, std::move(done)));
}

void ChatMessages::remove(const QString &conversation, qint64 index, QObject *context,
                          Callback<Nothing> done)
{
    if (d.isReady(context, done))
        d.commands.deleteMessage(conversation, index,
                                 d.context.callbacks.track(context, std::move(done)));
}

void ChatMessages::updateAttributes(const QString &conversation, qint64 index,
                                    const AttributeChange &change, QObject *context,
                                    Callback<Nothing> done)
{
    if (!d.isReady(context, done))
        return;
    const auto tracked = d.context.callbacks.track(context, std::move(done));
    d.whenOpen(conversation, tracked, [this, index, change, tracked](const QString &sid) {
        d.attributes.edit(sid, index, change, tracked);
    });
}

void ChatMessages::advanceLastReadMessageIndex(const QString &conversation, qint64 index,
                                               QObject *context, Callback<Nothing> done)
{
    d.horizon.advance(d.registry.sidOf(conversation), index, context, std::move(done));
}

void ChatMessages::setAllMessagesRead(const QString &conversation, QObject *context,
                                      Callback<Nothing> done)
{
    const QString sid = d.registry.sidOf(conversation);
    const Conversation *known = d.registry.find(sid);
    const qint64 last = known == nullptr
        ? -1
        : std::max(known->lastMessageIndex.value_or(-1), d.messages.lastIndexOf(sid));
    if (known != nullptr && last < 0) // nothing that could be read
        d.context.callbacks.later<Nothing>(context, std::move(done), Nothing {});
    else
        d.horizon.advance(sid, std::max<qint64>(last, 0), context, std::move(done));
}

void ChatMessages::setAllMessagesUnread(const QString &conversation, QObject *context,
                                        Callback<Nothing> done)
{
    const QString sid = d.registry.sidOf(conversation);
    if (d.isReady(context, done)
        && d.isValid(d.registry.find(sid) != nullptr, ChatError::Code::NotFound,
                     "no such conversation", context, done))
        d.horizon.clear(sid, d.context.callbacks.track(context, std::move(done)));
}

} // namespace parley::chat
