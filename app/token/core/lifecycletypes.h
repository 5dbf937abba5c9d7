// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/reachability.h"
#include "token/refreshpolicy.h"
#include "token/tokenconsumer.h"
#include "token/tokenprovider.h"
#include "token/tokentypes.h"

#include <optional>
#include <variant>
#include <vector>

namespace parley {

/// The world at the moment of an event. The core has no clock, network or random source of its own.
struct Now
{
    MonotonicTime monotonic {};
    WallTime wall {};
    /// The clock that counts sleep; empty where the system has none.
    std::optional<MonotonicTime> boot {};
    Reachability::State network = Reachability::State::Unknown;
    double random = 0.0; ///< in [0, 1), a new one for each event
};

/// A TokenConsumer, by a number that TokenManager gives.
using ConsumerId = quint64;
/// A call of refresh() or updateToken() that is owed an answer.
using CallId = quint64;

/// What can happen to the lifecycle.
namespace tokenevent {

struct CredentialAwaited
{ };
struct SignInStarted
{
    std::optional<AccessToken> cached {}; ///< of an earlier run
};
struct SignedOut
{ };
/// The user named the identity; empty: the first token decides.
struct IdentityExpected
{
    QString identity {};
};
/// updateToken(): the parsed token, or why the text is none.
struct TokenGiven
{
    std::variant<AccessToken, TokenError> token;
    CallId call = 0;
};
struct RefreshRequested
{
    CallId call = 0;
};
/// The answer to StartFetch number \a fetch.
struct FetchEnded
{
    quint64 fetch = 0;
    FetchOutcome outcome;
};
/// The answer to ReloadCredential for fetch number \a fetch.
struct CredentialReloaded
{
    quint64 fetch = 0;
    bool hasChanged = false;
};
struct ConsumerAdded
{
    ConsumerId consumer = 0;
};
struct ConsumerRemoved
{
    ConsumerId consumer = 0;
};
/// What a consumer says of a token.
struct ConsumerAnswered
{
    ConsumerId consumer = 0;
    quint64 generation = 0;
    OfferAnswer answer = OfferAnswer::Kept;
    TokenRejection rejection {}; ///< with Refused
};
/// The service announced that the token is about to expire.
struct ExpiryAnnounced
{ };
/// Now::network is another one.
struct NetworkChanged
{ };
/// Something hints that the machine was asleep.
struct ClockChecked
{ };
/// The moment of nextDeadline() has come.
struct DeadlineReached
{ };
struct PolicyChanged
{
    RefreshPolicy policy {};
};

} // namespace tokenevent

using TokenEvent = std::variant<
    tokenevent::CredentialAwaited, tokenevent::SignInStarted, tokenevent::SignedOut,
    tokenevent::IdentityExpected, tokenevent::TokenGiven, tokenevent::RefreshRequested,
    tokenevent::FetchEnded, tokenevent::CredentialReloaded, tokenevent::ConsumerAdded,
    tokenevent::ConsumerRemoved, tokenevent::ConsumerAnswered, tokenevent::ExpiryAnnounced,
    tokenevent::NetworkChanged, tokenevent::ClockChecked, tokenevent::DeadlineReached,
    tokenevent::PolicyChanged>;

/// What the lifecycle wants done or told. TokenManager carries effects out in their order.
namespace tokeneffect {

// Things to do
struct StartFetch
{
    quint64 fetch = 0;
    TokenTypes::Trigger trigger {};
    int attempt = 1;
    quint64 refresh = 0; ///< attempts with the same number send the same Idempotency-Key
};
/// Also ends a credential that is being reloaded.
struct AbortFetch
{ };
struct ReloadCredential
{
    quint64 fetch = 0;
};
struct ConfirmCredential
{ };
struct OfferToken
{
    ConsumerId consumer = 0;
    quint64 generation = 0;
    AccessToken token;
};
/// All consumers have to leave.
struct WithdrawToken
{ };
struct AnswerCall
{
    CallId call = 0;
    std::optional<TokenError> error {}; ///< empty: success
};

// Signals of TokenManager
struct StateChanged
{
    TokenTypes::State state {};
};
struct TokenAdmitted
{
    AccessToken token;
    quint64 generation = 0;
    std::chrono::milliseconds life {};
    std::chrono::milliseconds left {};
    MonotonicTime refreshAt {};
};
struct TokenUpdated
{
    AccessToken token;
    quint64 generation = 0;
    TokenTypes::UpdateReason reason {};
};
struct TokenUpdateFailed
{
    TokenError error;
    TokenTypes::Trigger trigger {};
    int attempt = 1;
    std::optional<std::chrono::milliseconds> retryIn {};
};
struct TokenUpdateRecovered
{
    int attempts = 0;
    std::chrono::milliseconds down {};
};
struct TokenAboutToExpire
{
    std::chrono::milliseconds left {};
    TokenTypes::ExpirySource source {};
};
struct TokenExpired
{
    quint64 generation = 0;
    WallTime expiresAt {};
};
struct SignInRequired
{
    TokenTypes::SignInReason reason {};
};
struct WarningChanged
{
    std::optional<TokenTypes::Warning> before {};
    std::optional<TokenTypes::Warning> warning {};
};
struct ScheduleChanged
{ };

// Notes for the trace only
struct FetchFinished
{
    quint64 fetch = 0;
    TokenTypes::Trigger trigger {};
    std::vector<TokenTypes::Trigger> joined {};
};
struct TriggerJoined
{
    TokenTypes::Trigger trigger {};
};
/// A request was wanted and did not start.
struct RequestHeldBack
{
    TokenTypes::Trigger trigger {};
    QString because {};
    std::optional<MonotonicTime> allowedAt {};
};
struct TokenAccepted
{
    ConsumerId consumer = 0;
    quint64 generation = 0;
};
struct TokenRefused
{
    ConsumerId consumer = 0;
    quint64 generation = 0;
    TokenRejection rejection {};
};
struct TokenDoubted
{
    quint64 generation = 0;
};
struct GivenTokenRefused
{
    TokenError::Code code {};
};
/// The service's 'expired' contradicts the clock that its answers showed.
struct ClockContradicted
{
    quint64 generation = 0;
};
struct ClockJumped
{
    QString cause {};
    std::chrono::milliseconds slept {};
    std::chrono::milliseconds set {};
};
struct NetworkNoted
{
    Reachability::State state {};
};
struct TokenHeld
{
    std::chrono::milliseconds wait {}; ///< until the token may be used
};
struct ShortLifeNoted
{
    std::chrono::milliseconds life {};
};

} // namespace tokeneffect

using TokenEffect = std::variant<
    tokeneffect::StartFetch, tokeneffect::AbortFetch, tokeneffect::ReloadCredential,
    tokeneffect::ConfirmCredential, tokeneffect::OfferToken, tokeneffect::WithdrawToken,
    tokeneffect::AnswerCall, tokeneffect::StateChanged, tokeneffect::TokenAdmitted,
    tokeneffect::TokenUpdated, tokeneffect::TokenUpdateFailed, tokeneffect::TokenUpdateRecovered,
    tokeneffect::TokenAboutToExpire, tokeneffect::TokenExpired, tokeneffect::SignInRequired,
    tokeneffect::WarningChanged, tokeneffect::ScheduleChanged, tokeneffect::FetchFinished,
    tokeneffect::TriggerJoined, tokeneffect::RequestHeldBack, tokeneffect::TokenAccepted,
    tokeneffect::TokenRefused, tokeneffect::TokenDoubted, tokeneffect::GivenTokenRefused,
    tokeneffect::ClockContradicted, tokeneffect::ClockJumped, tokeneffect::NetworkNoted,
    tokeneffect::TokenHeld, tokeneffect::ShortLifeNoted>;
using TokenEffects = std::vector<TokenEffect>;

} // namespace parley
