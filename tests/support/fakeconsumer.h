// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"
#include "token/tokenconsumer.h"

#include <map>
#include <utility>
#include <vector>

namespace parley::test {

/// A client in virtual time: answers offers as `mode` says, and says what a test tells it to say.
/// Numbers tokens as its manager does.
class FakeConsumer final : public TokenConsumer
{
    Q_OBJECT

public:
    enum class Mode {
        Accepts,
        Refuses, ///< 401/20107
        CallsExpired, ///< 401/20104
        Silent, ///< owes an answer; the test gives it
        NotConnected, ///< keeps the token for later
        Unreachable, ///< postpones its answer and accepts the token in the end
    };

    explicit FakeConsumer(Clock &clock, const QString &name = QStringLiteral("chat"),
                          QObject *parent = nullptr);

    Mode mode = Mode::Accepts;
    std::chrono::milliseconds delay = std::chrono::milliseconds(20);

    [[nodiscard]] const std::vector<quint64> &offered() const { return m_offered; }
    [[nodiscard]] const std::vector<QByteArray> &offeredTokens() const { return m_jwts; }
    [[nodiscard]] int withdrawals() const { return m_withdrawals; }

    /// Answers the offer, or tells it unasked. Nothing, if that token was never offered.
    void accept(quint64 generation);
    void reject(quint64 generation, TokenRejection::Kind kind, int status, int errorCode);
    void doubt(quint64 generation);
    /// Disconnects: owes no answer any more.
    void keep() { const auto ended = std::exchange(m_replies, {}); }
    void push() { Q_EMIT expiryAnnounced(); }

    void offerToken(const AccessToken &token, TokenReply reply) override;
    void withdrawToken() override { ++m_withdrawals; }

private:
    void answer(quint64 generation);
    [[nodiscard]] TokenReply takeReply(quint64 generation);

    Clock &m_clock;
    std::vector<quint64> m_offered {};
    std::vector<QByteArray> m_jwts {};
    std::map<quint64, AccessToken> m_tokens {};
    std::map<quint64, TokenReply> m_replies {};
    int m_withdrawals = 0;
};

} // namespace parley::test
