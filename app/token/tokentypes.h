// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"

#include <QObject>

namespace parley {

/// The words in which the lifecycle speaks: states, causes and warnings.
class TokenTypes
{
    Q_GADGET

public:
    /// app/token/README.md has a paragraph for each state.
    enum class State {
        SignedOut, ///< There is no sign-in.
        Loading, ///< The owner reads the saved credential; see TokenManager::awaitCredential().
        Fetching, ///< No token has been usable yet; a request is running or planned.
        Ready, ///< A token is usable.
        Refreshing, ///< A token is usable, and a request for the next one is running.
        Degraded, ///< A token is usable, but the last attempt failed or a service refused a token.
        Expired, ///< The last token has expired; a request is running or planned.
        NeedsSignIn, ///< The back end refuses the credential; only a new sign-in helps.
        Blocked, ///< A setting has to be changed; TokenManager::blockedBy() tells which.
    };
    Q_ENUM(State)

    /// What caused a request.
    enum class Trigger {
        Start, ///< a sign-in
        Deadline, ///< the planned moment, or the end of the token
        Push, ///< the service announced the end of the token
        ServerExpired, ///< the service called the token expired
        Wake, ///< the machine was asleep or its clock was set
        NetworkUp, ///< the network is back
        User, ///< TokenManager::refresh()
        ClientRejected ///< a service refused the token
    };
    Q_ENUM(Trigger)

    /// What a new token was for. Where there are several reasons, the later one of this list
    /// counts.
    enum class UpdateReason { Manual, Proactive, AboutToExpire, Server, Expired, SignIn };
    Q_ENUM(UpdateReason)

    /// Who said that the token is about to expire.
    enum class ExpirySource { Server, Clock };
    Q_ENUM(ExpirySource)

    /// Why a new sign-in is required: status 401 twice in a row or no credential, or status 403.
    enum class SignInReason { CredentialRejected, AccessRefused };
    Q_ENUM(SignInReason)

    /// The one line for the user (rule warningLine).
    enum class Warning {
        RefreshFailing, ///< attempts fail; the token works until TokenManager::expiresAt()
        NoToken, ///< no token is usable; attempts go on
        Offline, ///< the network is down
        SignInNeeded, ///< see TokenManager::signInRequired()
        Blocked, ///< see TokenManager::blockedBy()
        ShortLife, ///< the back end issues tokens that expire before they can be refreshed in time
    };
    Q_ENUM(Warning)
};

/// Everything that a user of the lifecycle may want to know at one moment.
struct TokenSnapshot
{
    TokenTypes::State state = TokenTypes::State::SignedOut;
    bool isRefreshing = false;
    int attempt = 0; ///< of the request that is running, within its refresh; 0: none is running
    int failures = 0; ///< attempts that failed and tokens that were refused, in a row
    std::optional<std::chrono::milliseconds> failingFor {}; ///< since the first of them
    std::optional<std::chrono::milliseconds> offlineFor {}; ///< empty: there may be a network
    std::optional<AccessToken> token {}; ///< the token in use; empty when none is usable
    quint64 generation = 0; ///< of the current token, else the last one that was given
    std::optional<WallTime> expiresAt {}; ///< of the current or last token, by the issuer's clock
    std::optional<TokenTypes::UpdateReason> reason {}; ///< what the current or last token was for
    std::chrono::milliseconds age {}; ///< since the current or last token was admitted
    int failedBefore = 0; ///< attempts that failed before the current or last token came
    std::chrono::milliseconds timeLeft {}; ///< zero when no token is usable
    std::optional<std::chrono::milliseconds> nextAttemptIn {}; ///< empty: none is planned
    std::chrono::milliseconds holdLeft {}; ///< see TokenManager::holdLeft()
    int requestsLeft = 0; ///< that the rule requestBudget allows now
    std::optional<TokenError> lastError {};
    std::optional<TokenError> blockedBy {};
    std::optional<TokenTypes::Warning> warning {};
    std::chrono::milliseconds serverClockOffset {}; ///< server time minus local wall time
};

} // namespace parley
