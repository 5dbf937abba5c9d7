// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/logging.h"
#include "session/signin/savedsignin.h"

/// The side of SavedSignIn that the token manager sees: how the programs of one account share it.
namespace parley {

using Outcome = CredentialStore::Outcome;

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

/// Newer than every token that we have had, which the service may have refused, and not so old that
/// it would have to be replaced soon.
std::optional<AccessToken> SavedSignIn::tokenInsteadOfANewOne(const SignInEntry &found) const
{
    const auto parsed = AccessToken::parse(found.jwt);
    const auto *token = std::get_if<AccessToken>(&parsed);
    if (token == nullptr || !m_tokens || token->identity() != m_entry.identity
        || (m_inKeychain && m_inKeychain->jwt == token->jwt()))
        return {};
    const auto known = m_tokens->expiresAt();
    if (known && token->expiresAt() <= *known)
        return {};
    const auto left = token->expiresAt() - m_clock.wallNow() - m_tokens->serverClockOffset();
    if (left <= m_tokens->policy().lead(token->lifetime().value_or(left)))
        return {};
    return *token;
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

/// Reads without a word to the user and within SoftDeadline. Calls \a done once, later.
void SavedSignIn::lookUp(QObject *context, const LookCallback &done)
{
    auto *look = new QObject(context);
    const auto end = [look, done](const std::optional<SignInEntry> &found) {
        delete look; // the other answer does not come any more
        done(found);
    };
    m_store.read(m_entry.key, look, [end](const CredentialStore::Result &result) {
        end(result.outcome == Outcome::Done ? SignInEntry::decoded(result.secret) : std::nullopt);
    });
    m_clock.callAfter(SoftDeadline, look, [end] { end(std::nullopt); });
}

/// Waits for the lock, then looks into the keychain.
void SavedSignIn::takeTurn(QObject *context, const LookCallback &then)
{
    m_lock.acquire(context, [this, context, then] { lookUp(context, then); });
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
            hold();
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
            lookUp(context, [this, self, done](const auto &found) {
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

void SavedSignIn::hold()
{
    m_hold.start(HoldLimit, [this] { letGo(); });
}

/// Nothing is left to be saved under the lock.
void SavedSignIn::letGo()
{
    m_hold.stop();
    releaseIfUnused();
}

void SavedSignIn::releaseIfUnused()
{
    if (m_attempt || m_hold.isActive() || m_save == Save::Looking)
        return;
    m_hasLooked = false;
    m_lock.release();
}

} // namespace parley
