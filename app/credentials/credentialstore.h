// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace parley {

/// Keeps a secret between two runs. Asynchronous: a keychain may ask the user and take
/// minutes.
class CredentialStore
{
public:
    /// The six outcomes. Only NotFound means that there is nothing.
    enum class Outcome {
        Done,
        NotFound, ///< no such entry
        AccessDenied, ///< the user or the system said no, or the keychain stays locked
        Unavailable, ///< no keychain service (yet); worth another try
        TooLarge, ///< over maxSecretBytes(); nothing was written
        Failed, ///< anything else; `detail` says what
    };
    struct Result
    {
        Outcome outcome = Outcome::Failed;
        QByteArray secret {}; ///< reads only
        QString detail {}; ///< English, for logs; never the secret
    };
    using Callback = std::function<void(const Result &)>;

    virtual ~CredentialStore() = default;

    /// Each calls \a done exactly once, later, unless \a context is destroyed first; the job itself
    /// goes on (a prompt of the keychain is not torn down). \a done may destroy its context.
    virtual void read(const QString &key, QObject *context, Callback done) = 0;
    virtual void write(const QString &key, const QByteArray &secret, QObject *context,
                       Callback done)
        = 0;
    virtual void remove(const QString &key, QObject *context, Callback done) = 0;

    /// The platform's limit for one secret; 0: none known.
    [[nodiscard]] virtual qsizetype maxSecretBytes() const = 0;
    /// False: gone with the process; the UI says so.
    [[nodiscard]] virtual bool isPersistent() const = 0;
};

/// The system's keychain through QtKeychain (Secret Service, KWallet, macOS, Windows). Insecure
/// fallback stays off. \a service is the keychain's folder for all entries (`parley`).
[[nodiscard]] std::unique_ptr<CredentialStore> makeKeychainStore(const QString &service);
/// Keeps secrets in this process only.
[[nodiscard]] std::unique_ptr<CredentialStore> makeMemoryStore();

} // namespace parley
