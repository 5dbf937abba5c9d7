// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/wire/ownattributes.h"

namespace parley::chat {

namespace {

constexpr QLatin1String OwnKey("parley");

} // namespace

QJsonObject ownPart(const QJsonObject &attributes)
{
    return attributes.value(OwnKey).toObject();
}

QJsonObject withOwnPart(const QJsonObject &attributes, const QJsonObject &part)
{
    if (isOwnPartTaken(attributes))
        return attributes;
    QJsonObject changed = attributes;
    if (part.isEmpty())
        changed.remove(OwnKey);
    else
        changed.insert(OwnKey, part);
    return changed;
}

bool isOwnPartTaken(const QJsonObject &attributes)
{
    const QJsonValue present = attributes.value(OwnKey);
    return !present.isUndefined() && !present.isObject();
}

} // namespace parley::chat
