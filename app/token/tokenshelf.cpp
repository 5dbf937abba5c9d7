// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tokenshelf.h"

#include <algorithm>

namespace parley {

namespace {
// A client that never answers must not make the shelf grow.
constexpr std::size_t MaxTokens = 8;
} // namespace

void TokenShelf::add(HeldToken token)
{
    m_current = token.generation;
    m_tokens.push_back(std::move(token));
    while (m_tokens.size() > MaxTokens) {
        const bool keepFirst = m_tokens.front().generation == m_lastAccepted;
        m_tokens.erase(m_tokens.begin() + (keepFirst ? 1 : 0));
    }
}

HeldToken *TokenShelf::current()
{
    return find(m_current);
}

const HeldToken *TokenShelf::current() const
{
    return const_cast<TokenShelf *>(this)->current();
}

HeldToken *TokenShelf::usable()
{
    HeldToken *held = current();
    return held == nullptr || held->expired ? nullptr : held;
}

const HeldToken *TokenShelf::usable() const
{
    return const_cast<TokenShelf *>(this)->usable();
}

HeldToken *TokenShelf::find(quint64 generation)
{
    const auto it
        = std::find_if(m_tokens.begin(), m_tokens.end(), [generation](const HeldToken &held) {
              return held.generation == generation;
          });
    return it == m_tokens.end() ? nullptr : &*it;
}

const HeldToken *TokenShelf::newest() const
{
    return m_tokens.empty() ? nullptr : &m_tokens.back();
}

void TokenShelf::accept(quint64 generation, MonotonicTime now)
{
    HeldToken *held = find(generation);
    if (held == nullptr)
        return;
    held->accepted = true;
    if (!held->acceptedAt)
        held->acceptedAt = now;
    if (generation < m_lastAccepted)
        return;
    m_lastAccepted = generation;
    std::erase_if(m_tokens,
                  [generation](const HeldToken &other) { return other.generation < generation; });
}

void TokenShelf::refuse(quint64 generation)
{
    HeldToken *held = find(generation);
    if (held == nullptr)
        return;
    held->refused = true;
    m_refused.insert(held->token.fingerprint());
    if (m_lastAccepted == generation)
        m_lastAccepted = 0;
    if (m_current == generation)
        m_current = m_lastAccepted;
}

void TokenShelf::refuseAll()
{
    for (HeldToken &held : m_tokens)
        held.refused = true;
    m_current = 0;
    m_lastAccepted = 0;
}

bool TokenShelf::wasRefused(const AccessToken &token) const
{
    return m_refused.contains(token.fingerprint());
}

void TokenShelf::clear()
{
    m_tokens.clear();
    m_refused.clear();
    m_current = 0;
    m_lastAccepted = 0;
}

} // namespace parley
