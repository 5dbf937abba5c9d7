// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/logging.h"
#include "session/regiontransport.h"
#include "session/session_p.h"
#include "token/http/plainrequest.h"

#include <QCoreApplication>
#include <QNetworkReply>

namespace parley {

using namespace std::chrono_literals;

namespace {

/// A password that has just been saved is given the chance to be replaced by the back end's session
/// first, which comes with the acknowledgement of the token.
constexpr std::chrono::milliseconds SaveDelay = 2s;

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

KnownSignIn knownSignIn(const SessionConfig &config)
{
    return { .key = config.keychainKey(),
             .tokenUrl = config.tokenUrl.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment
                                                  | QUrl::RemoveUserInfo),
             .identity = config.identity };
}

chat::ChatConfig chatConfig(const SessionConfig &config)
{
    return { .serviceUrl = config.effectiveServiceUrl(),
             .region = config.region.isEmpty() ? QStringLiteral("us1") : config.region,
             .applicationName = QStringLiteral("Parley"),
             .applicationVersion = QCoreApplication::applicationVersion() };
}

} // namespace

Session::Private::Private(Session &session, SessionConfig sessionConfig, SessionParts sessionParts)
    : q(session)
    , config(std::move(sessionConfig))
    , parts(std::move(sessionParts))
    , outbox(config.dataFolder, config.keychainKey())
    , provider(parts.network, config.tokenUrl, config.auth, parts.clock)
    , lock(config.dataFolder, config.keychainKey(), parts.clock)
    , shared(provider, lock, parts.clock, sharing())
    , tokens(shared,
             { .clock = &parts.clock,
               .reachability
               = isLoopbackHost(config.tokenUrl.host()) ? &loopback : &parts.reachability,
               .policy = config.policy,
               .random = parts.random })
    , chat(chatConfig(config), transports(), parts.network, parts.clock,
           isLoopbackHost(config.effectiveServiceUrl().host()) ? loopback : parts.reachability,
           outbox.store(), parts.random)
    , keeper(parts.store, parts.clock, parts.knownSignIns, knownSignIn(config))
{
    wireTokens();
    wireKeeper();
}

twilsock::TransportFactory Session::Private::transports()
{
    if (!config.serviceUrl.isEmpty() || !config.region.isEmpty())
        return parts.transports;
    return regionTransports(parts.transports, [this] {
        const auto token = tokens.token();
        return token ? token->region() : QString();
    });
}

void Session::Private::wireTokens()
{
    tokens.addConsumer(chat.tokenConsumer());
    provider.setCredentialLookup(
        [this](QObject *context, auto done) { lookUpCredential(context, std::move(done)); });

    connect(&sleepNotice, &SleepNotice::woke, &tokens, &TokenManager::checkTime);
    // Whichever comes first tells that there is a token; signedIn() goes ahead of tokenUpdated().
    connect(&tokens, &TokenManager::tokenChanged, &q, [this] { takeSuccess(); });
    connect(&tokens, &TokenManager::tokenUpdated, &q,
            [this](const AccessToken &, TokenManager::UpdateReason reason) {
                takeSuccess();
                // At sign-in the service has not seen the token yet, and may refuse it.
                scheduleSave(reason == TokenManager::UpdateReason::SignIn ? SaveDelay : 0ms);
            });
    connect(&chat, &chat::ChatClient::initialized, &q, [this] { scheduleSave(0ms); });
    connect(&tokens, &TokenManager::tokenUpdateFailed, &q,
            [this](const TokenError &error, int, std::optional<std::chrono::milliseconds> retryIn) {
                takeFailure(error, !retryIn);
            });
    connect(&tokens, &TokenManager::stateChanged, &q,
            [this](TokenManager::State state) { takeState(state); });
    connect(&provider, &HttpTokenProvider::credentialChanged, &q, [this] { scheduleSave(0ms); });
}

void Session::Private::wireKeeper()
{
    connect(&keeper, &CredentialKeeper::loaded, &q,
            [this](const SavedSignIn &signIn) { resumeWith(signIn); });
    connect(&keeper, &CredentialKeeper::loadFailed, &q, [this](const QString &detail) {
        fail({ .code = TokenError::Code::NoCredential, .detail = detail });
    });
    connect(&keeper, &CredentialKeeper::statusChanged, &q,
            [this](KeychainStatus status, const QString &detail) {
                isInKeychain = isInKeychain || status == KeychainStatus::Saved;
                Q_EMIT q.keychainStatusChanged(status, detail);
            });
    connect(&keeper, &CredentialKeeper::idle, &q, [this] {
        if (keeper.status() == KeychainStatus::Saved)
            inKeychain = writing;
        if (!isLookingBeforeSave) // else the lock is needed for what is to be saved next
            shared.saved();
        announceIfSettled();
    });
    connect(&chat.connection(), &twilsock::Connection::stateChanged, &q,
            [this] { announceIfSettled(); });
}

void Session::Private::begin(Attempt kind, const TokenCredential &credential,
                             const QByteArray &cachedJwt)
{
    attempt = kind;
    ++attemptNumber;
    isShutDown = false;
    provider.setCredential(credential);
    tokens.setExpectedIdentity(config.identity);
    chat.start();
    const auto cached = AccessToken::parse(cachedJwt);
    if (const auto *token = std::get_if<AccessToken>(&cached))
        tokens.startWith(*token);
    else
        tokens.start();
}

void Session::Private::resumeWith(const SavedSignIn &signIn)
{
    isRemembering = true;
    isInKeychain = true;
    inKeychain = signIn;
    begin(Attempt::Resume, signIn.credential, signIn.jwt);
}

void Session::Private::takeSuccess()
{
    if (attempt == Attempt::None)
        return;
    attempt = Attempt::None;
    isSignedIn = true;
    const auto token = tokens.token();
    const QString identity = token ? token->identity() : config.identity;
    qCInfo(lcSession) << "signed in as" << identity;
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
            provider.setCredential({});
        }
        Q_EMIT q.signInFailed(error);
    });
}

/// Rule unauthorized. The typed secret must not be replaced by an older entry of the keychain.
void Session::Private::lookUpCredential(QObject *context,
                                        std::function<void(std::optional<TokenCredential>)> done)
{
    if (!isInKeychain) {
        parts.clock.callAfter(0ms, context, [done = std::move(done)] { done(std::nullopt); });
        return;
    }
    keeper.lookUp(context,
                  [this, done = std::move(done)](const std::optional<SavedSignIn> &signIn) {
                      if (signIn)
                          inKeychain = signIn;
                      done(signIn ? std::optional(signIn->credential) : std::nullopt);
                  });
}

SharedTokenProvider::Hooks Session::Private::sharing()
{
    return { .isShared = [this] { return isShared(); },
             .lookUp
             = [this](QObject *context, auto done) { keeper.lookUp(context, std::move(done)); },
             .isWanted = [this](const AccessToken &token) { return isWanted(token); },
             .adopt = [this](const SavedSignIn &signIn) { adopt(signIn); } };
}

/// Whether other programs of this account use the same entry of the keychain.
bool Session::Private::isShared() const
{
    return isRemembering && isInKeychain && lock.isUsable() && parts.store.isPersistent();
}

/// Newer than everything that we have had, which the service may have refused, and not so old that
/// it would have to be replaced soon.
bool Session::Private::isWanted(const AccessToken &token) const
{
    const auto known = tokens.expiresAt();
    const bool isNew = !known || token.expiresAt() > *known;
    if (!isNew || token.identity() != config.identity
        || (inKeychain && inKeychain->jwt == token.jwt()))
        return false;
    const auto left = token.expiresAt() - parts.clock.wallNow() - tokens.serverClockOffset();
    return left > tokens.policy().lead(token.lifetime().value_or(left));
}

void Session::Private::adopt(const SavedSignIn &signIn)
{
    if (inKeychain && signIn.credential != inKeychain->credential)
        provider.setCredential(signIn.credential);
    inKeychain = signIn;
}

void Session::Private::scheduleSave(std::chrono::milliseconds delay)
{
    if (!isRemembering || !isSignedIn || isShutDown)
        return;
    const MonotonicTime at = parts.clock.monotonicNow() + delay;
    if (isLookingBeforeSave || (isSaveDue && saveAt <= at))
        return; // what is written then is what there is then
    isSaveDue = true;
    saveAt = at;
    saveTimer = std::make_unique<QObject>();
    parts.clock.callAfter(delay, saveTimer.get(), [this] { saveNow(); });
}

void Session::Private::saveNow()
{
    if (!isSaveDue)
        return;
    if (!isShared() || shared.hasLooked() || provider.credential().isEmpty()) {
        write();
        return;
    }
    isLookingBeforeSave = true; // still due: the session may have to end meanwhile
    saveTimer = std::make_unique<QObject>();
    lock.acquire(saveTimer.get(), [this] { saveUnlessOvertaken(); });
}

/// Another program may have rotated the credential meanwhile: ours must not take its place.
void Session::Private::saveUnlessOvertaken()
{
    shared.holdForSaving();
    keeper.lookUp(saveTimer.get(), [this](const std::optional<SavedSignIn> &found) {
        isLookingBeforeSave = false;
        if (!found || !inKeychain || found->credential == inKeychain->credential) {
            write();
            return;
        }
        isSaveDue = false;
        shared.saved();
    });
}

/// There is no time to wait for the lock and to look into the keychain. Where that has not been
/// done only a credential that would be lost is written.
void Session::Private::saveAtTheEnd()
{
    const bool isKept = inKeychain && inKeychain->credential == provider.credential();
    if (isSaveDue && (!isShared() || shared.hasLooked() || !isKept))
        write();
    dropSave();
}

void Session::Private::dropSave()
{
    isSaveDue = false;
    isLookingBeforeSave = false;
    saveTimer.reset();
}

void Session::Private::write()
{
    isSaveDue = false;
    if (provider.credential().isEmpty())
        return;
    const auto token = tokens.token();
    const SavedSignIn now { .credential = provider.credential(),
                            .jwt = token ? token->jwt() : QByteArray() };
    if (inKeychain == now) { // most likely read from there a moment ago
        shared.saved();
        keeper.confirm();
        return;
    }
    writing = now;
    keeper.save(now);
}

/// Best effort, but a program that quits right after the sign-out should let it go out first.
void Session::Private::revoke()
{
    if (!provider.credential().session.isEmpty()) {
        isRevoking = true;
        revocation = std::make_unique<QObject>();
        const auto over = [this] {
            isRevoking = false;
            announceIfSettled();
        };
        connect(&parts.network, &QNetworkAccessManager::finished, revocation.get(),
                [this, over](const QNetworkReply *reply) {
                    if (isRevoking && reply->operation() == QNetworkAccessManager::DeleteOperation)
                        over();
                });
        parts.clock.callAfter(5s, revocation.get(), over);
    }
    provider.revokeSession();
}

void Session::Private::announceIfSettled()
{
    if (q.isSettled())
        Q_EMIT q.settled();
}

} // namespace parley
