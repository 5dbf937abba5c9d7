// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/savedsignin.h"
#include "session/signinlock.h"

#include <QObject>

namespace parley {

/// Lets several programs of one account take turns at the back end: one fetches, the others find
/// its token, and the credential that was rotated with it, in the keychain. What is fetched here
/// stays locked until it is saved there, or for HoldLimit.
class SharedTokenProvider final : public QObject, public TokenProvider
{
public:
    static constexpr std::chrono::seconds HoldLimit { 10 };

    /// What the session knows.
    struct Hooks
    {
        /// Whether the credential in use is the one in the keychain; else every fetch is our own.
        std::function<bool()> isShared;
        /// Reads the keychain. Calls back once, later.
        std::function<void(QObject *, std::function<void(std::optional<SavedSignIn>)>)> lookUp;
        /// Whether this token would do instead of a new one.
        std::function<bool(const AccessToken &)> isWanted;
        /// The keychain has this now: takes over its credential if another process has changed it.
        std::function<void(const SavedSignIn &)> adopt;
    };

    /// \a provider, \a lock and \a clock must outlive this object.
    SharedTokenProvider(HttpTokenProvider &provider, SignInLock &lock, Clock &clock, Hooks hooks);
    ~SharedTokenProvider() override;

    void fetchToken(const QByteArray &idempotencyKey, QObject *context,
                    FetchCallback done) override;
    void abort() override;
    void reloadCredential(QObject *context, std::function<void(bool)> done) override;
    void confirmCredential() override;

    /// The lock has been taken to save something: it is kept until saved(), for HoldLimit at most.
    void holdForSaving();
    /// Whether the keychain has been read since the lock was taken, so that adopt() knows what it
    /// has.
    [[nodiscard]] bool hasLooked() const { return m_hasLooked && m_lock.isHeld(); }
    /// Nothing is left to be saved: the next program may fetch.
    void saved();

private:
    struct Ask
    {
        QByteArray key {};
        QObject *context = nullptr;
        FetchCallback done {};
    };
    void look(const Ask &ask);
    void fetch(const Ask &ask);
    void releaseIfUnused();

    HttpTokenProvider &m_provider;
    SignInLock &m_lock;
    Clock &m_clock;
    const Hooks m_hooks;
    std::unique_ptr<QObject> m_attempt; ///< of a fetch that goes on; reset drops it
    bool m_hasLooked = false;
    std::unique_ptr<QObject> m_hold; ///< while something is to be saved
};

} // namespace parley
