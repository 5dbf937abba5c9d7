// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "sync/retryingrequest.h"
#include "twilsock/connection.h"

#include <QJsonObject>
#include <QUrl>

namespace parley::chat {

/// The service's answer to a command or a read.
struct RestAnswer
{
    int httpStatus = 0;
    QJsonObject body {};
};

/// Requests to the Conversations service (PROTOCOL.md, 'Requests'): mutation ids,
/// 202 with a resource to fetch, reads that are repeated while the service says 'later'.
class RestClient final : public QObject
{
public:
    using Done = Callback<RestAnswer>;
    /// Whether a mutation is repeated when the connection breaks before the reply. Sending uses
    /// Once: it looks for the message before it sends again.
    enum class Repeat { AfterDrop, Once };

    RestClient(twilsock::Connection &connection, Clock &clock, RandomSource random,
               QObject *parent);

    void get(const QUrl &url, QObject *context, Done done, const sync::RetryPolicy &policy = {});
    void post(const QUrl &url, const QJsonObject &body, const QString &mutationId, Repeat repeat,
              QObject *context, Done done);
    void remove(const QUrl &url, QObject *context, Done done);
    [[nodiscard]] static QString newMutationId();

private:
    void mutate(twilsock::Request request, const QString &mutationId, Repeat repeat,
                QObject *context, Done done);
    void fetchResource(const QUrl &url, QObject *context, const Done &done);

    twilsock::Connection &m_connection;
    Clock &m_clock;
    RandomSource m_random;
};

/// \a base with one more path segment, percent-encoded.
[[nodiscard]] QUrl withSegment(const QUrl &base, const QString &segment);

} // namespace parley::chat
