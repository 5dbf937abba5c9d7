// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "support/fakeclock.h"
#include "support/fakereachability.h"
#include "support/faketransport.h"
#include "support/testtoken.h"
#include "twilsock/connection.h"

#include <QHash>
#include <QJsonDocument>
#include <QStringList>

namespace parley::test {

/// One connection on virtual time with everything that it says written down in order.
class ConnectionBench
{
public:
    using State = twilsock::ConnectionState;
    /// What an offer was told before it returned.
    enum class Offer { AnswerFollows, Kept, AnswerLater };

    explicit ConnectionBench(twilsock::ConnectionConfig config = defaultConfig());

    static twilsock::ConnectionConfig defaultConfig();
    /// Token number \a serial of that user; any two differ.
    static AccessToken token(int serial, const QString &identity = QStringLiteral("alice"));
    /// `backoff_policy` as the service writes it.
    static QByteArray policy(int min, int max);

    [[nodiscard]] twilsock::Connection &connection() { return *m_connection; }
    [[nodiscard]] TokenConsumer &consumer() { return *m_connection->tokenConsumer(); }
    [[nodiscard]] FakeTransport &link() { return *transports.last(); }
    [[nodiscard]] State state() const { return m_connection->state(); }
    void destroy() { m_connection.reset(); }

    Offer offer(int serial) { return offer(token(serial), serial); }
    /// Offers \a token, whose answer is written down under \a number.
    Offer offer(const AccessToken &token, int number);
    void note(const QString &line) { m_log.append(line); }
    /// Called with each answer but Postponed, after it was written down.
    std::function<void(int number, OfferAnswer answer)> answered {};
    int kept = 0; ///< offers that were told to be kept, after they had returned
    /// Wanted, offered token 1, handshake done: `init` is sent.
    void openWith(int serial = 1);
    /// The same, and `init` answered with 200.
    void connectWith(int serial = 1);
    void answerInit(int code = 200, int errorCode = 0, const QByteArray &payload = {});
    void answerUpdate(int code = 200, int errorCode = 0, const QByteArray &payload = {});
    /// The serial numbers of the tokens in all `init` and `update` messages of the last socket.
    [[nodiscard]] QStringList tokensSent();
    /// What was said since the last call.
    QStringList takeLog() { return std::exchange(m_log, {}); }

    FakeClock clock;
    FakeReachability network;
    FakeTransports transports;
    double random = 0;

private:
    void noteAnswer(int number, OfferAnswer answer, const TokenRejection &rejection);

    std::unique_ptr<twilsock::Connection> m_connection;
    QStringList m_log;
    QHash<QByteArray, int> m_numbers;
};

} // namespace parley::test
