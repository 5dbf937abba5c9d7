// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/conversations/apicall.h"

namespace parley::localservice {

struct Membership;
struct ParticipantRecord;

/// The answers to requests by which users get into a conversation and out of it: as participants,
/// and as invited users (Programmable Chat).
namespace participantrequests {

[[nodiscard]] TunnelResponse add(const ApiCall &call);
[[nodiscard]] TunnelResponse read(const ApiCall &call, const Membership &membership,
                                  const ParticipantRecord &participant);
[[nodiscard]] TunnelResponse update(const ApiCall &call, const Membership &membership,
                                    const ParticipantRecord &participant);
[[nodiscard]] TunnelResponse remove(const ApiCall &call, const Membership &membership,
                                    const ParticipantRecord &participant);

[[nodiscard]] TunnelResponse invite(const ApiCall &call, const Membership &membership);
[[nodiscard]] TunnelResponse endInvitation(const ApiCall &call);

} // namespace participantrequests
} // namespace parley::localservice
