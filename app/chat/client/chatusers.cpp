// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatusers.h"

#include "chat/client/chatparts_p.h"
#include "chat/client/limits_p.h"
#include "chat/wire/chatparsing.h"

namespace parley::chat {

using namespace Qt::StringLiterals;

ChatUsers::ChatUsers(ChatParts &parts)
    : d(parts)
{ }

QString ChatUsers::friendlyNameOf(const QString &identity) const
{
    return d.users.friendlyNameOf(identity);
}

bool ChatUsers::isNameShared(const QString &identity) const
{
    return d.users.isNameShared(identity);
}

User ChatUsers::user(const QString &identity) const
{
    return d.users.user(identity);
}

void ChatUsers::subscribe(const QString &identity)
{
    d.users.subscribe(identity);
}

void ChatUsers::release(const QString &identity)
{
    d.users.release(identity);
}

void ChatUsers::setOwnFriendlyName(const QString &name, QObject *context, Callback<Nothing> done)
{
    if (!d.isReady(context, done)
        || !d.isValid(isName(name), ChatError::Code::Invalid, "the name is too long", context,
                      done))
        return;
    const auto tracked = d.context.callbacks.track(context, std::move(done));
    d.commands.updateOwnUser(
        u"friendly_name"_s, name, [this, name, tracked](const Outcome<Nothing> &outcome) {
            if (std::holds_alternative<Nothing>(outcome))
                d.users.setOwn([&name](User &user) { user.friendlyName = name; });
            tracked(outcome);
        });
}

void ChatUsers::setOwnAttributes(const QJsonObject &attributes, QObject *context,
                                 Callback<Nothing> done)
{
    if (!d.isReady(context, done)
        || !d.isValid(fits(attributes, MaxAttributesBytes), ChatError::Code::TooLong,
                      "the attributes are over the limit", context, done))
        return;
    const auto tracked = d.context.callbacks.track(context, std::move(done));
    d.commands.updateOwnUser(
        u"attributes"_s, jsonText(attributes),
        [this, attributes, tracked](const Outcome<Nothing> &outcome) {
            if (std::holds_alternative<Nothing>(outcome))
                d.users.setOwn([&attributes](User &user) { user.attributes = attributes; });
            tracked(outcome);
        });
}

} // namespace parley::chat
