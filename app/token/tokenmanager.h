// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/reachability.h"
#include "token/refreshpolicy.h"
#include "token/tokenconsumer.h"
#include "token/tokenprovider.h"
#include "token/tokentypes.h"

#include <QJsonObject>

#include <memory>

namespace parley {

/// The seams of a TokenManager, for tests and special needs. What is null is the system's own. All
/// must outlive the manager.
struct TokenManagerOptions
{
    Clock *clock = nullptr;
    Reachability *reachability = nullptr;
    RefreshPolicy policy {};
    RandomSource random {};
    TokenRequirements requirements {}; ///< which product the tokens are for; default: Conversations
};

/// Keeps one access token usable for all clients that share it: fetches it, replaces it before it
/// expires, and reports when that fails. Knows neither chat nor UI nor keychain. TokenLifecycle
/// decides, this object carries out. Use it from the thread that made it.
///
/// A call takes effect before it returns. Signals come in the order of their causes, and each slot
/// sees the newest state; a slot may call back, or destroy the manager. A call with a callback is
/// answered once, never before the call has returned. A null or destroyed context is not answered.
class TokenManager final : public QObject
{
    Q_OBJECT
    Q_PROPERTY(parley::TokenManager::State state READ state NOTIFY stateChanged)

public:
    using State = TokenTypes::State;
    using Trigger = TokenTypes::Trigger;
    using UpdateReason = TokenTypes::UpdateReason;
    using ExpirySource = TokenTypes::ExpirySource;
    using SignInReason = TokenTypes::SignInReason;
    using Warning = TokenTypes::Warning;

    /// With the system's clock and network information. \a provider must outlive this object.
    explicit TokenManager(TokenProvider &provider, QObject *parent = nullptr);
    TokenManager(TokenProvider &provider, const TokenManagerOptions &options,
                 QObject *parent = nullptr);
    ~TokenManager() override;

    /// What the queries below tell, all of the same moment.
    [[nodiscard]] TokenSnapshot snapshot() const;
    [[nodiscard]] State state() const { return snapshot().state; }
    [[nodiscard]] bool isRefreshing() const { return snapshot().isRefreshing; }
    /// The token in use: the newest one, and after a refusal the last accepted one. Empty when no
    /// token is usable.
    [[nodiscard]] std::optional<AccessToken> token() const { return snapshot().token; }
    /// The number of the token in use. Each admitted token has the next one; it goes back when a
    /// refused token gives way to the earlier one.
    [[nodiscard]] quint64 generation() const { return snapshot().generation; }
    /// The end of the current or last token, by the issuer's clock.
    [[nodiscard]] std::optional<WallTime> expiresAt() const { return snapshot().expiresAt; }
    /// Life left by the estimated server clock; zero when no token is usable.
    [[nodiscard]] std::chrono::milliseconds timeLeft() const { return snapshot().timeLeft; }
    /// When the next automatic attempt comes; empty: none is planned.
    [[nodiscard]] std::optional<std::chrono::milliseconds> nextAttemptIn() const
    {
        return snapshot().nextAttemptIn;
    }
    /// How long Retry-After or the request budget refuses refresh(); zero: neither does.
    [[nodiscard]] std::chrono::milliseconds holdLeft() const { return snapshot().holdLeft; }
    [[nodiscard]] std::optional<TokenError> lastError() const { return snapshot().lastError; }
    /// What has to be changed in the state Blocked.
    [[nodiscard]] std::optional<TokenError> blockedBy() const { return snapshot().blockedBy; }
    [[nodiscard]] std::optional<Warning> warning() const { return snapshot().warning; }
    /// Server time minus local wall time, as far as known.
    [[nodiscard]] std::chrono::milliseconds serverClockOffset() const
    {
        return snapshot().serverClockOffset;
    }
    /// Whether \a token has life left by the estimated server clock.
    [[nodiscard]] bool isUsable(const AccessToken &token) const;
    [[nodiscard]] const RefreshPolicy &policy() const;
    /// Takes effect at once, also for the current token.
    void setPolicy(const RefreshPolicy &policy);

    /// Only tokens of this user are admitted; empty: the first token decides. signOut() forgets it,
    /// so call it before every start().
    void setExpectedIdentity(const QString &identity);

    /// \a consumer is offered the current token at once, and all later ones. It may be destroyed at
    /// any time. Adding it twice has no effect.
    void addConsumer(TokenConsumer *consumer);
    void removeConsumer(TokenConsumer *consumer);

    /// The outcome of a call; empty: success.
    using AttemptCallback = std::function<void(const std::optional<TokenError> &)>;

    /// The owner reads the saved credential: state Loading until start(), startWith() or signOut().
    void awaitCredential();
    /// Signs in: fetches a token with the provider's credential. From any state; a second sign-in
    /// of the same user keeps the token while it is usable.
    void start();
    /// Signs in with the token of an earlier run, if it is still usable; otherwise as start().
    void startWith(const AccessToken &cached);
    /// Fetches a new token now, or joins the attempt that is running. \a done gets the outcome of
    /// that one attempt; while a consumer is connected, after the service's word on the new token.
    /// Without a request it gets Throttled while holdLeft() is not zero, Offline without a network,
    /// NoCredential without a sign-in.
    void refresh(QObject *context, AttemptCallback done);
    /// The documented updateToken(): validates \a jwt and offers it to every consumer. \a done
    /// comes after the consumers have answered (none connected: at once); it also waits for one
    /// that has postponed its answer. The current token again succeeds and nothing is sent; after
    /// its end, NotNewer. Another expired token: error AlreadyExpired, every consumer disconnects,
    /// state Expired. Needs a sign-in, else NoCredential: see startWith().
    void updateToken(const QByteArray &jwt, QObject *context, AttemptCallback done);
    /// Forgets the token, aborts a request, answers all calls with Cancelled and disconnects the
    /// consumers. All that is told before it returns, and nothing comes later. Called from a slot
    /// of this object, the signals that were already due come first, after the slot has returned.
    void signOut();
    /// Looks at the clocks now: call it when something hints that the machine was asleep (the
    /// system says so, the window becomes active).
    void checkTime();

Q_SIGNALS:
    void stateChanged(parley::TokenManager::State state);
    /// A token was admitted; it is being offered to the consumers. Not told when token() goes back
    /// to the earlier one, or to none, because of a refusal or its end.
    void tokenChanged(quint64 generation);
    /// At most once for each token: the first service accepted it, or no consumer is connected, or
    /// all have postponed; at sign-in already when the token is admitted.
    void tokenUpdated(const parley::AccessToken &token, parley::TokenManager::UpdateReason reason);
    /// One attempt failed, or a service refused a token. The old token stays in use while it lives.
    /// \a retryIn is empty when nothing more will be tried.
    void tokenUpdateFailed(const parley::TokenError &error, int attempt,
                           std::optional<std::chrono::milliseconds> retryIn);
    /// After the tokenUpdated() that ends a row of failures; \a attempts counts the failed ones.
    void tokenUpdateRecovered(int attempts, std::chrono::milliseconds down);
    /// At most once for each token: RefreshPolicy::aboutToExpireLead (180 s) is left by server
    /// time, or the service says so. Most tokens are replaced before.
    void tokenAboutToExpire(std::chrono::milliseconds left,
                            parley::TokenManager::ExpirySource source);
    /// At most once for each token.
    void tokenExpired(quint64 generation, parley::WallTime expiresAt);
    /// The credential is refused. Nothing more is tried by itself; start() begins anew.
    void signInRequired(parley::TokenManager::SignInReason reason);
    /// Replaces the warning that was shown before. warningCleared() comes only when the line goes.
    void warningShown(parley::TokenManager::Warning warning);
    void warningCleared(parley::TokenManager::Warning warning);
    /// nextAttemptIn(), holdLeft() or lastError() have changed.
    void scheduleChanged();
    /// One line of the trace, without secrets: `at`, `kind`, `generation` and what belongs to it.
    void traced(const QJsonObject &entry);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley
