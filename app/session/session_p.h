// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "platform/sleepnotice.h"
#include "session/credentialkeeper.h"
#include "session/outboxplace.h"
#include "session/session.h"
#include "session/sharedtokenprovider.h"

namespace parley {

class Session::Private
{
public:
    enum class Attempt { None, SignIn, Resume };

    Private(Session &session, SessionConfig sessionConfig, SessionParts sessionParts);

    void wireTokens();
    void wireKeeper();
    void begin(Attempt kind, const TokenCredential &credential, const QByteArray &cachedJwt);
    void resumeWith(const SavedSignIn &signIn);
    void takeSuccess();
    void takeFailure(const TokenError &error, bool isFinal);
    void takeState(TokenManager::State state);
    void fail(const TokenError &error);
    void lookUpCredential(QObject *context,
                          std::function<void(std::optional<TokenCredential>)> done);
    [[nodiscard]] SharedTokenProvider::Hooks sharing();
    [[nodiscard]] bool isShared() const;
    [[nodiscard]] bool isWanted(const AccessToken &token) const;
    void adopt(const SavedSignIn &signIn);
    void scheduleSave(std::chrono::milliseconds delay);
    void saveNow();
    void saveUnlessOvertaken();
    void saveAtTheEnd();
    void dropSave();
    void write();
    void revoke();
    void announceIfSettled();
    twilsock::TransportFactory transports();

    Session &q;
    const SessionConfig config;
    SessionParts parts;
    LocalReachability loopback;
    OutboxPlace outbox;
    HttpTokenProvider provider;
    SignInLock lock;
    SharedTokenProvider shared;
    TokenManager tokens;
    chat::ChatClient chat;
    CredentialKeeper keeper;
    SleepNotice sleepNotice;

    Attempt attempt = Attempt::None;
    quint64 attemptNumber = 0; ///< a failure that is still to be told belongs to one of them
    bool isSignedIn = false;
    bool isRemembering = false;
    bool isInKeychain = false; ///< the credential in use came from there or has been saved there
    std::optional<SavedSignIn> inKeychain {}; ///< as this session has last read or written it
    SavedSignIn writing {};
    bool isSaveDue = false; ///< until it is written, or another program's goes before
    bool isLookingBeforeSave = false; ///< waits for the lock and the keychain on saveTimer
    MonotonicTime saveAt {};
    bool isShutDown = false;
    bool isRevoking = false;
    std::unique_ptr<QObject> saveTimer;
    std::unique_ptr<QObject> revocation;
};

} // namespace parley
