// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/tokenlifecycle.h"

#include <QHash>
#include <QStringList>

#include <array>
#include <set>

namespace parley::test {

/// A TokenLifecycle with the smallest world around it: one back end that answers or does not, up to
/// two consumers, a network and a clock. Checks the invariants after each stimulus. A value, so
/// that a search can branch.
class LifecycleModel
{
public:
    /// One letter of the alphabet of histories.
    enum class Stimulus {
        Deadline, ///< time goes on to the next deadline
        SomeTime, ///< ten seconds pass, if no deadline comes before
        AwaitCredential,
        SignIn,
        SignInCached, ///< with a token of an earlier run
        SignOut,
        GoodToken, ///< the request is answered with a token of one hour
        ShortToken, ///< … of ninety seconds
        SameToken, ///< … with the token in use
        EarlyToken, ///< … with one that is valid in twenty seconds
        AnotherUsersToken,
        ServerError,
        RetryAfter, ///< status 429, 40 s
        Unauthorized,
        Forbidden,
        NotFound,
        CredentialUnchanged,
        CredentialChanged,
        AddConsumer,
        RemoveConsumer, ///< the first one
        FirstAccepts,
        FirstRefuses,
        FirstCallsExpired,
        FirstKeeps,
        FirstPostpones,
        FirstMeetsProtocolError,
        SecondAccepts,
        SecondRefuses,
        SecondKeeps,
        Push,
        Refresh, ///< the user asks
        GiveToken,
        GiveExpiredToken,
        NetworkDown,
        NetworkUp,
        Sleep, ///< two hours
        Strays, ///< answers that come twice, too late, or to nothing that was asked
        Count
    };

    /// Tokens are made once for each second and kind; a model does not own the store.
    class TokenStore
    {
    public:
        [[nodiscard]] AccessToken token(WallTime issuedAt, std::chrono::seconds life,
                                        const QString &identity, int notBeforeSeconds);

    private:
        QHash<QByteArray, AccessToken> m_tokens {};
    };

    explicit LifecycleModel(TokenStore &store);

    /// Gives \a stimulus if it can happen now; false: it cannot.
    [[nodiscard]] bool give(Stimulus stimulus);
    /// What is wrong after the last stimulus; empty: nothing.
    [[nodiscard]] const QString &problem() const { return m_problem; }
    void addTo(StateKey &key) const;
    [[nodiscard]] Now now() const { return m_now; }
    /// The moves of the state that the last stimulus made.
    [[nodiscard]] const std::vector<StateMove> &moves() const { return m_moves; }

private:
    using State = TokenTypes::State;
    struct Consumer
    {
        ConsumerId id = 0;
        std::vector<quint64> owed {}; ///< generations that were offered and not answered
        quint64 newest = 0;
    };

    bool answerFetch(Stimulus stimulus);
    bool answerOffer(std::size_t index, OfferAnswer answer, TokenRejection::Kind kind);
    bool giveStrays();
    bool give(const TokenEvent &event);
    void passTime(std::chrono::milliseconds time);
    void take(const tokeneffect::StartFetch &effect);
    void take(const tokeneffect::AbortFetch &effect);
    void take(const tokeneffect::ReloadCredential &effect);
    void take(const tokeneffect::OfferToken &effect);
    void take(const tokeneffect::WithdrawToken &effect);
    void take(const tokeneffect::AnswerCall &effect);
    void take(const tokeneffect::StateChanged &effect);
    void take(const tokeneffect::TokenAdmitted &effect);
    void take(const tokeneffect::TokenUpdated &effect);
    void take(const tokeneffect::TokenExpired &effect);
    void take(const tokeneffect::TokenAboutToExpire &effect);
    void take(const tokeneffect::WarningChanged &effect);
    template <typename Other> void take(const Other &) { }
    void fail(const QString &problem);
    void check();
    void checkWayOn(const TokenSnapshot &snapshot);
    void checkWarning(const TokenSnapshot &snapshot);
    [[nodiscard]] WallTime serverNow() const { return m_now.wall; }

    TokenStore *m_store;
    Now m_now;
    TokenLifecycle m_lifecycle;
    QString m_problem {};
    std::vector<StateMove> m_moves {};

    quint64 m_fetch = 0; // the request in flight; 0: none
    quint64 m_reload = 0;
    std::array<MonotonicTime, 12> m_starts {}; // a ring of the last ones
    std::size_t m_started = 0;
    std::vector<Consumer> m_consumers {};
    ConsumerId m_lastConsumer = 0;
    std::set<CallId> m_calls {};
    CallId m_lastCall = 0;
    State m_state = State::SignedOut;
    std::optional<TokenTypes::Warning> m_warning {};
    std::optional<AccessToken> m_lastToken {};
    quint64 m_generation = 0;
    quint64 m_updated = 0;
    quint64 m_expired = 0;
    quint64 m_aboutToExpire = 0;
};

/// Explores every history from a start, the shortest ones first.
class LifecycleSearch
{
public:
    using Stimulus = LifecycleModel::Stimulus;

    struct Result
    {
        std::size_t states = 0; ///< distinct ones
        std::size_t stimuli = 0; ///< given in all
        int depth = 0; ///< of the longest history
        std::set<StateMove> moves {};
        QString problem {}; ///< with the shortest history that leads there; empty: none was found
    };

    /// Gives the stimuli of \a start first, then searches until \a limit states were seen.
    [[nodiscard]] static Result run(const std::vector<Stimulus> &start, std::size_t limit);
    [[nodiscard]] static QString name(Stimulus stimulus);
};

} // namespace parley::test
