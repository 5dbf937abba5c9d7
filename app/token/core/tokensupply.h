// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/lifecyclefacts.h"

namespace parley {

struct FailureRule;

/// The half of the lifecycle that gets a token: when an attempt starts, what joins it, and what its
/// failure means for the next one. TokenLifecycle, the other half, uses the token that comes.
class TokenSupply : public LifecycleFacts
{
protected:
    enum class Urgency { Automatic, Explicit };

    using LifecycleFacts::LifecycleFacts;

    void on(const tokenevent::RefreshRequested &event);
    void on(const tokenevent::CredentialReloaded &event);

    void request(Trigger trigger, UpdateReason reason, Urgency urgency);
    /// The planned moment of an attempt has come, or another reason to make it now.
    void attemptDue();
    void beginAttempt();
    void attemptTimedOut();
    [[nodiscard]] Attempt takeAttempt();
    void abandonAttempt();
    void planAttempt(MonotonicTime at);
    void dropPlan();

    void attemptFailed(const TokenError &error);
    void recordFailure(const TokenError &error, int attempt, bool hasCredentialChanged,
                       const std::vector<CallId> &calls);
    void tellFailure(const TokenError &error, Trigger trigger, int attempt,
                     std::optional<Millis> wait);
    bool blockIfHopeless();

    void armMoments();

    void updateState();
    void withdrawToken();
    void finishCalls();
    void answer(CallId call, std::optional<TokenError> error);
    void answerAll(const std::vector<CallId> &calls, const std::optional<TokenError> &error);
    template <typename Effect> void give(Effect effect) { m_effects.push_back(std::move(effect)); }

    TokenEffects m_effects {}; // of the step that is being taken

private:
    RequestPacing::Verdict startOrJoin(Trigger trigger, UpdateReason reason, Urgency urgency);
    void join(Trigger trigger, UpdateReason reason);
    void startAttempt(Trigger trigger, UpdateReason reason);
    void concludeFailure(const TokenError &error, bool hasCredentialChanged);
    [[nodiscard]] std::optional<Millis> respond(const TokenError &error, const FailureRule &rule,
                                                bool hasCredentialChanged);
    void requireSignIn(TokenTypes::SignInReason reason);
    void planRefresh();
};

} // namespace parley
