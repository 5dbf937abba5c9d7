// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"
#include "session/signin/knownsignins.h"
#include "session/signin/signinentry.h"

namespace parley {

/// One job at a time on one entry of the keychain: a read that is patient, or a change (a write or
/// a removal) that is read back. A job ends with one outcome. One that is dropped, or replaced by
/// another, has none, although the keychain goes on with it: it does its jobs in their order.
class KeychainJob final
{
public:
    using Result = CredentialStore::Result;
    /// May start the next job, or destroy this object.
    using Done = std::function<void(const Result &)>;
    using Slow = std::function<void()>;

    static constexpr std::chrono::seconds SoftDeadline { 3 }; ///< for one answer to a read
    static constexpr std::chrono::seconds ReadRetry { 10 };
    static constexpr std::chrono::seconds SlowWrite { 30 };

    /// \a store and \a clock must outlive this object.
    KeychainJob(CredentialStore &store, Clock &clock, QString key);

    [[nodiscard]] bool isRunning() const { return m_context != nullptr; }
    [[nodiscard]] bool isWriting() const { return !m_writing.isEmpty(); }

    /// Reads the entry, and once more a little later if the keychain cannot be used now. \a slow is
    /// called when an answer takes longer than SoftDeadline.
    void read(Slow slow, Done done);
    /// Looks once, within SoftDeadline, and apart from the job that is running: empty is whatever
    /// else than an entry comes. Calls \a done once, later, unless \a context is destroyed first.
    void look(QObject *context,
              const std::function<void(const std::optional<QByteArray> &)> &done) const;
    /// Writes \a secret. Done: it reads back as it was written, and Result::secret has it. While a
    /// write is running only the newest of later ones is kept. \a slow is called when the keychain
    /// has not ended them within SlowWrite.
    void write(const QByteArray &secret, Slow slow, Done done);
    /// Done: the entry is gone.
    void remove(Done done);
    void drop();

private:
    enum class Reading { First, Last };

    void begin(Slow slow, Done done);
    void readOnce(Reading reading);
    void takeRead(const Result &result, Reading reading);
    void startWrite();
    void takeBack(const Result &now);
    void takeRemoval(const Result &removal, const Result &now);
    void end(const Result &result);

    CredentialStore &m_store;
    Clock &m_clock;
    const QString m_key;
    std::unique_ptr<QObject> m_context {}; // of the job that is running; reset drops its answer
    Slow m_slow {};
    Done m_done {};
    QByteArray m_writing {};
    std::optional<QByteArray> m_next {}; // to be written after it
};

/// What an outcome of the keychain means for the user.
struct KeychainVerdict
{
    Session::KeychainStatus status = Session::KeychainStatus::Idle;
    QString detail {}; ///< an English sentence; empty: there is nothing to say
    std::optional<SignInEntry> entry {}; ///< that was read and can be used
};

/// \a known: what is noted of the entry that was read; empty: it should not be there.
[[nodiscard]] KeychainVerdict verdictOfRead(const CredentialStore::Result &result,
                                            const std::optional<KnownSignIn> &known);
/// Of a write that was read back, and of a removal.
[[nodiscard]] KeychainVerdict verdictOfWrite(const CredentialStore::Result &result);
[[nodiscard]] KeychainVerdict verdictOfRemoval(const CredentialStore::Result &result);

} // namespace parley
