// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/rolenames.h"

namespace parley::ui {

void RoleNames::learn(const chat::Conversation &conversation,
                      const std::vector<chat::Participant> &participants)
{
    if (conversation.createdBy.isEmpty())
        return;
    for (const chat::Participant &participant : participants) {
        if (participant.identity == conversation.createdBy && !participant.roleSid.isEmpty())
            m_adminRoles.insert(participant.roleSid);
    }
}

RoleNames RoleNames::knownTo(const chat::ChatClient &client)
{
    RoleNames roles;
    for (const chat::Conversation &conversation : client.conversations().all())
        roles.learn(conversation, client.participants().of(conversation.sid));
    return roles;
}

std::optional<bool> RoleNames::isAdmin(const chat::Participant &participant) const
{
    if (participant.roleSid.isEmpty() || m_adminRoles.isEmpty())
        return std::nullopt;
    return m_adminRoles.contains(participant.roleSid);
}

QString RoleNames::of(const chat::Participant &participant) const
{
    const std::optional<bool> admin = isAdmin(participant);
    if (!admin)
        return {};
    //: Roles in a conversation. Twilio calls them "channel admin" and "channel user".
    return *admin ? tr("Admin") : tr("Member");
}

bool RoleNames::mayAdminister(const chat::ChatClient &client, const QString &sid)
{
    const RoleNames roles = RoleNames::knownTo(client);
    for (const chat::Participant &participant : client.participants().of(sid)) {
        if (participant.identity == client.identity())
            return roles.isAdmin(participant).value_or(true);
    }
    return true;
}

} // namespace parley::ui
