// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"
#include "token/clock.h"
#include "token/reachability.h"
#include "token/refreshpolicy.h"
#include "token/tokenconsumer.h"
#include "token/tokenprovider.h"

#include <QJsonObject>
#include <QObject>

#include <memory>
#include <optional>

namespace parley {

/// Keeps one access token usable for everybody who shares it: fetches it, replaces it before it
/// runs out, and says so when that fails. Knows neither chat nor UI nor keychain. One thread.
class TokenManager final : public QObject
{
    Q_OBJECT
    Q_PROPERTY(parley::TokenManager::State state READ state NOTIFY stateChanged)

public:
    enum class State {
        SignedOut, ///< nothing to keep
        Loading, ///< the owner reads the credential; see awaitCredential()
        Fetching, ///< no usable token, request running or scheduled
        Ready, ///< usable token
        Refreshing, ///< usable token, request running
        Degraded, ///< usable token, last attempt failed
        Expired, ///< had a token, none usable now
        NeedsSignIn, ///< credential refused; signInRequired says why
        Blocked, ///< someone must change a setting; blockedBy() says which
    };
    Q_ENUM(State)

    /// What started a request; see the lifecycle's triggers.
    enum class Trigger {
        Start,
        Deadline,
        Push,
        ServerExpired,
        Wake,
        NetworkUp,
        User,
        ClientRejected
    };
    Q_ENUM(Trigger)

    /// What a new token was for, as users and programs see it.
    enum class UpdateReason { SignIn, Proactive, AboutToExpire, Expired, Server, Manual };
    Q_ENUM(UpdateReason)

    enum class ExpirySource { Server, Clock };
    Q_ENUM(ExpirySource)

    enum class SignInReason { CredentialRejected, AccessRefused };
    Q_ENUM(SignInReason)

    /// The line of the status bar (rule R15); at most one is shown.
    enum class Warning {
        RefreshFailing, ///< the token still works until expiresAt()
        NoToken, ///< no usable token, retrying
        Offline, ///< the network is down
        SignInNeeded, ///< see signInRequired
        Blocked, ///< see blockedBy()
        ShortLife, ///< the back end issues tokens that live too short
    };
    Q_ENUM(Warning)

    /// \a provider, \a clock and \a reachability must outlive this object.
    TokenManager(TokenProvider &provider, Clock &clock, Reachability &reachability,
                 RefreshPolicy policy = {}, RandomSource random = systemRandom(),
                 QObject *parent = nullptr);
    ~TokenManager() override;

    [[nodiscard]] State state() const;
    [[nodiscard]] bool isRefreshing() const;
    /// The token in use: the newest that was admitted, and after a refusal the last accepted one.
    /// Empty when none is usable.
    [[nodiscard]] std::optional<AccessToken> token() const;
    [[nodiscard]] quint64 generation() const;
    /// Of the current or last token, by the issuer's clock.
    [[nodiscard]] std::optional<WallTime> expiresAt() const;
    /// Life left by the estimated server clock; zero when no token is usable.
    [[nodiscard]] std::chrono::milliseconds timeLeft() const;
    /// When the next automatic attempt comes; empty: none is planned.
    [[nodiscard]] std::optional<std::chrono::milliseconds> nextAttemptIn() const;
    /// Why retryNow() would not ask now (Retry-After or budget): how long yet; zero: it would.
    [[nodiscard]] std::chrono::milliseconds holdLeft() const;
    [[nodiscard]] std::optional<TokenError> lastError() const;
    [[nodiscard]] std::optional<TokenError> blockedBy() const;
    [[nodiscard]] std::optional<Warning> warning() const;
    /// Server time minus local wall time, as far as known.
    [[nodiscard]] std::chrono::milliseconds serverClockOffset() const;
    [[nodiscard]] const RefreshPolicy &policy() const;
    /// Takes effect at once; deadlines are armed again.
    void setPolicy(const RefreshPolicy &policy);

    /// Only tokens of this user are admitted (R13); empty: the first token's identity is pinned.
    void setExpectedIdentity(const QString &identity);

    /// \a consumer gets the current token (if any) at once and all later ones. It may be destroyed
    /// at any time. A consumer is added once.
    void addConsumer(TokenConsumer *consumer);
    void removeConsumer(TokenConsumer *consumer);

    /// The outcome of one request that somebody asked for: empty means success.
    using AttemptCallback = std::function<void(const std::optional<TokenError> &)>;

    /// The owner reads the credential: state Loading until start(), setToken() or signOut().
    void awaitCredential();
    /// A credential is there: fetch a token. From any state; a sign-in again keeps generation and
    /// data.
    void start();
    /// A cached token from an earlier run: used if it is admitted and not expired, else as start().
    void startWith(const AccessToken &cached);
    /// Asks for a new token now, or joins the request in flight. \a done gets the outcome of that
    /// one attempt; Throttled (and no request) while holdLeft() is not zero.
    void refresh(QObject *context, AttemptCallback done);
    /// The documented updateToken(): validates, then offers to every consumer. \a done after the
    /// consumers have answered (none connected: once admitted). The same token as the current
    /// accepted one succeeds without a frame. An expired one: error AlreadyExpired, every consumer
    /// is withdrawn, state Expired.
    void updateToken(const QByteArray &jwt, QObject *context, AttemptCallback done);
    /// Forgets the token and all timers; an answer still on its way is dropped. Pins go as well.
    void signOut();
    /// Looks at the clocks now rather than at the next heartbeat: call it when something hints that
    /// the machine was asleep (the system says so, the window becomes active).
    void checkTime();

Q_SIGNALS:
    void stateChanged(parley::TokenManager::State state);
    void refreshStarted(parley::TokenManager::Trigger trigger, int attempt);
    /// The old token stays in use while it lives. \a retryIn is empty: nothing more will be tried.
    void tokenUpdateFailed(const parley::TokenError &error, int attempt,
                           std::optional<std::chrono::milliseconds> retryIn);
    /// A token was admitted and is being offered.
    void tokenChanged(quint64 generation);
    void tokenApplied(parley::TokenConsumer *consumer, quint64 generation);
    void tokenRejected(parley::TokenConsumer *consumer, quint64 generation,
                       const parley::TokenRejection &rejection);
    /// The first acknowledgement of this generation by a service, or its admission at sign-in and
    /// while nothing is connected. Once per generation.
    void tokenUpdated(const parley::AccessToken &token, parley::TokenManager::UpdateReason reason);
    /// Once per generation, 180 s before exp by server time or when the service says so.
    void tokenAboutToExpire(std::chrono::milliseconds left,
                            parley::TokenManager::ExpirySource source);
    /// Once per generation.
    void tokenExpired(quint64 generation, parley::WallTime expiresAt);
    /// The first success after failures. \a attempts counts the failed ones.
    void tokenUpdateRecovered(int attempts, std::chrono::milliseconds down);
    void signInRequired(parley::TokenManager::SignInReason reason);
    /// Replaces the warning shown before, if any; warningCleared() comes only when the line goes.
    void warningShown(parley::TokenManager::Warning warning);
    void warningCleared(parley::TokenManager::Warning warning);
    /// nextAttemptIn(), holdLeft() or lastError() have changed.
    void scheduleChanged();
    /// One line of the trace (I9): a flat object without secrets, with `at`, `kind` and what
    /// belongs to it.
    void traced(const QJsonObject &entry);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley
