// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/session.h"
#include "session/logging.h"
#include "session/regiontransport.h"
#include "session/session_p.h"
#include "token/http/plainrequest.h"

#include <QCoreApplication>
#include <QNetworkReply>
#include <QPointer>

namespace parley {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Whether \a code ends the first sign-in with a typed secret, because the user or the operator has
/// to correct something. The other errors may pass by themselves.
bool endsSignIn(TokenError::Code code)
{
    using Code = TokenError::Code;
    switch (code) {
    case Code::Offline:
    case Code::Timeout:
    case Code::RateLimited:
    case Code::ServerError:
    case Code::Throttled:
    case Code::Cancelled:
    case Code::NotNewer:
        return false;
    case Code::Tls:
    case Code::PortSpeaksHttp:
    case Code::PortSpeaksHttps:
    case Code::CredentialRejected:
    case Code::AccessRefused:
    case Code::Configuration:
    case Code::Redirect:
    case Code::NotOurService:
    case Code::EmptyAnswer:
    case Code::TooLarge:
    case Code::Malformed:
    case Code::WrongAlgorithm:
    case Code::AlreadyExpired:
    case Code::LifetimeTooLong:
    case Code::NotYetValid:
    case Code::WrongIdentity:
    case Code::WrongService:
    case Code::ChatRefused:
    case Code::NoCredential:
    case Code::Protocol:
        break;
    }
    return true;
}

chat::ChatConfig chatConfig(const SessionConfig &config, std::function<QString()> region)
{
    return { .serviceUrl = config.effectiveServiceUrl(),
             .region = std::move(region),
             .applicationName = u"Parley"_s,
             .applicationVersion = QCoreApplication::applicationVersion() };
}

} // namespace

Session::Private::Private(Session &session, SessionConfig sessionConfig, SessionParts sessionParts)
    : q(session)
    , config(std::move(sessionConfig))
    , parts(std::move(sessionParts))
    , outbox(config.dataFolder, config.keychainKey())
    , kept(config.dataFolder, config.keychainKey(), config.keepsConversations)
    , saved(config, parts)
    , tokens(saved,
             { .clock = &parts.clock,
               .reachability
               = isLoopbackHost(config.tokenUrl.host()) ? &loopback : &parts.reachability,
               .policy = config.policy,
               .random = parts.random })
    , chat(chatConfig(config, [this] { return region(); }), transports(),
           parts.mediaNetwork != nullptr ? *parts.mediaNetwork : parts.network, parts.clock,
           isLoopbackHost(config.effectiveServiceUrl().host()) ? loopback : parts.reachability,
           outbox.store(), parts.random)
    , recorder(chat, parts.clock)
{
    wireTokens();
    wireSaved();
}

/// As SessionConfig::region says.
QString Session::Private::region() const
{
    if (!config.region.isEmpty())
        return config.region;
    const auto token = tokens.token();
    return token && !token->region().isEmpty() ? token->region() : u"us1"_s;
}

twilsock::TransportFactory Session::Private::transports()
{
    if (!config.serviceUrl.isEmpty())
        return parts.transports;
    return regionTransports(parts.transports, [this] { return region(); });
}

void Session::Private::wireTokens()
{
    tokens.addConsumer(chat.tokenConsumer());
    connect(&sleepNotice, &SleepNotice::woke, &tokens, &TokenManager::checkTime);
    // Whichever comes first tells that there is a token; signedIn() goes ahead of tokenUpdated().
    connect(&tokens, &TokenManager::tokenChanged, &q, [this] { takeSuccess(); });
    connect(&tokens, &TokenManager::tokenUpdated, &q, [this] { takeSuccess(); });
    connect(&tokens, &TokenManager::tokenUpdateFailed, &q,
            [this](const TokenError &error, int, std::optional<std::chrono::milliseconds> retryIn) {
                takeFailure(error, !retryIn);
            });
    connect(&tokens, &TokenManager::stateChanged, &q,
            [this](TokenManager::State state) { takeState(state); });
}

void Session::Private::wireSaved()
{
    saved.follow(tokens);
    connect(&chat, &chat::ChatClient::initialized, &saved, [this] { saved.save(0ms); });
    connect(&saved, &SavedSignIn::loaded, &q,
            [this](const SignInEntry &entry) { begin(Attempt::Resume, entry.jwt); });
    connect(&saved, &SavedSignIn::loadFailed, &q, [this](const QString &detail) {
        forgetKeptMessages();
        fail({ .code = TokenError::Code::NoCredential, .detail = detail });
    });
    connect(&saved, &SavedSignIn::statusChanged, &q, &Session::keychainStatusChanged);
    connect(&saved, &SavedSignIn::idle, &q, [this] { announceIfSettled(); });
    connect(&chat.connection(), &twilsock::Connection::stateChanged, &q,
            [this] { announceIfSettled(); });
}

/// With the credential that is in use now.
void Session::Private::begin(Attempt kind, const QByteArray &cachedJwt)
{
    attempt = kind;
    ++attemptNumber;
    isShutDown = false;
    tokens.setExpectedIdentity(config.identity);
    showKept();
    chat.start();
    const auto cached = AccessToken::parse(cachedJwt);
    if (const auto *token = std::get_if<AccessToken>(&cached))
        tokens.startWith(*token);
    else
        tokens.start();
    if (attempt == Attempt::Resume && !chat.conversations().all().empty())
        Q_EMIT q.keptShown();
}

void Session::Private::showKept()
{
    const chat::KeptStore *store = kept.open();
    if (store != nullptr && chat.state() == chat::ChatClient::State::Idle)
        chat.showKept(*store, config.identity);
}

/// There is no saved sign-in: it was not wanted, or another program has signed out.
void Session::Private::forgetKeptMessages()
{
    const SavedSignIn::Status status = saved.status();
    const bool isNoneSaved = status == SavedSignIn::Status::Idle
        || status == SavedSignIn::Status::EntryMissing || status == SavedSignIn::Status::NotSaved;
    if (chat::KeptStore *store = isNoneSaved ? kept.open() : nullptr)
        store->forgetPages();
}

void Session::Private::startRecording()
{
    using Messages = chat::KeptRecorder::Messages;
    if (chat::KeptStore *store = kept.open())
        recorder.start(*store, saved.isRemembered() ? Messages::Kept : Messages::LeftOut);
}

void Session::Private::takeSuccess()
{
    if (attempt == Attempt::None)
        return;
    attempt = Attempt::None;
    isSignedIn = true;
    const auto token = tokens.token();
    const QString identity = token ? token->identity() : config.identity;
    qCInfo(lcSession) << "signed in";
    startRecording();
    Q_EMIT q.signedIn(identity);
}

void Session::Private::takeFailure(const TokenError &error, bool isFinal)
{
    // A saved sign-in has worked before: what looks wrong now may be a captive portal or a clock
    // that will be set, so the token manager's rules decide. What was just typed ends at once.
    if (attempt == Attempt::SignIn && (isFinal || endsSignIn(error.code)))
        fail(error);
    else if (attempt == Attempt::Resume && isFinal)
        fail(error);
}

void Session::Private::takeState(TokenManager::State state)
{
    if (attempt == Attempt::None)
        return;
    if (state == TokenManager::State::NeedsSignIn)
        fail(tokens.lastError().value_or(
            TokenError { .code = TokenError::Code::CredentialRejected }));
    else if (state == TokenManager::State::Blocked)
        fail(tokens.blockedBy().value_or(TokenError { .code = TokenError::Code::Configuration }));
}

/// Ends the attempt; tells it later, when the token manager has finished what it is in the middle
/// of.
void Session::Private::fail(const TokenError &error)
{
    attempt = Attempt::None;
    parts.clock.callAfter(0ms, &q, [this, error, number = attemptNumber] {
        if (number != attemptNumber || isShutDown)
            return;
        qCInfo(lcSession) << "sign-in failed:" << codeName(error.code);
        if (!isSignedIn) {
            chat.stop();
            tokens.signOut();
            saved.discard();
        }
        Q_EMIT q.signInFailed(error);
    });
}

/// Best effort, but a program that quits right after the sign-out should let it go out first.
void Session::Private::revoke()
{
    revocation = std::make_unique<QObject>();
    revocations = 0;
    for (const QNetworkReply *reply : saved.provider().revokeSession()) {
        ++revocations;
        connect(reply, &QNetworkReply::finished, revocation.get(), [this] {
            if (revocations > 0 && --revocations == 0)
                announceIfSettled();
        });
    }
    if (revocations == 0)
        return;
    parts.clock.callAfter(5s, revocation.get(), [this] {
        revocations = 0; // they are not waited for any longer
        announceIfSettled();
    });
}

void Session::Private::announceIfSettled()
{
    if (q.isSettled())
        Q_EMIT q.settled();
}

// The face

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
