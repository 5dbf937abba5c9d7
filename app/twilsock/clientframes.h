// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"
#include "twilsock/connectiontypes.h"
#include "twilsock/phase.h"

namespace parley::twilsock {

// The messages of the client, each with a fresh id unless it is given.
/// \a continuationToken may be empty.
[[nodiscard]] Frame initFrame(const ConnectionConfig &config, const AccessToken &token,
                              const QString &continuationToken);
[[nodiscard]] Frame updateFrame(const AccessToken &token);
[[nodiscard]] Frame closeFrame();
/// \a request as the tunnel carries it (`message`).
[[nodiscard]] Frame requestFrame(const Request &request, const QString &id);
/// What the reply to a `message` says when the tunnel has delivered. Names of headers are lower
/// case.
[[nodiscard]] Response responseFromReply(const Frame &reply);
/// What the reply says when it has not delivered: \a status tells why.
[[nodiscard]] Response undelivered(const Status &status);
/// The query as `params`: names and values stay percent-encoded, a name that repeats has an array.
[[nodiscard]] QJsonObject paramsOf(const QUrl &url);

} // namespace parley::twilsock
