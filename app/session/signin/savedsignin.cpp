// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/signin/savedsignin.h"
#include "session/logging.h"

namespace parley {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Outcome = CredentialStore::Outcome;

SavedSignIn::SavedSignIn(const SessionConfig &config, const SessionParts &parts, QObject *parent)
    : QObject(parent)
    , m_store(parts.store)
    , m_clock(parts.clock)
    , m_known(parts.knownSignIns)
    , m_entry { .key = config.keychainKey(),
                .tokenUrl = config.bareTokenUrl(),
                .identity = config.identity }
    , m_provider(parts.network, config.tokenUrl, config.auth, parts.clock)
    , m_lookUp(parts.store, parts.clock, m_entry.key)
    , m_change(parts.store, parts.clock, m_entry.key)
    , m_lock(config.dataFolder, m_entry.key, parts.clock)
    , m_hold(parts.clock)
    , m_saveTimer(parts.clock)
{
    connect(&m_provider, &HttpTokenProvider::credentialChanged, this, [this] { save(0ms); });
}

void SavedSignIn::follow(TokenManager &tokens)
{
    m_tokens = &tokens;
    connect(&tokens, &TokenManager::tokenUpdated, this,
            [this](const AccessToken &, TokenManager::UpdateReason reason) {
                save(reason == TokenManager::UpdateReason::SignIn ? SaveDelay : 0ms);
            });
}

void SavedSignIn::use(const QString &secret, bool remember)
{
    cancelRead();
    discard();
    if (m_change.isWriting())
        m_change.drop(); // its answer would be about another credential
    m_isClosed = false;
    m_isRemembering = remember;
    m_provider.setCredential({ .user = m_entry.identity, .secret = secret });
}

void SavedSignIn::discard()
{
    dropSave();
    letGo();
    m_isRemembering = false;
    m_hasWorked = false;
    m_inKeychain.reset();
    m_provider.setCredential({});
}

void SavedSignIn::forget()
{
    cancelRead();
    discard();
    remove();
}

// Reading

void SavedSignIn::read(Asking asking)
{
    cancelRead();
    m_isClosed = false;
    const auto known = noted();
    const bool isSignedOut = known && known->isRemovalPending; // but the entry may be there yet
    m_reading = std::make_unique<QObject>();
    if (!isSignedOut && (known || asking == Asking::Always || !m_known)) {
        m_lookUp.read([this] { setStatus(Status::Waiting, u"Waiting for the system keychain."_s); },
                      [this](const Result &result) { takeRead(result); });
        setStatus(Status::Reading, {});
        return;
    }
    m_clock.callAfter(0ms, m_reading.get(), [this] {
        m_reading.reset();
        Q_EMIT loadFailed(u"No sign-in is saved for this user."_s);
    });
    if (isSignedOut)
        remove();
}

void SavedSignIn::cancelRead()
{
    m_reading.reset();
    m_lookUp.drop();
    if (m_status == Status::Reading || m_status == Status::Waiting)
        setStatus(Status::Idle, {});
}

void SavedSignIn::takeRead(const Result &result)
{
    const auto known = noted();
    m_mayExist = m_mayExist || result.outcome == Outcome::Done;
    if (known && result.outcome == Outcome::NotFound)
        m_known->remove(m_entry.key);
    const KeychainVerdict verdict = verdictOfRead(result, known);
    const QPointer<QObject> reading(m_reading.get());
    setStatus(verdict.status, verdict.detail);
    if (!reading)
        return; // a slot has cancelled the read, or destroyed this object
    m_reading.reset();
    if (!verdict.entry) { // one that is corrupt is kept: only a verified new sign-in replaces it
        qCInfo(lcSession) << "no saved sign-in:" << verdict.detail;
        Q_EMIT loadFailed(verdict.detail);
        return;
    }
    m_isRemembering = true;
    m_hasWorked = true; // in an earlier run
    m_inKeychain = verdict.entry;
    m_provider.setCredential(verdict.entry->credential);
    Q_EMIT loaded(*verdict.entry);
}

// Writing

void SavedSignIn::save(std::chrono::milliseconds delay)
{
    const bool isPlanned
        = m_saveTimer.isActive() && m_saveTimer.due() <= m_clock.monotonicNow() + delay;
    if (!m_isRemembering || !m_hasWorked || m_isClosed || m_looking || isPlanned)
        return; // what is written then is what is in use then
    m_saveTimer.start(delay, [this] { saveNow(); });
}

void SavedSignIn::saveNow()
{
    if (!isShared() || m_hasLooked || m_provider.credential().isEmpty()) {
        write();
        return;
    }
    m_looking = std::make_unique<QObject>();
    takeTurn(m_looking.get(), [this](const auto &found) {
        // Another program may have changed the credential: ours must not take its place.
        if (!found || !m_inKeychain || found->credential == m_inKeychain->credential)
            return write();
        dropSave();
        letGo();
    });
}

/// There is no time to wait for the lock and to look into the keychain. Where that has not been
/// done only a credential that would be lost is written.
void SavedSignIn::saveAtTheEnd()
{
    const bool isLost = !m_inKeychain || m_inKeychain->credential != inUse().credential;
    const bool isDue = m_saveTimer.isActive() || m_looking;
    if (isDue && (!isShared() || m_hasLooked || isLost))
        write();
    dropSave();
    m_isClosed = true;
    cancelRead();
}

void SavedSignIn::dropSave()
{
    m_saveTimer.stop();
    m_looking.reset();
}

void SavedSignIn::write()
{
    dropSave();
    if (m_lock.isHeld() && !m_hold.isActive())
        m_hold.start(HoldLimit, [this] { letGo(); });
    const SignInEntry entry = inUse();
    if (entry.credential.isEmpty())
        return;
    const qsizetype limit = m_store.maxSecretBytes();
    const QByteArray secret = entry.encoded(limit);
    if (limit > 0 && secret.size() > limit) {
        letGo();
        setStatus(
            Status::TooLarge,
            u"The sign-in needs %1 bytes; the keychain takes %2."_s.arg(secret.size()).arg(limit));
    } else if (isIdle() && m_inKeychain && m_inKeychain->encoded(limit) == secret) {
        letGo(); // most likely read from there a moment ago
        note(false, false); // an earlier write that did not end does not matter any more
        setStatus(Status::Saved, {});
    } else {
        m_mayExist = true;
        note(true, false);
        m_change.write(
            secret,
            [this] { setStatus(Status::NotSaved, u"The keychain has not answered yet."_s); },
            [this](const Result &result) { takeWritten(result); });
    }
}

void SavedSignIn::takeWritten(const Result &result)
{
    if (result.outcome == Outcome::Done) {
        m_inKeychain = SignInEntry::decoded(result.secret);
        note(false, false);
    } // otherwise the next token is another occasion: a try now might prompt again
    endChange(result, verdictOfWrite(result));
}

void SavedSignIn::remove()
{
    const bool mayExist = m_mayExist || !m_known || noted();
    m_change.drop(); // the store keeps the order: a write still under way ends before the removal
    if (!mayExist) {
        setStatus(Status::Idle, {});
        return;
    }
    note(false, true);
    m_change.remove([this](const Result &result) { takeRemoved(result); });
}

void SavedSignIn::takeRemoved(const Result &result)
{
    if (result.outcome == Outcome::Done) {
        m_mayExist = false;
        if (m_known)
            m_known->remove(m_entry.key);
    }
    endChange(result, verdictOfRemoval(result));
}

void SavedSignIn::endChange(const Result &result, const KeychainVerdict &verdict)
{
    if (result.outcome != Outcome::Done)
        qCWarning(lcSession) << verdict.detail << int(result.outcome) << result.detail;
    letGo();
    const QPointer<SavedSignIn> self(this);
    setStatus(verdict.status, verdict.detail);
    if (self && isIdle())
        Q_EMIT idle();
}

// What the user and the next start are told

void SavedSignIn::setStatus(Status status, const QString &detail)
{
    if (m_status == status && m_statusDetail == detail)
        return;
    m_status = status;
    m_statusDetail = detail;
    Q_EMIT statusChanged(status, detail);
}

std::optional<KnownSignIn> SavedSignIn::noted() const
{
    return m_known ? m_known->find(m_entry.key) : std::nullopt;
}

void SavedSignIn::note(bool isUnfinished, bool isRemovalPending)
{
    if (!m_known)
        return;
    m_entry.isUnfinished = isUnfinished;
    m_entry.isRemovalPending = isRemovalPending;
    m_known->put(m_entry);
}

// Taking turns with the other programs of this account

/// Whether other programs of this account use the same entry of the keychain.
bool SavedSignIn::isShared() const
{
    return isKept() && m_lock.isUsable() && m_store.isPersistent();
}

SignInEntry SavedSignIn::inUse() const
{
    const auto token = m_tokens ? m_tokens->token() : std::nullopt;
    SignInEntry entry { .credential = m_provider.credential(),
                        .jwt = token ? token->jwt() : QByteArray() };
    if (!entry.credential.session.isEmpty())
        entry.credential.secret.clear(); // as the keychain has it
    return entry;
}

/// Not one that we have had, which the service may have refused.
std::optional<AccessToken> SavedSignIn::tokenInsteadOfANewOne(const SignInEntry &found) const
{
    if (!m_tokens || (m_inKeychain && m_inKeychain->jwt == found.jwt))
        return {};
    const auto token = found.newerToken(*m_tokens, m_clock.wallNow());
    return token && token->identity() == m_entry.identity ? token : std::nullopt;
}

/// Takes over the credential if another program has changed it.
void SavedSignIn::adopt(const SignInEntry &found)
{
    if (!m_inKeychain)
        return; // another credential has been typed meanwhile
    m_hasLooked = m_lock.isHeld();
    if (found.credential != m_inKeychain->credential)
        m_provider.setCredential(found.credential);
    m_inKeychain = found;
}

/// Looks into the keychain without a word to the user. Calls \a done once, later.
void SavedSignIn::look(QObject *context, const LookCallback &done)
{
    m_lookUp.look(context, [done](const std::optional<QByteArray> &secret) {
        done(secret ? SignInEntry::decoded(*secret) : std::nullopt);
    });
}

/// Waits for the lock, then looks.
void SavedSignIn::takeTurn(QObject *context, const LookCallback &then)
{
    m_lock.acquire(context, [this, context, then] { look(context, then); });
}

void SavedSignIn::fetchToken(const QByteArray &idempotencyKey, QObject *context, FetchCallback done)
{
    abort();
    m_attempt = std::make_unique<QObject>();
    connect(context, &QObject::destroyed, m_attempt.get(), [this] { abort(); });
    if (!isShared()) {
        fetch(idempotencyKey, done);
        return;
    }
    takeTurn(m_attempt.get(), [this, idempotencyKey, done](const auto &found) {
        const auto token = found ? tokenInsteadOfANewOne(*found) : std::nullopt;
        if (found)
            adopt(*found);
        if (!token) {
            fetch(idempotencyKey, done);
            return;
        }
        qCInfo(lcSession) << "another program has fetched a token:" << token->fingerprint();
        m_attempt.release()->deleteLater(); // we are in a call that belongs to it
        releaseIfUnused();
        done({ .result = *token }); // last
    });
}

void SavedSignIn::fetch(const QByteArray &idempotencyKey, const FetchCallback &done)
{
    m_provider.fetchToken(idempotencyKey, m_attempt.get(), [this, done](const FetchOutcome &got) {
        m_attempt.release()->deleteLater();
        const bool isToken = std::holds_alternative<AccessToken>(got.result);
        m_hasWorked = m_hasWorked || isToken;
        if (isToken && m_lock.isHeld())
            m_hold.start(HoldLimit, [this] { letGo(); });
        else
            releaseIfUnused();
        done(got); // last
    });
}

void SavedSignIn::abort()
{
    if (!m_attempt)
        return;
    m_provider.abort();
    m_attempt.reset();
    releaseIfUnused();
}

/// Rule unauthorized. A typed password is not replaced by an older entry of the keychain.
void SavedSignIn::reloadCredential(QObject *context, std::function<void(bool)> done)
{
    m_provider.reloadCredential(
        context, [this, self = QPointer(this), context, done](bool hasChanged) {
            if (hasChanged || !self || !m_inKeychain) {
                done(hasChanged);
                return;
            }
            look(context, [this, self, done](const auto &found) {
                const bool isOurs = self && found && m_inKeychain; // no other one was typed
                const bool isOther = isOurs && found->credential != inUse().credential;
                if (isOurs)
                    m_inKeychain = found;
                if (isOther)
                    m_provider.setCredential(found->credential);
                done(isOther); // last
            });
        });
}

/// Nothing is left to be saved under the lock.
void SavedSignIn::letGo()
{
    m_hold.stop();
    releaseIfUnused();
}

void SavedSignIn::releaseIfUnused()
{
    if (m_attempt || m_hold.isActive() || m_looking)
        return;
    m_hasLooked = false;
    m_lock.release();
}

} // namespace parley
