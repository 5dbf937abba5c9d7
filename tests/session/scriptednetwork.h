// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <deque>
#include <functional>

namespace parley::test {

/// One answer of the back end.
struct HttpAnswer
{
    int status = 200;
    QByteArray body {};
    QByteArray contentType { "application/json" };
    QNetworkReply::NetworkError error = QNetworkReply::NoError; ///< without a status
    QList<std::pair<QByteArray, QByteArray>> headers {};
    std::chrono::milliseconds delay { 10 };
    bool isNever = false;
};

struct SeenRequest
{
    QByteArray method {};
    QUrl url {};
    QByteArray authorization {};
    QByteArray idempotencyKey {};
    QList<QByteArray> headers {}; ///< names and values, without Idempotency-Key
};

/// A back end in virtual time: no socket is opened. Answers by script, and by `otherwise` after it.
class ScriptedNetwork final : public QNetworkAccessManager
{
    Q_OBJECT

public:
    explicit ScriptedNetwork(Clock &clock)
        : m_clock(clock)
    { }

    std::deque<HttpAnswer> script {};
    std::function<HttpAnswer(const SeenRequest &)> otherwise {};
    QList<SeenRequest> requests {};
    int inFlight = 0;

    [[nodiscard]] int count(const QByteArray &method) const;

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *outgoingData) override;

private:
    Clock &m_clock;
};

} // namespace parley::test
