// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QString>
#include <QUrl>

#include <optional>

namespace parley::chat {

/// What the client takes from GET /Client/v2/Configuration (the protocol's section 2).
struct ServiceConfiguration
{
    QString identity {};
    QUrl myConversations {};
    QUrl conversations {};
    QUrl users {};
    QUrl typing {};
    int usersToFollow = 100;
    QString myConversationsMap {};
    QString myUserMap {};
};

/// Empty if something is missing without which nothing works.
[[nodiscard]] std::optional<ServiceConfiguration> parseConfiguration(const QJsonObject &object);

} // namespace parley::chat
