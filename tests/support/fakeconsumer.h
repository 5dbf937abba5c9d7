// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"
#include "token/tokenconsumer.h"

#include <vector>

namespace parley::test {

/// A client in virtual time: answers offers as `mode` says, and says what a test tells it to say.
class FakeConsumer final : public TokenConsumer
{
    Q_OBJECT

public:
    enum class Mode {
        Accepts,
        Refuses, ///< 401/20107
        CallsExpired, ///< 401/20104
        Silent, ///< promises an answer; the test gives it
        NotConnected, ///< keeps the token for later
        Unreachable, ///< tries on; accepts it in the end
    };

    explicit FakeConsumer(Clock &clock, const QString &name = QStringLiteral("chat"),
                          QObject *parent = nullptr);

    Mode mode = Mode::Accepts;
    std::chrono::milliseconds delay = std::chrono::milliseconds(20);

    [[nodiscard]] const std::vector<quint64> &offered() const { return m_offered; }
    [[nodiscard]] const std::vector<QByteArray> &offeredTokens() const { return m_tokens; }
    [[nodiscard]] int withdrawals() const { return m_withdrawals; }

    void accept(quint64 generation) { Q_EMIT tokenAccepted(generation); }
    void reject(quint64 generation, TokenRejection::Kind kind, int status, int errorCode);
    void push() { Q_EMIT tokenAboutToExpirePushed(); }

    [[nodiscard]] QString consumerName() const override { return m_name; }
    Offer offerToken(const AccessToken &token, quint64 generation) override;
    void withdrawToken() override { ++m_withdrawals; }

private:
    void answer(quint64 generation);

    Clock &m_clock;
    QString m_name;
    std::vector<quint64> m_offered {};
    std::vector<QByteArray> m_tokens {};
    int m_withdrawals = 0;
};

} // namespace parley::test
