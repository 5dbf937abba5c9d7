// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"
#include "token/tokenconsumer.h"

#include <optional>

namespace parley::twilsock {

struct OfferedToken
{
    AccessToken token;
    quint64 generation = 0;
};

/// Which token is which on one connection: a token counts only once the service has accepted it, a
/// refusal brings the last accepted one back, and a newer one may wait meanwhile. No signals, no
/// time.
class TokenSlots
{
public:
    /// Puts \a offered next in line; an older one that still waits there is forgotten.
    void offer(const OfferedToken &offered);

    /// What the next `init` would carry.
    [[nodiscard]] const OfferedToken *candidate() const;
    /// The one the service accepted last and has not given up.
    [[nodiscard]] const std::optional<OfferedToken> &accepted() const { return m_accepted; }
    [[nodiscard]] const std::optional<OfferedToken> &waiting() const { return m_next; }
    [[nodiscard]] const std::optional<OfferedToken> &inFlight() const { return m_inFlight; }
    /// Whether one newer than the accepted one is on its way or will be.
    [[nodiscard]] bool hasNewer() const;
    /// The verdict on exactly this token, if it was refused or has expired lately.
    [[nodiscard]] std::optional<TokenRejection> refusalOf(const AccessToken &token) const;
    /// Same account, service and identity as the accepted one (or there is none).
    [[nodiscard]] bool matchesAccepted(const AccessToken &token) const;

    /// Marks the candidate as on its way in `init`, or the waiting one in `update`.
    const OfferedToken &beginInit();
    const OfferedToken &beginUpdate();
    enum class Known { No, InFlight, Accepted };
    /// Gives a token that is in flight or accepted already the number \a generation, instead of
    /// having it sent again. No: another one is on its way, or it is new.
    Known renumber(const AccessToken &token, quint64 generation);
    /// The acceptance of \a generation needs no report any more (0: all need one again).
    void setReported(quint64 generation);

    /// The service took the token in flight. The generation to report; empty: it was reported
    /// before.
    std::optional<quint64> accept();
    /// The token in flight got no verdict: it waits again unless a newer one does.
    void putBack();
    /// Refuses the token in flight. Its generation.
    quint64 refuseInFlight(const TokenRejection &rejection);
    /// The accepted token is over. Its generation; empty if there was none. With \a keepPrevious
    /// the one that this session was opened with counts again.
    std::optional<quint64> refuseAccepted(const TokenRejection &rejection,
                                          bool keepPrevious = false);
    /// Refuses the one that waits, without having sent it. Its generation.
    quint64 refuseWaiting(const TokenRejection &rejection);
    void clear();

private:
    struct Refusal
    {
        QByteArray jwt;
        TokenRejection rejection;
    };
    void remember(const AccessToken &token, const TokenRejection &rejection);

    std::optional<OfferedToken> m_accepted;
    std::optional<OfferedToken> m_sessionStart; // what `init` of this session carried
    std::optional<OfferedToken> m_next;
    std::optional<OfferedToken> m_inFlight;
    std::optional<Refusal> m_refusal;
    quint64 m_reported = 0; // newest generation whose acceptance was reported
};

} // namespace parley::twilsock
