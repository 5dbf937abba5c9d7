// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/serviceconfiguration.h"

#include <algorithm>

namespace parley::chat {

std::optional<ServiceConfiguration> parseConfiguration(const QJsonObject &object)
{
    const QJsonObject links = object.value(QLatin1String("links")).toObject();
    const QJsonObject options = object.value(QLatin1String("options")).toObject();
    const QJsonObject syncObjects = object.value(QLatin1String("sync_objects")).toObject();
    const auto link = [&links](const char *name) {
        return QUrl(links.value(QLatin1String(name)).toString(), QUrl::StrictMode);
    };
    ServiceConfiguration configuration {
        .identity = object.value(QLatin1String("identity")).toString(),
        .myConversations = link("my_conversations"),
        .conversations = link("conversations"),
        .users = link("users"),
        .typing = link("typing"),
        .usersToFollow
        = std::clamp(options.value(QLatin1String("user_infos_to_subscribe")).toInt(100), 1, 1000),
        .myConversationsMap = syncObjects.value(QLatin1String("my_conversations")).toString(),
        .myUserMap = syncObjects.value(QLatin1String("my_user_info")).toString(),
    };
    if (configuration.identity.isEmpty() || configuration.myConversations.isEmpty()
        || configuration.conversations.isEmpty() || configuration.myConversationsMap.isEmpty())
        return std::nullopt;
    return configuration;
}

} // namespace parley::chat
