// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/media.h"

#include <QJsonObject>
#include <QString>
#include <QUrl>

#include <optional>

namespace parley::chat {

/// What the client takes from GET /Client/v2/Configuration (PROTOCOL.md, 'Configuration').
struct ServiceConfiguration
{
    QString identity {};
    QUrl myConversations {};
    QUrl conversations {};
    QUrl users {};
    QUrl typing {};
    QUrl mediaService {}; ///< empty: none
    MediaLimits mediaLimits {};
    int usersToFollow = 100;
    bool isReachabilityEnabled = false;
    QString myConversationsMap {};
    QString myUserMap {};
};

/// Empty if something is missing without which nothing works. A media service without a host is
/// that of \a region.
[[nodiscard]] std::optional<ServiceConfiguration>
parseConfiguration(const QJsonObject &object, const QString &region = QStringLiteral("us1"));

} // namespace parley::chat
