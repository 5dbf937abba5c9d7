// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/conversations/apicall.h"
#include "localservice/store/records.h"

#include <functional>
#include <vector>

/// Lists as the Conversations half answers them, a page at a time.
namespace parley::localservice::pages {

/// The conversations behind a SID in the order of their SIDs, \a limit at most.
using Fetch = std::function<std::vector<ConversationRecord>(const QString &after, int limit)>;

/// The page that \a call asks for of what \a fetch gives, each as \a toJson has it.
[[nodiscard]] TunnelResponse
conversations(const ApiCall &call, const Fetch &fetch,
              const std::function<QJsonObject(const ConversationRecord &)> &toJson);
/// A list called \a name, of things that this service has not.
[[nodiscard]] TunnelResponse nothing(const QString &name);

} // namespace parley::localservice::pages
