// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"

#include <QByteArray>
#include <QObject>

#include <functional>
#include <variant>

namespace parley {

/// What a provider answered: a token as it came, not yet admitted.
struct FetchedToken
{
    AccessToken token;
    /// The server's clock when it answered (HTTP `Date`, whole seconds); empty when it said none.
    std::optional<WallTime> serverTime {};
};

/// What came of one attempt. A refusal may tell the server's time as well.
struct FetchOutcome
{
    std::variant<FetchedToken, TokenError> result;
    std::optional<WallTime> serverTime {};

    /// Reads \a jwt; the white space around it does not matter.
    [[nodiscard]] static FetchOutcome ofJwt(const QByteArray &jwt);
};

/// The seam to the back end that issues tokens. HttpTokenProvider is the one in the box; a team
/// with another way to its tokens writes its own. The manager never has two fetches in flight.
class TokenProvider
{
public:
    using FetchCallback = std::function<void(const FetchOutcome &)>;

    virtual ~TokenProvider() = default;

    /// Makes one attempt, without retries and without a time limit of its own (the manager has the
    /// deadline and calls abort()). Calls \a done exactly once, never before this call has
    /// returned, unless \a context is destroyed or abort() is called first. \a idempotencyKey is
    /// the same for all retries of one refresh.
    virtual void fetchToken(const QByteArray &idempotencyKey, QObject *context, FetchCallback done)
        = 0;
    /// Ends the attempt in flight, if any, without a callback.
    virtual void abort() = 0;
    /// Looks whether the credential has changed where it rests (rule unauthorized) and takes the
    /// new one. Calls \a done(changed) exactly once, later. The default knows no other place: not
    /// changed.
    virtual void reloadCredential(QObject *context, std::function<void(bool changed)> done);
    /// Called once the token of the last fetch was applied: a rotated credential is safe to keep
    /// now.
    virtual void confirmCredential() { }
};

} // namespace parley
