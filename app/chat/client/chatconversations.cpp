// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatconversations.h"

#include "chat/client/chatparts_p.h"
#include "chat/client/limits_p.h"

#include <algorithm>
#include <iterator>

namespace parley::chat {

ChatConversations::ChatConversations(ChatParts &parts)
    : d(parts)
{ }

std::optional<Conversation> ChatConversations::find(const QString &id) const
{
    const QString sid = d.registry.sidOf(id);
    const Conversation *kept = d.registry.findKept(sid);
    const Conversation *known = kept != nullptr ? kept : d.registry.find(sid);
    return known != nullptr ? std::optional(*known) : std::nullopt;
}

std::vector<Conversation> ChatConversations::all() const
{
    std::vector<Conversation> all = d.registry.values();
    std::ranges::move(d.registry.kept(), std::back_inserter(all));
    return all;
}

QDateTime ChatConversations::keptSince() const
{
    return d.kept != nullptr && !d.registry.kept().empty() ? d.kept->asOf() : QDateTime();
}

bool ChatConversations::areLoaded() const
{
    return d.registry.isLoaded();
}

void ChatConversations::setVisible(const QStringList &conversationSids)
{
    d.registry.prefer(conversationSids);
}

void ChatConversations::create(const NewConversation &wanted, QObject *context,
                               Callback<Conversation> done)
{
    using enum ChatError::Code;
    if (d.isReady(context, done)
        && d.isValid(isName(wanted.friendlyName) && isName(wanted.uniqueName), Invalid,
                     "the name is too long", context, done)
        && d.isValid(fits(wanted.attributes, MaxConversationAttributesBytes), TooLong,
                     "the attributes are over the limit", context, done))
        d.commands.create(wanted, d.context.callbacks.track(context, std::move(done)));
}

void ChatConversations::openDirect(const QString &identity, QObject *context,
                                   Callback<Conversation> done)
{
    if (!d.isReady(context, done))
        return;
    const bool isOtherUser = !identity.isEmpty() && identity != d.context.identity();
    if (d.isValid(isOtherUser && isName(identity), ChatError::Code::Invalid,
                  "not the identity of another user", context, done))
        d.direct.open(identity, d.context.callbacks.track(context, std::move(done)));
}

void ChatConversations::update(const QString &conversation, const ConversationChange &change,
                               QObject *context, Callback<Nothing> done)
{
    using enum ChatError::Code;
    const bool areNames = isName(change.friendlyName.value_or(QString()))
        && isName(change.uniqueName.value_or(QString()));
    if (d.isReady(context, done)
        && d.isValid(areNames, Invalid, "the name is too long", context, done)
        && d.isValid(
            fits(change.attributes.value_or(QJsonObject()), MaxConversationAttributesBytes),
            TooLong, "the attributes are over the limit", context, done))
        d.commands.update(conversation, change,
                          d.context.callbacks.track(context, std::move(done)));
}

void ChatConversations::setMuted(const QString &conversation, bool muted, QObject *context,
                                 Callback<Nothing> done)
{
    if (d.isReady(context, done))
        d.commands.setMuted(conversation, muted,
                            d.context.callbacks.track(context, std::move(done)));
}

void ChatConversations::join(const QString &conversation, QObject *context,
                             Callback<Conversation> done)
{
    if (d.isReady(context, done))
        d.commands.join(conversation, d.context.callbacks.track(context, std::move(done)));
}

void ChatConversations::leave(const QString &conversation, QObject *context, Callback<Nothing> done)
{
    if (d.isReady(context, done))
        d.commands.leave(conversation, d.context.callbacks.track(context, std::move(done)));
}

void ChatConversations::remove(const QString &conversation, QObject *context,
                               Callback<Nothing> done)
{
    if (d.isReady(context, done))
        d.commands.deleteConversation(conversation,
                                      d.context.callbacks.track(context, std::move(done)));
}

} // namespace parley::chat
