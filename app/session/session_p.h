// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/keptrecorder.h"
#include "platform/sleepnotice.h"
#include "session/keptplace.h"
#include "session/outboxplace.h"
#include "session/signin/savedsignin.h"

namespace parley {

class Session::Private
{
public:
    enum class Attempt { None, SignIn, Resume };

    Private(Session &session, SessionConfig sessionConfig, SessionParts sessionParts);

    void wireTokens();
    void wireSaved();
    void begin(Attempt kind, const QByteArray &cachedJwt);
    void showKept();
    void forgetKeptMessages();
    void startRecording();
    void takeSuccess();
    void takeFailure(const TokenError &error, bool isFinal);
    void takeState(TokenManager::State state);
    void fail(const TokenError &error);
    void revoke();
    void announceIfSettled();
    [[nodiscard]] QString region() const;
    twilsock::TransportFactory transports();

    Session &q;
    const SessionConfig config;
    SessionParts parts;
    LocalReachability loopback;
    OutboxPlace outbox;
    KeptPlace kept;
    SavedSignIn saved;
    TokenManager tokens;
    chat::ChatClient chat;
    chat::KeptRecorder recorder;
    SleepNotice sleepNotice;

    Attempt attempt = Attempt::None;
    quint64 attemptNumber = 0; ///< a failure that is still to be told belongs to one of them
    bool isSignedIn = false;
    bool isShutDown = false;
    int revocations = 0; // requests that are under way
    std::unique_ptr<QObject> revocation;
};

} // namespace parley
