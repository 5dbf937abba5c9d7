// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "credentials/credentialstore.h"
#include "session/sessionconfig.h"
#include "token/tokenmanager.h"

#include <memory>

namespace parley {

class KnownSignIns;

/// What a session is built from; everything outlives it. One place to inject fakes.
struct SessionParts
{
    QNetworkAccessManager &network; ///< for the back end
    CredentialStore &store;
    Clock &clock;
    Reachability &reachability;
    twilsock::TransportFactory transports;
    RandomSource random;
    /// Without it the keychain is always asked, and a removed entry looks like one that never was.
    KnownSignIns *knownSignIns = nullptr;
    /// For the files of messages; null: `network`. With one of its own, a media service that
    /// answers without end cannot hold up a request for a token.
    QNetworkAccessManager *mediaNetwork = nullptr;
};

/// Everything that one signed-in user needs, wired together: credential, token manager, chat
/// client.
class Session final : public QObject
{
    Q_OBJECT

public:
    /// What the keychain is doing, for the line that tells the user.
    enum class KeychainStatus {
        Idle,
        Reading,
        Waiting, ///< no answer for 3 s: 'Waiting for the system keychain · Sign in instead'
        Denied, ///< 'The system keychain refused access · Try again · Sign in'
        Unavailable, ///< no keychain: the sign-in lasts for this run only
        EntryMissing, ///< 'The saved sign-in was removed from the keychain'
        EntryCorrupt, ///< what was saved cannot be used; sign in again
        NotSaved, ///< a write has not been answered for 30 s, or failed: 'Sign-in not yet saved'
        TooLarge, ///< the credential does not fit the keychain
        Saved, ///< written and read back
    };
    Q_ENUM(KeychainStatus)

    Session(SessionConfig config, SessionParts parts, QObject *parent = nullptr);
    ~Session() override;

    [[nodiscard]] const SessionConfig &config() const;
    [[nodiscard]] TokenManager &tokens();
    [[nodiscard]] chat::ChatClient &chat();
    [[nodiscard]] HttpTokenProvider &provider();
    /// Drafts and unsent messages cannot be written to the data folder: they end with the program.
    [[nodiscard]] bool isDiskMissing() const;
    /// The damaged outbox that was set aside at the start, for the user to know of; empty: none.
    [[nodiscard]] QString damagedOutbox() const;
    [[nodiscard]] bool isSignedIn() const; ///< between signedIn() and signedOut()
    [[nodiscard]] bool isSigningIn() const; ///< signIn() or resume() has not ended yet
    /// Nothing of signOut() or shutdown() is under way any more: the connection is closed, the
    /// keychain has answered, the back end has heard of the sign-out. A program that quits waits
    /// for it a moment.
    [[nodiscard]] bool isSettled() const;
    [[nodiscard]] KeychainStatus keychainStatus() const;
    /// The back end gave a `session`, so that the password itself is not kept.
    [[nodiscard]] bool hasBackEndSession() const;
    /// The sign-in is in the keychain, so that the next start needs no password.
    [[nodiscard]] bool isKept() const;

    /// Signs in with a secret that the user typed. \a remember: into the keychain after the first
    /// success.
    void signIn(const QString &secret, bool remember);
    /// Signs in with the entry of the keychain; retries once if the keychain fails. No entry:
    /// signInFailed(noCredential).
    void resume();
    /// Local effect at once: clients leave, token and keychain entry are deleted (and the deletion
    /// is read back), the back end's session is ended. The outbox and the drafts
    /// stay on disk; what was kept of conversations is erased.
    void signOut();
    /// From now on as SessionConfig::keepsConversations says. Off: erases what was kept, also of
    /// other users with the same data folder, unless another program has it open.
    void setKeepsConversations(bool on);
    /// Leaves without forgetting: the next start resumes. For quitting.
    void shutdown();

Q_SIGNALS:
    /// resume() has the saved sign-in, and there are conversations of an earlier run to be shown
    /// until there is a token and the service answers. signedIn() or signInFailed() follows.
    void keptShown();
    void signedIn(const QString &identity);
    /// The first token could not be had and nothing goes on by itself (credential refused, not our
    /// service …): the user has to act. After signedIn() troubles come by TokenManager instead.
    void signInFailed(const parley::TokenError &error);
    void signedOut();
    /// Something has ended, and isSettled() is true. May come again.
    void settled();
    void keychainStatusChanged(parley::Session::KeychainStatus status, const QString &detail);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley
