// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/rolenames.h"

#include "conversations/conversationname.h"

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

QString RoleNames::whoMayAdminister(const chat::ChatClient &client, const QString &sid)
{
    constexpr qsizetype MaxNames = 3;
    const RoleNames roles = RoleNames::knownTo(client);
    QStringList admins;
    for (const chat::Participant &participant : client.participants().of(sid)) {
        if (roles.isAdmin(participant).value_or(false) && !participant.identity.isEmpty())
            admins.append(personName(client, participant.identity));
    }
    if (admins.isEmpty() || admins.size() > MaxNames)
        return tr("Only an admin of the conversation can do this.");
    admins.sort(Qt::CaseInsensitive);
    //: The blank holds one to three names.
    return tr("Only an admin of the conversation can do this: %1.").arg(admins.join(u", "));
}

} // namespace parley::ui
