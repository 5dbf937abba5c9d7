// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenconsumer.h"
#include "twilsock/connectiontypes.h"
#include "twilsock/frame.h"

namespace parley::twilsock {

/// Where a connection stands, finer than ConnectionState.
enum class Phase {
    Idle, ///< not wanted, or without a token
    Opening, ///< TCP, TLS and WebSocket handshake
    Initialising, ///< `init` is sent, its reply awaited
    Connected,
    Updating, ///< connected, and `update` is sent, its reply awaited
    Waiting, ///< for the next attempt, by time or for the network
    Leaving, ///< our side has closed; the socket goes
    Denied, ///< left by an explicit connect, and if a token was to blame by a new one
};

[[nodiscard]] ConnectionState publicState(Phase phase);
void logMove(Phase from, Phase to);

/// What a Twilsock status asks of us, by the class of its code alone: texts and Twilio's own codes
/// come in too many variants.
enum class StatusClass {
    Success, ///< 2xx
    Refused, ///< 401, 403
    Expired, ///< 410
    Protocol, ///< 406, 417
    Throttled, ///< 429
    Other, ///< try again later
};

struct Status
{
    int code = 0;
    int errorCode = 0;
    QString text {}; ///< English, from the service, for logs; see serverText()

    [[nodiscard]] static Status of(const Frame &frame);
    [[nodiscard]] StatusClass statusClass() const;
    /// 410, and 401 with one of ExpiredErrors: this token has run out.
    [[nodiscard]] bool isTokenExpired() const;
    /// 308 with UpdateForbiddenError: the update brought a token for something else.
    [[nodiscard]] bool isUpdateForbidden() const;
    [[nodiscard]] TokenRejection rejection(TokenRejection::Kind kind) const;
    /// `429/51202: Too many requests`, with what there is of it.
    [[nodiscard]] QString describe() const;
};

/// Twilio's own codes that change what we do.
constexpr int ExpiredErrors[] = { 20104, 51119, 51207 };
constexpr int TokenNotYetValidError = 20105;
constexpr int TokenMismatchError = 51215;
constexpr int UpdateForbiddenError = 51232;

} // namespace parley::twilsock
