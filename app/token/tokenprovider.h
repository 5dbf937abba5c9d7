// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"

#include <QByteArray>
#include <QObject>

#include <functional>
#include <variant>

namespace parley {

/// What came of one attempt: a token, not yet admitted, or why there is none.
struct FetchOutcome
{
    std::variant<AccessToken, TokenError> result;
    /// The server's clock when it answered (HTTP `Date`, whole seconds), also where it refused.
    /// Empty: it did not say. Then the end of a token is judged by the local clock alone.
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
    /// deadline and calls abort()). Calls \a done exactly once, in the thread of this call and
    /// never before it has returned, unless \a context is destroyed or abort() is called first.
    /// Repeats of a request that the server may not have seen come with the same \a idempotencyKey.
    /// A TokenError says by its code what comes next; see the table of errors in README.md. Its
    /// detail is logged, so it must hold no secret.
    virtual void fetchToken(const QByteArray &idempotencyKey, QObject *context, FetchCallback done)
        = 0;
    /// Ends the attempt in flight, if any, without a callback.
    virtual void abort() = 0;
    /// Looks whether the credential has changed where it is stored (rule unauthorized) and takes
    /// the new one. Calls \a done(changed) exactly once, later. The default knows no other place:
    /// not changed.
    virtual void reloadCredential(QObject *context, std::function<void(bool changed)> done);
    /// Called once the token of the last fetch was accepted, or is admitted while no consumer is
    /// connected: a rotated credential is safe to keep now.
    virtual void confirmCredential() { }
};

} // namespace parley
