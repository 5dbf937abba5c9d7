// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/accesstoken.h"
#include "token/http/portprobe.h"
#include "token/http/tokenrequest.h"

#include <QNetworkReply>
#include <QPointer>

#include <memory>

class QNetworkAccessManager;

namespace parley {

/// What came of one exchange with a token end point: the token or why there is none, and what a
/// program needs to explain that.
struct TokenExchangeResult
{
    std::variant<AccessToken, TokenError> token;
    QString session {}; ///< of a good answer; a secret
    std::optional<WallTime> serverTime {}; ///< `Date` of the answer
    int status = 0; ///< of HTTP; 0: there was no HTTP answer
    QByteArray contentType {}; ///< as it came
    QNetworkReply::NetworkError networkError = QNetworkReply::NoError;
    /// The port was asked whether it speaks the other one of http and https, and does not.
    bool isPortAsked = false;
};

/// One request for a token and its answer: builds the request, sends it exactly once, bounds and
/// reads the answer, and parses the token. The token provider and the endpoint doctor both use it,
/// so that they cannot see different things. Has no time limit of its own.
class TokenExchange final : public QObject
{
public:
    static constexpr qint64 MaxAnswerBytes = 64 * 1024; ///< after decoding
    using Callback = std::function<void(const TokenExchangeResult &)>;

    /// Whether a failed connection leads to the question what the port speaks (PortProbe).
    enum class PortQuestion { Allowed, Forbidden };

    /// \a network and \a clock must outlive this object.
    TokenExchange(QNetworkAccessManager &network, Clock &clock, TokenEndpoint endpoint,
                  PortQuestion portQuestion = PortQuestion::Allowed);
    /// Aborts what is running, without a callback.
    ~TokenExchange() override;

    /// Once per object. Calls \a done once and never before this call has returned; \a done may
    /// destroy this object.
    void start(const TokenCredential &credential, const QByteArray &idempotencyKey, Callback done);
    /// Ends it with the error Timeout, and with what has come so far.
    void timeOut();

private:
    void send(const TokenRequest &request);
    void watchHandshake();
    bool readMore();
    void finished();
    void endOrAskPort(const TokenError &error);
    void askPort();
    [[nodiscard]] bool isDoubtfulPort() const;
    void read();
    void end(std::variant<AccessToken, TokenError> token);
    void dropReply();

    QNetworkAccessManager &m_network;
    Clock &m_clock;
    const TokenEndpoint m_endpoint;
    const PortQuestion m_portQuestion;
    Callback m_done;
    QPointer<QNetworkReply> m_reply; // owned; goes when the exchange ends
    QByteArray m_body;
    std::unique_ptr<PortProbe> m_probe;
    std::optional<TokenError> m_failure; // told unless the port turns out to speak the other
    TokenExchangeResult m_result;
    bool m_isConnecting = false; // a real connection was begun
    bool m_isEncrypted = false;
    QString m_certificateProblem; // of the one that the server has shown
};

} // namespace parley
