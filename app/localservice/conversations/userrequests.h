// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/conversations/apicall.h"

/// The answers to requests about users.
namespace parley::localservice::userrequests {

/// Where the caller finds everything, and the service's limits.
[[nodiscard]] TunnelResponse configuration(const ApiCall &call);
[[nodiscard]] TunnelResponse read(const ApiCall &call);
[[nodiscard]] TunnelResponse update(const ApiCall &call);
/// Those who take part in a conversation.
[[nodiscard]] TunnelResponse list(const ApiCall &call);

} // namespace parley::localservice::userrequests
