// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace parley::localservice {

class Subscriber;

/// A request that came through the tunnel, decoded: the path split at '/' first, then each part
/// percent-decoded; parameters in either form of the protocol.
struct TunnelRequest
{
    QByteArray method {};
    QStringList path {};
    QHash<QString, QString> params {}; ///< the first value of each
    QString mutation {}; ///< X-Twilio-Mutation-Id; empty: the request may not be repeated
    QByteArray body {};

    /// Empty: \a message is no request that can be carried out (no path, no method).
    [[nodiscard]] static std::optional<TunnelRequest> fromMessage(const QJsonObject &header,
                                                                  const QByteArray &payload);
    [[nodiscard]] QString param(QLatin1String name) const { return params.value(name); }
    /// The body of a POST or PUT as a JSON object; an empty body counts as `{}`; nothing if broken.
    [[nodiscard]] std::optional<QJsonObject> jsonBody() const;
};

struct TunnelResponse
{
    int status = 200;
    QJsonObject body {};
    std::function<void()> afterReply {}; ///< runs once the reply is on its way

    [[nodiscard]] static TunnelResponse ok(const QJsonObject &body, int status = 200);
    [[nodiscard]] static TunnelResponse noContent();
    [[nodiscard]] static TunnelResponse error(int status, int code, const QString &message);
    [[nodiscard]] static TunnelResponse notFound();
    [[nodiscard]] static TunnelResponse wrongMethod();
    [[nodiscard]] static TunnelResponse brokenBody();
    [[nodiscard]] static TunnelResponse serverError();
    [[nodiscard]] static TunnelResponse unreadable(); ///< the stored data

    [[nodiscard]] bool isSuccess() const { return status >= 200 && status < 300; }
};

/// Who asks.
struct Caller
{
    QString identity {};
    Subscriber *subscriber = nullptr; ///< the connection, for subscriptions
};

} // namespace parley::localservice
