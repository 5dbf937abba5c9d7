// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/refusals.h"

namespace parley::localservice::refusals {

using namespace Qt::StringLiterals;

TunnelResponse noConversation()
{
    return TunnelResponse::error(404, 50350, u"Conversation not found"_s);
}

TunnelResponse noParticipant()
{
    return TunnelResponse::error(404, 50432, u"Participant not found"_s);
}

TunnelResponse noMessage()
{
    return TunnelResponse::error(404, 50500, u"Message not found"_s);
}

TunnelResponse noUser()
{
    return TunnelResponse::error(404, 50200, u"User not found"_s);
}

TunnelResponse notAParticipant()
{
    return TunnelResponse::error(403, 50430, u"Not a participant of the conversation"_s);
}

TunnelResponse tooMany()
{
    return TunnelResponse::error(400, 50417, u"Too many participants or conversations"_s);
}

TunnelResponse notPermitted()
{
    return TunnelResponse::error(403, 50107, u"Your role does not permit this"_s);
}

} // namespace parley::localservice::refusals
