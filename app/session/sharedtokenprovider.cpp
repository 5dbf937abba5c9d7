// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/sharedtokenprovider.h"
#include "session/logging.h"

#include <QPointer>

namespace parley {

SharedTokenProvider::SharedTokenProvider(HttpTokenProvider &provider, SignInLock &lock,
                                         Clock &clock, Hooks hooks)
    : m_provider(provider)
    , m_lock(lock)
    , m_clock(clock)
    , m_hooks(std::move(hooks))
{ }

SharedTokenProvider::~SharedTokenProvider() = default;

void SharedTokenProvider::fetchToken(const QByteArray &idempotencyKey, QObject *context,
                                     FetchCallback done)
{
    abort();
    m_attempt = std::make_unique<QObject>();
    const Ask ask { .key = idempotencyKey, .context = context, .done = std::move(done) };
    QObject::connect(context, &QObject::destroyed, m_attempt.get(), [this] { abort(); });
    if (m_hooks.isShared())
        m_lock.acquire(m_attempt.get(), [this, ask] { look(ask); });
    else
        fetch(ask);
}

/// The process that had the lock before may just have fetched the token that is needed here.
void SharedTokenProvider::look(const Ask &ask)
{
    m_hooks.lookUp(m_attempt.get(), [this, ask](const std::optional<SavedSignIn> &found) {
        if (!found) {
            fetch(ask);
            return;
        }
        m_hasLooked = m_lock.isHeld();
        const auto parsed = AccessToken::parse(found->jwt);
        const auto *token = std::get_if<AccessToken>(&parsed);
        const bool isWanted = token != nullptr && m_hooks.isWanted(*token);
        m_hooks.adopt(*found);
        if (!isWanted) {
            fetch(ask);
            return;
        }
        qCInfo(lcSession) << "another program has fetched a token:" << token->fingerprint();
        m_attempt.release()->deleteLater(); // we are in a call that belongs to it
        releaseIfUnused();
        ask.done({ .result = FetchedToken { .token = *token } }); // last
    });
}

void SharedTokenProvider::fetch(const Ask &ask)
{
    m_provider.fetchToken(ask.key, m_attempt.get(), [this, ask](const FetchOutcome &outcome) {
        m_attempt.release()->deleteLater();
        const bool isToken = std::holds_alternative<FetchedToken>(outcome.result);
        if (m_lock.isHeld() && isToken)
            holdForSaving();
        else
            releaseIfUnused();
        ask.done(outcome); // last
    });
}

void SharedTokenProvider::abort()
{
    if (!m_attempt)
        return;
    m_provider.abort();
    m_attempt.reset();
    releaseIfUnused();
}

void SharedTokenProvider::reloadCredential(QObject *context, std::function<void(bool)> done)
{
    m_provider.reloadCredential(context, std::move(done));
}

void SharedTokenProvider::confirmCredential()
{
    m_provider.confirmCredential();
}

void SharedTokenProvider::holdForSaving()
{
    m_hold = std::make_unique<QObject>();
    m_clock.callAfter(HoldLimit, m_hold.get(), [this] {
        m_hold.release()->deleteLater();
        releaseIfUnused();
    });
}

void SharedTokenProvider::saved()
{
    m_hold.reset();
    releaseIfUnused();
}

void SharedTokenProvider::releaseIfUnused()
{
    if (m_attempt || m_hold)
        return;
    m_hasLooked = false;
    m_lock.release();
}

} // namespace parley
