// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "support/testtoken.h"
#include "token/clock.h"
#include "token/tokenprovider.h"

#include <QPointer>

#include <memory>

namespace parley::test {

/// Answers as it was told, one answer for each request; the last one stays.
class PresetProvider final : public TokenProvider
{
public:
    explicit PresetProvider(Clock &clock)
        : m_clock(clock)
    { }

    /// A fresh token of this life for each request.
    void giveTokens(std::chrono::seconds life)
    {
        m_error.reset();
        m_life = life;
    }
    void fail(const TokenError &error) { m_error = error; }
    [[nodiscard]] int requests() const { return m_requests; }

    void fetchToken(const QByteArray &, QObject *context, FetchCallback done) override
    {
        ++m_requests;
        m_call = std::make_unique<QObject>();
        QPointer<QObject> guard(context);
        m_clock.callAfter(std::chrono::milliseconds(100), m_call.get(), [this, guard, done] {
            if (guard == nullptr)
                return;
            done(outcome());
        });
    }
    void abort() override { m_call.reset(); }

private:
    FetchOutcome outcome()
    {
        if (m_error)
            return { *m_error, m_clock.wallNow() };
        TokenSpec spec;
        spec.issuedAt = std::chrono::time_point_cast<std::chrono::seconds>(m_clock.wallNow());
        spec.life = m_life;
        spec.serial = ++m_serial;
        return { makeToken(spec), m_clock.wallNow() };
    }

    Clock &m_clock;
    std::unique_ptr<QObject> m_call;
    std::optional<TokenError> m_error {};
    std::chrono::seconds m_life { 3600 };
    int m_requests = 0;
    int m_serial = 0;
};

} // namespace parley::test
