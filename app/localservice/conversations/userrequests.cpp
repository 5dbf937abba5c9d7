// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/userrequests.h"

#include "localservice/conversations/changepublisher.h"
#include "localservice/conversations/conversationaccess.h"
#include "localservice/conversations/limits.h"
#include "localservice/conversations/pages.h"
#include "localservice/conversations/refusals.h"
#include "localservice/store/conversationstore.h"
#include "localservice/store/database.h"

namespace parley::localservice::userrequests {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toJson(const ApiCall &call, const UserRecord &user)
{
    return call.json.user(user, call.parts.isOnline(user.identity));
}

} // namespace

TunnelResponse configuration(const ApiCall &call)
{
    const std::optional<UserRecord> user = call.parts.store.users().find(call.caller.identity);
    return user ? TunnelResponse::ok(call.json.configuration(*user)) : refusals::noUser();
}

TunnelResponse read(const ApiCall &call)
{
    const std::optional<UserRecord> user = call.parts.store.users().find(call.names.first());
    return user ? TunnelResponse::ok(toJson(call, *user)) : refusals::noUser();
}

TunnelResponse update(const ApiCall &call)
{
    std::optional<UserRecord> user = call.parts.store.users().find(call.names.first());
    if (!user)
        return refusals::noUser();
    if (user->identity != call.caller.identity)
        return refusals::notPermitted();
    if (const auto refusal = limits::readFriendlyName(call.body, user->friendlyName))
        return *refusal;
    if (const auto refusal
        = limits::readAttributes(call.body, limits::AttributesBytes, user->attributes))
        return *refusal;
    user->updated = call.at;
    Transaction transaction(call.parts.database);
    call.parts.store.users().save(*user);
    return call.parts.publisher.finish(transaction, call, TunnelResponse::ok(toJson(call, *user)),
                                       call.json.userUrl(user->identity));
}

TunnelResponse list(const ApiCall &call)
{
    const auto entered
        = call.parts.access.enter(call.caller.identity, call.request.param("ConversationSid"_L1));
    if (const TunnelResponse *const refusal = std::get_if<TunnelResponse>(&entered))
        return *refusal;
    const QString conversation = std::get<Membership>(entered).conversation.sid;
    return pages::page(
        call, u"users"_s, "US"_L1,
        [&call, &conversation](const QString &after, int limit) {
            return call.parts.store.users().inConversation(conversation, after, limit);
        },
        [&call](const UserRecord &user) { return toJson(call, user); });
}

} // namespace parley::localservice::userrequests
