// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "twilsock/connection.h"

namespace parley::twilsock {

/// \a request as the tunnel carries it (`message`).
[[nodiscard]] Frame requestFrame(const Request &request, const QString &id);
/// What the reply to a `message` says when the tunnel has delivered. Names of headers are lower
/// case.
[[nodiscard]] Response responseFromReply(const Frame &reply);
/// The query as `params`: names and values stay percent-encoded, a name that repeats has an array.
[[nodiscard]] QJsonObject paramsOf(const QUrl &url);

} // namespace parley::twilsock
