// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenmanager.h"

#include <QSet>

#include <vector>

namespace parley {

/// An admitted token with what has become of it.
struct HeldToken
{
    AccessToken token;
    quint64 generation = 0;
    std::chrono::milliseconds life {}; ///< R1
    std::chrono::milliseconds refreshBefore {}; ///< R3, drawn once: exp minus this is the instant
    TokenManager::UpdateReason reason = TokenManager::UpdateReason::Proactive;
    bool fetched = false; ///< from the provider, whose credential wants to be confirmed
    int failedBefore = 0; ///< attempts that failed before this one came
    std::optional<MonotonicTime> failingSince {};

    bool accepted = false; ///< by at least one service
    std::optional<MonotonicTime> acceptedAt {}; ///< for the first time
    bool refused = false; ///< by a service, and accepted by none
    bool expired = false; ///< by its own end or by the service's word
    // each of these happens once for a generation
    bool updateTold = false;
    bool aboutToExpireTold = false;
    bool expiredTold = false;
    bool pushUsed = false;
    bool rejectionCounted = false;
};

/// The tokens of one sign-in that still matter: the newest, and the last one that a service
/// accepted, to which a refusal of the newest falls back. Pointers it gives are good until the next
/// change.
class TokenShelf
{
public:
    void add(HeldToken token);
    /// The newest that was not refused, but none between it and the last accepted one.
    [[nodiscard]] HeldToken *current();
    [[nodiscard]] const HeldToken *current() const;
    /// current() unless it has expired.
    [[nodiscard]] HeldToken *usable();
    [[nodiscard]] const HeldToken *usable() const;
    [[nodiscard]] HeldToken *find(quint64 generation);
    /// The newest of all, whatever became of it.
    [[nodiscard]] const HeldToken *newest() const;
    [[nodiscard]] bool isEmpty() const { return m_tokens.empty(); }

    void accept(quint64 generation, MonotonicTime now);
    /// Remembers it as one that never does, and falls back to the last accepted one.
    void refuse(quint64 generation);
    /// None may be used any more.
    void refuseAll();
    [[nodiscard]] bool wasRefused(const AccessToken &token) const;
    void clear();

private:
    std::vector<HeldToken> m_tokens {}; // rising generations
    quint64 m_current = 0; // generation, 0: none
    quint64 m_lastAccepted = 0;
    QSet<QString> m_refused {}; // fingerprints
};

} // namespace parley
