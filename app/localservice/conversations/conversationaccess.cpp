// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/conversationaccess.h"

#include "localservice/conversations/refusals.h"
#include "localservice/store/conversationstore.h"

namespace parley::localservice {

std::optional<Membership> ConversationAccess::lookUp(const QString &identity,
                                                     const QString &id) const
{
    const std::optional<ConversationRecord> conversation = m_store.conversation(id);
    if (!conversation)
        return std::nullopt;
    const Membership membership { *conversation, m_store.participant(conversation->sid, identity),
                                  conversation->createdBy == identity,
                                  m_store.isInvited(conversation->sid, identity) };
    const bool mayKnow = membership.mayEnter() || membership.mayJoin();
    return mayKnow ? std::optional(membership) : std::nullopt;
}

std::variant<Membership, TunnelResponse> ConversationAccess::enter(const QString &identity,
                                                                   const QString &id) const
{
    const std::optional<Membership> membership = lookUp(identity, id);
    if (!membership)
        return refusals::noConversation();
    if (!membership->mayEnter())
        return refusals::notAParticipant();
    return *membership;
}

std::variant<Membership, TunnelResponse> ConversationAccess::takePart(const QString &identity,
                                                                      const QString &id) const
{
    const auto entered = enter(identity, id);
    const Membership *const membership = std::get_if<Membership>(&entered);
    if (membership != nullptr && !membership->own)
        return refusals::notAParticipant();
    return entered;
}

} // namespace parley::localservice
