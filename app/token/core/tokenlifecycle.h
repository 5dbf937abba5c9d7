// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/tokensupply.h"

namespace parley {

/// Decides what happens to one access token: when to fetch the next one, whether to use it, to whom
/// it is offered, how failures go on, and what the user is told. A plain value without clock,
/// network, timer or signal: an event and the present moment go in, effects come out. It can be
/// copied, so that a test explores every history. TokenManager carries the effects out.
class TokenLifecycle final : public TokenSupply
{
public:
    TokenLifecycle(const RefreshPolicy &policy, const Now &now,
                   const TokenRequirements &requirements = {});

    /// Takes one event. The effects have to be carried out in their order.
    [[nodiscard]] TokenEffects handle(const TokenEvent &event, const Now &now);

private:
    // Events
    using TokenSupply::on;
    void on(const tokenevent::CredentialAwaited &);
    void on(const tokenevent::SignInStarted &event);
    void on(const tokenevent::SignedOut &);
    void on(const tokenevent::IdentityExpected &event);
    void on(const tokenevent::TokenGiven &event);
    void on(const tokenevent::FetchEnded &event);
    void on(const tokenevent::ConsumerAdded &event);
    void on(const tokenevent::ConsumerRemoved &event);
    void on(const tokenevent::ConsumerAnswered &event);
    void on(const tokenevent::ExpiryAnnounced &);
    void on(const tokenevent::NetworkChanged &);
    void on(const tokenevent::ClockChecked &) { checkClocks(); }
    void on(const tokenevent::DeadlineReached &);
    void on(const tokenevent::PolicyChanged &event);
    void reached(Deadline deadline);

    // Sign-in and sign-out
    void beginSignIn();
    void forgetTroubles();

    // Answers and admission
    void observeAnswer(const FetchOutcome &outcome);
    void consider(Candidate candidate);
    void turnDown(const Candidate &candidate, const TokenError &error);
    [[nodiscard]] TokenAdmission::Verdict judge(const AccessToken &token,
                                                TokenAdmission::Origin origin);
    quint64 admit(const AccessToken &token, UpdateReason reason, TokenAdmission::Origin origin);
    void keepForLater(Candidate candidate, WallTime until);
    void considerEarlyToken();

    // The moments of a token
    void aboutToExpire(TokenTypes::ExpirySource source);
    void expiryDue();
    void expiryReached(AdmittedToken &admitted);
    void tellExpired(AdmittedToken &admitted);
    void checkClocks();
    void audit(const ClockJump &jump);

    // Consumers
    bool offerToken();
    void offerTo(ConsumerRecord &consumer, const AdmittedToken &admitted);
    void updatedWithoutService(AdmittedToken &admitted);
    void tellUsed(AdmittedToken &admitted);
    void tellUpdated(AdmittedToken &admitted);
    void unblockAfterService();
    void answersDropped();
    void accepted(ConsumerRecord &consumer, quint64 generation);
    void refused(ConsumerRecord &consumer, quint64 generation, const TokenRejection &rejection);
    void refusedAsExpired(ConsumerRecord &consumer, AdmittedToken &admitted,
                          const TokenError &error);
    void refusedForGood(ConsumerRecord &consumer, AdmittedToken &admitted, const TokenError &error);
    void countRefusal(ConsumerRecord &consumer, const AdmittedToken &admitted);
    void afterRefusal(ConsumerRecord &consumer, AdmittedToken &admitted, const TokenError &error,
                      Trigger trigger);
    void dropIfRefusedByAll(AdmittedToken &admitted);
    void doubted(quint64 generation);

    // Calls
    void givenSameToken(const AdmittedToken &admitted, CallId call);
    void givenExpiredToken();

    void settle();

    quint64 m_toOffer = 0; // generation; offered once the step is complete
};

} // namespace parley
