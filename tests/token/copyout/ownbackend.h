// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenmanager.h"

#include <QPointer>

#include <functional>

/// Tokens from wherever a team has them: here from a function.
class OwnBackEnd final : public parley::TokenProvider
{
public:
    using Source = std::function<QByteArray()>;

    OwnBackEnd(parley::Clock &clock, Source source)
        : m_clock(clock)
        , m_source(std::move(source))
    { }

    void fetchToken(const QByteArray &, QObject *context, FetchCallback done) override
    {
        m_attempt = std::make_unique<QObject>();
        m_clock.callAfter(std::chrono::milliseconds(0), m_attempt.get(),
                          [this, guard = QPointer(context), done = std::move(done)] {
                              if (guard)
                                  done(parley::FetchOutcome::ofJwt(m_source()));
                          });
    }
    void abort() override { m_attempt.reset(); }

private:
    parley::Clock &m_clock;
    Source m_source;
    std::unique_ptr<QObject> m_attempt; // destroyed: the callback is not called
};

/// A client of your own that runs on the token.
class OwnClient final : public parley::TokenConsumer
{
public:
    void offerToken(const parley::AccessToken &token, parley::TokenReply reply) override
    {
        m_jwt = token.jwt(); // here it goes to the service, whose answer is one of two calls
        reply.accept();
    }
    void withdrawToken() override { m_jwt.clear(); }
    [[nodiscard]] bool hasToken() const { return !m_jwt.isEmpty(); }

private:
    QByteArray m_jwt;
};
