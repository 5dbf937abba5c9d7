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

QString RoleNames::of(const chat::Participant &participant) const
{
    if (participant.roleSid.isEmpty() || m_adminRoles.isEmpty())
        return {};
    //: Roles in a conversation, as Twilio calls them.
    return m_adminRoles.contains(participant.roleSid) ? tr("Channel admin") : tr("Member");
}

} // namespace parley::ui
