// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenconsumer.h"

#include "token/tokenmanager.h"

#include <utility>

namespace parley {

TokenReply::TokenReply(Sink sink)
    : m_sink(std::move(sink))
{ }

TokenReply::TokenReply(TokenReply &&other) noexcept
    : m_sink(std::exchange(other.m_sink, nullptr))
{ }

TokenReply &TokenReply::operator=(TokenReply &&other) noexcept
{
    const TokenReply superseded(std::move(*this)); // its destructor answers Kept
    m_sink = std::exchange(other.m_sink, nullptr);
    return *this;
}

TokenReply::~TokenReply()
{
    answer(OfferAnswer::Kept, {});
}

void TokenReply::postpone()
{
    if (const Sink sink = m_sink) // a copy, because the sink may lead to our destruction
        sink(OfferAnswer::Postponed, {});
}

void TokenReply::answer(OfferAnswer answer, const TokenRejection &rejection)
{
    if (const Sink sink = std::exchange(m_sink, nullptr))
        sink(answer, rejection);
}

TokenManager *TokenConsumer::manager() const
{
    return m_manager;
}

} // namespace parley
