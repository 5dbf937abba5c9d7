// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"

#include <QObject>

#include <functional>
#include <utility>

namespace parley {

/// Why a service did not take a token that was offered to it.
struct TokenRejection
{
    enum class Kind {
        Expired, ///< 410, 401 with 20104, 51119 or 51207: expired by the service's clock
        Refused, ///< any other 401 or 403, 308/51232: this token will never do
        Protocol, ///< close 406 or 417: our side is wrong, no token helps
    };
    Kind kind = Kind::Refused;
    int status = 0; ///< the Twilsock status, HTTP-like (401, 410, …)
    int errorCode = 0; ///< Twilio's error code (20104, 51207, …), 0: none
    QString message {};
};

/// The seam to a client that runs on the token: ChatClient has one, a Sync, Voice or Video client
/// could. A token is *offered*, then *accepted* or *rejected*; it counts only once accepted.
class TokenConsumer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    enum class Offer {
        AnswerFollows, ///< tokenAccepted or tokenRejected will come for this generation
        /// Not connected and not wanted now, or the service does not understand us
        /// (TokenRejection::Kind::Protocol): it is used at the next connect, which somebody asks
        /// for.
        Kept,
        AnswerLater, ///< the service cannot be reached, which is tried on: an answer comes some day
    };
    /// Whether a token has life left by what is known of the server's time.
    using LifeCheck = std::function<bool(const parley::AccessToken &)>;

    /// Set by the TokenManager for as long as it feeds this consumer; empty: no check.
    void setLifeCheck(LifeCheck check) { m_isAlive = std::move(check); }
    /// Ask it before a token that was offered a while ago is used for a new connection.
    [[nodiscard]] bool isAlive(const parley::AccessToken &token) const
    {
        return !m_isAlive || m_isAlive(token);
    }

    /// For the trace and the inspector: `chat`, `sync`, `media`.
    [[nodiscard]] virtual QString consumerName() const = 0;
    /// Takes the token in place (no reconnect) if connected. Signals never come before it returned.
    /// An older generation that is still unanswered is superseded and gets no answer any more.
    virtual Offer offerToken(const parley::AccessToken &token, quint64 generation) = 0;
    /// The token is not to be used any more (expired, access withdrawn, signed out): leave.
    virtual void withdrawToken() = 0;

Q_SIGNALS:
    void tokenAccepted(quint64 generation);
    /// Also unasked, when the service ends a session whose token it had accepted (close 410).
    void tokenRejected(quint64 generation, const parley::TokenRejection &rejection);
    /// Not wanted any more (disconnected by its owner): what was offered gets no answer until the
    /// next connect and counts as Offer::Kept. Comes also when nothing was unanswered.
    void tokenKept();
    /// The service refused something for want of authentication under this generation, which it had
    /// accepted, and did not end the session: perhaps a new token helps.
    void tokenDoubted(quint64 generation);
    /// The service says that the token is about to expire; may repeat.
    void tokenAboutToExpirePushed();

private:
    LifeCheck m_isAlive {};
};

} // namespace parley
