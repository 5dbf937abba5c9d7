// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace parley {

class TokenManager;

/// Why a service did not take a token that was offered to it.
struct TokenRejection
{
    enum class Kind {
        Expired, ///< 410; 401 or 403 with 20104, 51119 or 51207: expired by the service's clock
        Refused, ///< any other 401 or 403, 308 with 51232: this token will never do
        Protocol, ///< close 406 or 417: our side is wrong, and no token helps
    };
    Kind kind = Kind::Refused;
    int status = 0; ///< the Twilsock status, like HTTP's (401, 410, …)
    int errorCode = 0; ///< Twilio's error code (20104, 51207, …), 0: none
    QString message {};

    bool operator==(const TokenRejection &) const = default;
};

/// What a consumer says of an offered token.
enum class OfferAnswer {
    Accepted, ///< The service accepted it.
    Refused, ///< The service refused it.
    Postponed, ///< The service cannot be reached; an answer may still come.
    Kept, ///< The consumer is not connected and keeps the token; no answer will come.
    Doubted ///< The service refused one request although it had accepted the token.
};

/// The answer that a consumer owes for one offered token. It can be moved and is answered once, in
/// offerToken() or later, from the manager's thread. Destroyed without an answer, it means that the
/// consumer keeps the token for its next connection.
class TokenReply
{
public:
    using Sink = std::function<void(OfferAnswer, const TokenRejection &)>;

    /// Nothing is owed.
    TokenReply() = default;
    /// \a sink hears the answer.
    explicit TokenReply(Sink sink);
    TokenReply(TokenReply &&other) noexcept;
    TokenReply &operator=(TokenReply &&other) noexcept;
    ~TokenReply();
    Q_DISABLE_COPY(TokenReply)

    [[nodiscard]] bool isOwed() const { return m_sink != nullptr; }
    /// The service accepted the token.
    void accept() { answer(OfferAnswer::Accepted, {}); }
    /// The service refused the token.
    void refuse(const TokenRejection &rejection) { answer(OfferAnswer::Refused, rejection); }
    /// The service cannot be reached at present, and the consumer keeps trying. The answer is still
    /// owed, but only a call of TokenManager::updateToken() waits for it.
    void postpone();

private:
    void answer(OfferAnswer answer, const TokenRejection &rejection);

    Sink m_sink {}; // empty: answered
};

/// The seam to a client that runs on the token: Parley's ChatClient, or a Sync, Voice or Video
/// client of yours. A token is *offered*, then *accepted* or *refused*. Name the consumer with
/// setObjectName(): `chat`, `voice`; the name stands in the trace.
class TokenConsumer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Takes the token in place, without a reconnect, and answers by \a reply. A newer offer
    /// supersedes an older one that is not answered yet.
    virtual void offerToken(const parley::AccessToken &token, parley::TokenReply reply) = 0;
    /// The token must not be used any more (expired, access withdrawn, signed out): disconnect.
    virtual void withdrawToken() = 0;

    /// The manager that feeds this consumer; null: none. Ask its isUsable() before a token that was
    /// offered a while ago is used for a new connection.
    [[nodiscard]] TokenManager *manager() const;

Q_SIGNALS:
    /// The service accepted a token that had been kept for later.
    void tokenAccepted(const parley::AccessToken &token);
    /// The service ended a session whose token it had accepted, or refused a token that had been
    /// kept for later.
    void tokenRefused(const parley::AccessToken &token, const parley::TokenRejection &rejection);
    /// The service refused one request for want of authentication, although it had accepted the
    /// token, and did not end the session. Perhaps a new token helps.
    void tokenDoubted(const parley::AccessToken &token);
    /// The service announced that the token is about to expire. May repeat.
    void expiryAnnounced();

private:
    friend class TokenManager; // sets m_manager
    QPointer<TokenManager> m_manager {};
};

} // namespace parley
