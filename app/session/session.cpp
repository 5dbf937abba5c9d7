// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/session.h"
#include "session/logging.h"
#include "session/session_p.h"

#include <QPointer>

namespace parley {

using namespace Qt::StringLiterals;

Session::Session(SessionConfig config, SessionParts parts, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(config), std::move(parts)))
{ }

Session::~Session()
{
    // The parts may still emit while they are destroyed, and this object is half destroyed then.
    d->tokens.disconnect(this);
    d->saved.disconnect(this);
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
    return d->saved.provider();
}

QString Session::damagedOutbox() const
{
    return d->outbox.damagedFile();
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
    return isClosed && d->saved.isIdle() && d->revocations == 0;
}

Session::KeychainStatus Session::keychainStatus() const
{
    return d->saved.status();
}

bool Session::hasBackEndSession() const
{
    return !d->saved.provider().credential().session.isEmpty();
}

bool Session::isKept() const
{
    return d->saved.isKept();
}

void Session::signIn(const QString &secret, bool remember)
{
    if (secret.isEmpty()) {
        d->saved.cancelRead();
        ++d->attemptNumber;
        d->fail({ .code = TokenError::Code::NoCredential, .detail = u"The password is empty."_s });
        return;
    }
    d->saved.use(secret, remember);
    d->begin(Private::Attempt::SignIn, {});
}

void Session::resume()
{
    ++d->attemptNumber;
    d->attempt = Private::Attempt::Resume;
    d->isShutDown = false;
    if (!d->isSignedIn)
        d->tokens.awaitCredential();
    d->saved.read(d->config.alwaysAskKeychain ? SavedSignIn::Asking::Always
                                              : SavedSignIn::Asking::IfKnown);
}

void Session::signOut()
{
    d->attempt = Private::Attempt::None;
    ++d->attemptNumber;
    d->isSignedIn = false;
    d->revoke();
    d->tokens.signOut();
    d->recorder.stop();
    d->chat.reset();
    d->kept.erase();
    d->saved.forget();
    qCInfo(lcSession) << "signed out";
    const QPointer<Session> alive(this);
    Q_EMIT signedOut();
    if (alive)
        d->announceIfSettled();
}

void Session::setKeepsConversations(bool on)
{
    d->recorder.stop();
    d->chat.hideKept();
    d->kept.setWanted(on);
    d->startRecording();
}

void Session::shutdown()
{
    d->recorder.flush();
    d->saved.saveAtTheEnd();
    d->isShutDown = true;
    d->attempt = Private::Attempt::None;
    ++d->attemptNumber;
    d->chat.stop();
    d->tokens.signOut();
    d->announceIfSettled();
}

} // namespace parley
