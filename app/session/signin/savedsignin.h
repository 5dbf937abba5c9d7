// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/signin/keychainjob.h"
#include "session/signin/signinlock.h"
#include "token/oneshot.h"

#include <QPointer>

namespace parley {

/// The credential of one session, and what the keychain keeps of it: reads the saved sign-in with
/// patience (rule keychainWait), writes it and reads it back, removes it and makes sure that it is
/// gone. No trouble of the keychain stops a session from working.
///
/// As the provider of the session's TokenManager it also lets the programs of one account take
/// turns at the back end: one fetches, the others find its token, and the credential that was
/// rotated with it, in the keychain. What was fetched stays locked until it is saved there.
class SavedSignIn final : public QObject, public TokenProvider
{
    Q_OBJECT

public:
    using Status = Session::KeychainStatus;

    static constexpr std::chrono::seconds HoldLimit { 10 }; ///< how long the lock waits for a write
    /// A typed password is saved so late that the back end's session can take its place first. The
    /// session comes when the chat service has accepted the token.
    static constexpr std::chrono::seconds SaveDelay { 2 };

    /// The parts must outlive this object. Without known sign-ins the keychain is always asked and
    /// a missing entry is never called missing.
    SavedSignIn(const SessionConfig &config, const SessionParts &parts, QObject *parent = nullptr);

    /// Fetches for this object; has the credential in use.
    [[nodiscard]] HttpTokenProvider &provider() { return m_provider; }
    [[nodiscard]] Status status() const { return m_status; }
    [[nodiscard]] bool isIdle() const
    {
        return !m_change.isRunning();
    } ///< nothing is written or removed
    /// The user wants the credential in use to be kept, and the keychain has it.
    [[nodiscard]] bool isKept() const { return m_isRemembering && m_inKeychain; }

    /// The user wants to stay signed in over a restart, and the keychain is one that can do that.
    [[nodiscard]] bool isRemembered() const { return m_isRemembering && m_store.isPersistent(); }

    /// Saves the token of \a tokens with the credential, and whenever it changes. Without a manager
    /// the credential alone is saved.
    void follow(TokenManager &tokens);

    enum class Asking { IfKnown, Always };
    /// Reads the entry and uses its credential. Ends with loaded() or loadFailed(), later, unless
    /// cancelRead() comes first.
    void read(Asking asking);
    /// The answer, whenever it comes, is ignored. The job of the keychain goes on.
    void cancelRead();
    /// Uses a password that the user typed; cancels reading and saving what was there before.
    void use(const QString &secret, bool remember);
    /// Plans a save of what is in use then, if the user wants to be remembered and the credential
    /// has brought a token. While one write runs only the newest of later ones is kept.
    void save(std::chrono::milliseconds delay);
    /// Writes at once what would be lost otherwise; from now on nothing is saved or read.
    void saveAtTheEnd();
    /// Forgets the credential in use. The keychain keeps what it has.
    void discard();
    /// discard(), and removes the entry, if there may be one, and reads back that it is gone.
    void forget();

    void fetchToken(const QByteArray &idempotencyKey, QObject *context,
                    FetchCallback done) override;
    void abort() override;
    void reloadCredential(QObject *context, std::function<void(bool)> done) override;
    void confirmCredential() override { m_provider.confirmCredential(); }

Q_SIGNALS:
    void loaded(const parley::SignInEntry &entry);
    /// \a detail: an English sentence.
    void loadFailed(const QString &detail);
    void statusChanged(parley::Session::KeychainStatus status, const QString &detail);
    void idle(); ///< isIdle() has become true

private:
    using Result = CredentialStore::Result;
    using LookCallback = std::function<void(const std::optional<SignInEntry> &)>;

    void takeRead(const Result &result);

    void saveNow();
    void dropSave();
    void write();
    void takeWritten(const Result &result);
    void remove();
    void takeRemoved(const Result &result);
    void endChange(const Result &result, const KeychainVerdict &verdict);
    void setStatus(Status status, const QString &detail);
    [[nodiscard]] std::optional<KnownSignIn> noted() const;
    void note(bool isUnfinished, bool isRemovalPending);

    [[nodiscard]] bool isShared() const;
    [[nodiscard]] SignInEntry inUse() const;
    [[nodiscard]] std::optional<AccessToken> tokenInsteadOfANewOne(const SignInEntry &found) const;
    void adopt(const SignInEntry &found);
    void look(QObject *context, const LookCallback &done);
    void takeTurn(QObject *context, const LookCallback &then);
    void fetch(const QByteArray &idempotencyKey, const FetchCallback &done);
    void letGo();
    void releaseIfUnused();

    CredentialStore &m_store;
    Clock &m_clock;
    KnownSignIns *const m_known;
    KnownSignIn m_entry; ///< as it is noted there
    HttpTokenProvider m_provider;
    QPointer<TokenManager> m_tokens {};

    Status m_status = Status::Idle;
    QString m_statusDetail {};
    bool m_isRemembering = false;
    bool m_hasWorked = false; ///< the credential in use has brought a token
    bool m_isClosed = false; ///< since saveAtTheEnd()
    bool m_mayExist = false; ///< this run has read or written an entry
    /// What the keychain has, as last read or written, if the credential in use came from there or
    /// has been saved there.
    std::optional<SignInEntry> m_inKeychain {};
    std::unique_ptr<QObject> m_reading {}; ///< since read(); reset: the answer is not told
    KeychainJob m_lookUp;
    KeychainJob m_change; ///< a write or removal

    SignInLock m_lock;
    bool m_hasLooked = false; ///< adopt() was called while the lock was held
    std::unique_ptr<QObject> m_attempt {}; ///< while a token is fetched; reset drops the answer
    OneShot m_hold; ///< while something is to be saved under the lock

    OneShot m_saveTimer;
    std::unique_ptr<QObject> m_looking {}; ///< the save is due, and waits for its turn
};

} // namespace parley
