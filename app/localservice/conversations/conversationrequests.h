// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/conversations/apicall.h"

namespace parley::localservice {

struct Membership;

/// The answers to requests about conversations.
namespace conversationrequests {

[[nodiscard]] TunnelResponse create(const ApiCall &call);
[[nodiscard]] TunnelResponse read(const ApiCall &call);
[[nodiscard]] TunnelResponse listPublic(const ApiCall &call);
[[nodiscard]] TunnelResponse update(const ApiCall &call, const Membership &membership);
[[nodiscard]] TunnelResponse remove(const ApiCall &call, const Membership &membership);

// The same for the caller's own ones, as the user of them: how far each is read, and how the caller
// wants to be notified.
[[nodiscard]] TunnelResponse listOwn(const ApiCall &call);
[[nodiscard]] TunnelResponse readOwn(const ApiCall &call, const Membership &membership);
[[nodiscard]] TunnelResponse updateOwn(const ApiCall &call, const Membership &membership);

} // namespace conversationrequests
} // namespace parley::localservice
