// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/tokenslots.h"

#include "twilsock/phase.h"

#include <utility>

namespace parley::twilsock {

void TokenSlots::offer(const OfferedToken &offered)
{
    m_next = offered;
}

const OfferedToken *TokenSlots::candidate() const
{
    if (m_next)
        return &*m_next;
    return m_accepted ? &*m_accepted : nullptr;
}

bool TokenSlots::hasNewer() const
{
    return m_next || (m_inFlight && (!m_accepted || !(m_inFlight->token == m_accepted->token)));
}

std::optional<TokenRejection> TokenSlots::refusalOf(const AccessToken &token) const
{
    if (!m_refusal || m_refusal->jwt != token.jwt())
        return {};
    return m_refusal->rejection;
}

bool TokenSlots::matchesAccepted(const AccessToken &token) const
{
    return !m_accepted
        || (m_accepted->token.identity() == token.identity()
            && m_accepted->token.serviceSid() == token.serviceSid()
            && m_accepted->token.accountSid() == token.accountSid());
}

const OfferedToken &TokenSlots::beginInit()
{
    Q_ASSERT(candidate() != nullptr && !m_inFlight);
    m_inFlight = *candidate();
    m_next.reset();
    m_sessionStart = m_inFlight;
    return *m_inFlight;
}

const OfferedToken &TokenSlots::beginUpdate()
{
    Q_ASSERT(m_next && !m_inFlight);
    m_inFlight = std::exchange(m_next, std::nullopt);
    return *m_inFlight;
}

TokenSlots::Known TokenSlots::join(const OfferedToken &offered)
{
    if (m_inFlight && !(m_inFlight->token == offered.token))
        return Known::No;
    const bool isAccepted = m_accepted && m_accepted->token == offered.token;
    if (!m_inFlight && !isAccepted)
        return Known::No;
    m_next.reset();
    if (m_inFlight)
        *m_inFlight = offered;
    if (isAccepted)
        *m_accepted = offered;
    return isAccepted ? Known::Accepted : Known::InFlight;
}

void TokenSlots::setReported(bool isReported)
{
    for (std::optional<OfferedToken> *slot : { &m_accepted, &m_next, &m_inFlight }) {
        if (*slot)
            (*slot)->isReported = isReported;
    }
}

std::vector<std::shared_ptr<TokenReply>> TokenSlots::takeReplies()
{
    std::vector<std::shared_ptr<TokenReply>> owed;
    for (std::optional<OfferedToken> *slot :
         { &m_accepted, &m_sessionStart, &m_next, &m_inFlight }) {
        if (*slot)
            owed.push_back(std::move((*slot)->reply));
    }
    return owed;
}

std::optional<OfferedToken> TokenSlots::accept()
{
    Q_ASSERT(m_inFlight);
    m_accepted = std::exchange(m_inFlight, std::nullopt);
    if (std::exchange(m_accepted->isReported, true))
        return {};
    return m_accepted;
}

void TokenSlots::putBack()
{
    const std::optional<OfferedToken> unanswered = std::exchange(m_inFlight, std::nullopt);
    const bool isAccepted = unanswered && m_accepted && m_accepted->token == unanswered->token;
    if (unanswered && !isAccepted && !m_next)
        m_next = unanswered;
}

OfferedToken TokenSlots::refuseInFlight(const TokenRejection &rejection)
{
    Q_ASSERT(m_inFlight);
    OfferedToken refused = *std::exchange(m_inFlight, std::nullopt);
    remember(refused.token, rejection);
    if (m_accepted && m_accepted->token == refused.token)
        m_accepted.reset();
    return refused;
}

std::optional<OfferedToken> TokenSlots::refuseAccepted(const TokenRejection &rejection,
                                                       bool keepPrevious)
{
    if (!m_accepted)
        return {};
    OfferedToken refused = *std::exchange(m_accepted, std::nullopt);
    remember(refused.token, rejection);
    if (keepPrevious && m_sessionStart && !(m_sessionStart->token == refused.token))
        m_accepted = m_sessionStart;
    return refused;
}

OfferedToken TokenSlots::refuseWaiting(const TokenRejection &rejection)
{
    Q_ASSERT(m_next);
    OfferedToken refused = *std::exchange(m_next, std::nullopt);
    remember(refused.token, rejection);
    return refused;
}

void TokenSlots::clear()
{
    *this = TokenSlots();
}

void TokenSlots::remember(const AccessToken &token, const TokenRejection &rejection)
{
    // One that is only too early may come again, and be taken then.
    if (rejection.errorCode != TokenNotYetValidError)
        m_refusal = Refusal { token.jwt(), rejection };
}

} // namespace parley::twilsock
