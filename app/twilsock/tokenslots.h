// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"
#include "token/tokenconsumer.h"

#include <memory>
#include <optional>
#include <vector>

namespace parley::twilsock {

/// A token with the reply that its manager is owed. Copies share the reply.
struct OfferedToken
{
    AccessToken token;
    std::shared_ptr<TokenReply> reply {};
    bool isReported = false; ///< its acceptance has been told
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
    /// Gives a token that is in flight or accepted already the reply of \a offered, instead of
    /// having it sent again. No: another one is on its way, or it is new.
    Known join(const OfferedToken &offered);
    /// The acceptance of the accepted token needs no report any more, or one again.
    void setReported(bool isReported);
    /// The replies that were owed; none is any more. Each tells 'kept' when it ends.
    [[nodiscard]] std::vector<std::shared_ptr<TokenReply>> takeReplies();

    /// The service took the token in flight. The one to report; empty: it was reported before.
    std::optional<OfferedToken> accept();
    /// The token in flight got no verdict: it waits again unless a newer one does.
    void putBack();
    /// Refuses the token in flight and gives it back.
    OfferedToken refuseInFlight(const TokenRejection &rejection);
    /// The accepted token is over; empty if there was none. With \a keepPrevious the one that this
    /// session was opened with counts again.
    std::optional<OfferedToken> refuseAccepted(const TokenRejection &rejection,
                                               bool keepPrevious = false);
    /// Refuses the one that waits, without having sent it.
    OfferedToken refuseWaiting(const TokenRejection &rejection);
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
};

} // namespace parley::twilsock
