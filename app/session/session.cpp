// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/session.h"
#include "session/logging.h"
#include "session/session_p.h"

#include <QPointer>

namespace parley {

Session::Session(SessionConfig config, SessionParts parts, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(config), std::move(parts)))
{ }

Session::~Session()
{
    // The parts may still emit while they are destroyed, and this object is half destroyed then.
    d->tokens.disconnect(this);
    d->provider.disconnect(this);
    d->keeper.disconnect(this);
    d->chat.connection().disconnect(this);
}

const SessionConfig &Session::config() const
{
    return d->config;
}

TokenManager &Session::tokens()
{
    return d->tokens;
}

chat::ChatClient &Session::chat()
{
    return d->chat;
}

HttpTokenProvider &Session::provider()
{
    return d->provider;
}

chat::OutboxStore &Session::drafts()
{
    return d->outbox.store();
}

bool Session::isDiskMissing() const
{
    return d->outbox.isDiskMissing();
}

bool Session::isSignedIn() const
{
    return d->isSignedIn;
}

bool Session::isSigningIn() const
{
    return d->attempt != Private::Attempt::None;
}

bool Session::isSettled() const
{
    const auto state = d->chat.connection().state();
    const bool isClosed = state == twilsock::ConnectionState::Disconnected
        || state == twilsock::ConnectionState::Denied;
    return isClosed && d->keeper.isIdle() && !d->isRevoking;
}

Session::KeychainStatus Session::keychainStatus() const
{
    return d->keeper.status();
}

bool Session::hasBackEndSession() const
{
    return !d->provider.credential().session.isEmpty();
}

bool Session::isKept() const
{
    return d->isRemembering && d->isInKeychain;
}

void Session::signIn(const QString &secret, bool remember)
{
    d->keeper.cancelLoad();
    d->isRemembering = remember;
    d->isInKeychain = false;
    d->inKeychain.reset();
    if (secret.isEmpty()) {
        ++d->attemptNumber;
        d->fail({ .code = TokenError::Code::NoCredential,
                  .detail = QStringLiteral("The password is empty.") });
        return;
    }
    d->begin(Private::Attempt::SignIn, { .user = d->config.identity, .secret = secret }, {});
}

void Session::resume()
{
    ++d->attemptNumber;
    d->attempt = Private::Attempt::Resume;
    d->isShutDown = false;
    if (!d->isSignedIn)
        d->tokens.awaitCredential();
    d->keeper.load(d->config.alwaysAskKeychain ? CredentialKeeper::Asking::Always
                                               : CredentialKeeper::Asking::IfKnown);
}

void Session::signOut()
{
    d->attempt = Private::Attempt::None;
    ++d->attemptNumber;
    d->isSignedIn = false;
    d->dropSave();
    d->keeper.cancelLoad();
    d->revoke();
    d->tokens.signOut();
    d->chat.reset();
    d->keeper.forget();
    d->provider.setCredential({});
    d->isRemembering = false;
    d->isInKeychain = false;
    d->inKeychain.reset();
    qCInfo(lcSession) << "signed out";
    const QPointer<Session> alive(this);
    Q_EMIT signedOut();
    if (alive)
        d->announceIfSettled();
}

void Session::shutdown()
{
    d->saveAtTheEnd();
    d->isShutDown = true;
    d->attempt = Private::Attempt::None;
    ++d->attemptNumber;
    d->keeper.cancelLoad();
    d->chat.stop();
    d->tokens.signOut();
    d->announceIfSettled();
}

} // namespace parley
