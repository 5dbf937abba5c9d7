// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/scriptedprovider.h"

#include <QPointer>

#include <algorithm>

namespace parley::test {

using namespace Qt::StringLiterals;

ScriptedProvider::ScriptedProvider(Clock &clock)
    : m_clock(clock)
{ }

TokenSpec ScriptedProvider::freshSpec()
{
    TokenSpec fresh = spec;
    fresh.issuedAt = std::chrono::floor<std::chrono::seconds>(serverNow());
    fresh.serial = ++m_serial;
    return fresh;
}

ScriptedProvider::Answer ScriptedProvider::fresh()
{
    return { [this] {
                return FetchOutcome { .result = makeToken(freshSpec()), .serverTime = date() };
            },
             delay };
}

ScriptedProvider::Answer ScriptedProvider::fresh(const TokenSpec &changed)
{
    return { [this, changed] {
                TokenSpec now = changed;
                now.issuedAt = std::chrono::floor<std::chrono::seconds>(serverNow());
                now.serial = ++m_serial;
                return FetchOutcome { .result = makeToken(now), .serverTime = date() };
            },
             delay };
}

ScriptedProvider::Answer ScriptedProvider::exactly(const QByteArray &jwt)
{
    return { [this, jwt]() -> FetchOutcome {
                const auto parsed = AccessToken::parse(jwt);
                if (const auto *error = std::get_if<TokenError>(&parsed))
                    return { .result = *error, .serverTime = date() };
                return { .result = std::get<AccessToken>(parsed), .serverTime = date() };
            },
             delay };
}

ScriptedProvider::Answer
ScriptedProvider::failure(TokenError::Code code,
                          std::optional<std::chrono::milliseconds> retryAfter)
{
    return { [this, code, retryAfter] {
                using enum TokenError::Code;
                const bool answered = code != Offline && code != Timeout && code != Tls;
                return FetchOutcome { .result = TokenError { .code = code,
                                                             .httpStatus
                                                             = code == CredentialRejected ? 401 : 0,
                                                             .retryAfter = retryAfter },
                                      .serverTime = answered ? date() : std::nullopt };
            },
             delay };
}

std::optional<WallTime> ScriptedProvider::date() const
{
    if (!sendsDate)
        return {};
    return std::chrono::floor<std::chrono::seconds>(serverNow()); // as HTTP writes it
}

void ScriptedProvider::fetchToken(const QByteArray &idempotencyKey, QObject *context,
                                  FetchCallback done)
{
    m_starts.push_back(m_clock.monotonicNow());
    m_keys.append(idempotencyKey);
    m_mostInFlight = std::max(m_mostInFlight, ++m_inFlight);
    const Answer answer = script ? script(requests()) : fresh();
    m_attempt = std::make_unique<QObject>();
    if (!heedsAbort)
        m_attempt->setObjectName(u"careless"_s); // stays until its answer
    if (!answer.make)
        return;
    m_clock.callAfter(answer.delay, m_attempt.get(),
                      [this, make = answer.make, guard = QPointer(context),
                       attempt = QPointer(m_attempt.get()), done = std::move(done)] {
                          if (attempt == m_attempt.get())
                              --m_inFlight;
                          if (guard || !heedsAbort)
                              done(make());
                      });
}

void ScriptedProvider::abort()
{
    ++m_aborts;
    m_inFlight = 0;
    if (heedsAbort)
        m_attempt.reset();
    else if (m_attempt)
        m_attempt.release()->deleteLater();
}

void ScriptedProvider::reloadCredential(QObject *context, std::function<void(bool)> done)
{
    ++m_reloads;
    if (!reloadDelay)
        return;
    m_clock.callAfter(*reloadDelay, context,
                      [changed = reloadChanges, done = std::move(done)] { done(changed); });
}

} // namespace parley::test
