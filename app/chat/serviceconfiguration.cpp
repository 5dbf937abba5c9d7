// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/serviceconfiguration.h"

#include <algorithm>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

MediaLimits limitsOf(const QJsonObject &options)
{
    constexpr qint64 Megabyte = 1024 * 1024;
    const auto limit = [&options](const char *name, int otherwise, int most) {
        return std::clamp(options.value(QLatin1String(name)).toInt(otherwise), 0, most);
    };
    return { .maxCount = limit("media_attachments_count_limit", 10, 100),
             .maxBytes = limit("media_attachment_size_limit_in_mb", 150, 4096) * Megabyte,
             .maxTotalBytes
             = limit("media_attachments_total_size_limit_in_mb", 150, 4096) * Megabyte };
}

} // namespace

std::optional<ServiceConfiguration> parseConfiguration(const QJsonObject &object,
                                                       const QString &region)
{
    const QJsonObject links = object.value("links"_L1).toObject();
    const QJsonObject options = object.value("options"_L1).toObject();
    const QJsonObject syncObjects = object.value("sync_objects"_L1).toObject();
    const auto link = [&links](const char *name) {
        return QUrl(links.value(QLatin1String(name)).toString(), QUrl::StrictMode);
    };
    ServiceConfiguration configuration {
        .identity = object.value("identity"_L1).toString(),
        .myConversations = link("my_conversations"),
        .conversations = link("conversations"),
        .users = link("users"),
        .typing = link("typing"),
        .mediaLimits = limitsOf(options),
        .usersToFollow
        = std::clamp(options.value("user_infos_to_subscribe"_L1).toInt(100), 1, 1000),
        .isReachabilityEnabled = options.value("reachability_enabled"_L1).toBool(),
        .myConversationsMap = syncObjects.value("my_conversations"_L1).toString(),
        .myUserMap = syncObjects.value("my_user_info"_L1).toString(),
    };
    if (const QUrl media = link("media_service"); !media.isEmpty())
        configuration.mediaService
            = QUrl(u"https://mcs.%1.twilio.com"_s.arg(region)).resolved(media);
    if (configuration.identity.isEmpty() || configuration.myConversations.isEmpty()
        || configuration.conversations.isEmpty() || configuration.myConversationsMap.isEmpty())
        return std::nullopt;
    return configuration;
}

} // namespace parley::chat
