// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/conversations/apicall.h"

namespace parley::localservice {

struct Membership;
struct MessageRecord;

/// The answers to requests about messages, of callers who take part in the conversation.
namespace messagerequests {

[[nodiscard]] TunnelResponse create(const ApiCall &call, const Membership &membership);
[[nodiscard]] TunnelResponse read(const ApiCall &call, const Membership &membership,
                                  const MessageRecord &message);
[[nodiscard]] TunnelResponse update(const ApiCall &call, const Membership &membership,
                                    const MessageRecord &message);
[[nodiscard]] TunnelResponse remove(const ApiCall &call, const Membership &membership,
                                    const MessageRecord &message);

} // namespace messagerequests
} // namespace parley::localservice
