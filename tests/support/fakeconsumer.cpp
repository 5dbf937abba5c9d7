// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "support/fakeconsumer.h"

#include "token/tokenmanager.h"

namespace parley::test {

FakeConsumer::FakeConsumer(Clock &clock, const QString &name, QObject *parent)
    : TokenConsumer(parent)
    , m_clock(clock)
{
    setObjectName(name);
}

void FakeConsumer::accept(quint64 generation)
{
    if (TokenReply reply = takeReply(generation); reply.isOwed())
        reply.accept();
    else if (const auto it = m_tokens.find(generation); it != m_tokens.end())
        Q_EMIT tokenAccepted(it->second);
}

void FakeConsumer::reject(quint64 generation, TokenRejection::Kind kind, int status, int errorCode)
{
    const TokenRejection rejection { .kind = kind, .status = status, .errorCode = errorCode };
    if (TokenReply reply = takeReply(generation); reply.isOwed())
        reply.refuse(rejection);
    else if (const auto it = m_tokens.find(generation); it != m_tokens.end())
        Q_EMIT tokenRefused(it->second, rejection);
}

void FakeConsumer::doubt(quint64 generation)
{
    if (const auto it = m_tokens.find(generation); it != m_tokens.end())
        Q_EMIT tokenDoubted(it->second);
}

void FakeConsumer::offerToken(const AccessToken &token, TokenReply reply)
{
    const quint64 generation = manager() != nullptr ? manager()->generation() : 0;
    m_offered.push_back(generation);
    m_jwts.push_back(token.jwt());
    m_tokens.insert_or_assign(generation, token);
    if (mode == Mode::NotConnected)
        return;
    if (mode != Mode::Silent)
        m_clock.callAfter(delay, this, [this, generation] { answer(generation); });
    if (mode == Mode::Unreachable)
        reply.postpone();
    m_replies.insert_or_assign(generation, std::move(reply));
}

void FakeConsumer::answer(quint64 generation)
{
    if (generation != m_offered.back())
        return; // superseded by a newer one
    if (mode == Mode::Refuses)
        reject(generation, TokenRejection::Kind::Refused, 401, 20107);
    else if (mode == Mode::CallsExpired)
        reject(generation, TokenRejection::Kind::Expired, 401, 20104);
    else
        accept(generation);
}

TokenReply FakeConsumer::takeReply(quint64 generation)
{
    auto node = m_replies.extract(generation);
    return node.empty() ? TokenReply() : std::move(node.mapped());
}

} // namespace parley::test
