// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/registrations.h"

#include "localservice/store/jsontext.h"

#include <QUuid>

#include <algorithm>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

/// Clients know some five types. What they send here stays in memory as long as their connection.
constexpr qsizetype MaxContexts = 100;
constexpr qsizetype MaxTypes = 20; // of one context
constexpr qsizetype MaxCharacters = 100;

bool isTooLarge(const QStringList &types)
{
    return types.size() > MaxTypes
        || std::any_of(types.cbegin(), types.cend(),
                       [](const QString &type) { return type.size() > MaxCharacters; });
}

} // namespace

bool Registrations::wants(const QString &messageType) const
{
    return m_types.contains(messageType)
        || std::any_of(
               m_contexts.cbegin(), m_contexts.cend(),
               [&messageType](const QStringList &types) { return types.contains(messageType); });
}

QJsonArray Registrations::add(const QJsonArray &registrations)
{
    QJsonArray confirmed;
    for (const auto value : registrations) {
        const QJsonObject entry = value.toObject();
        const QStringList types = strings(entry.value("message_types"_L1));
        if (isTooLarge(types) || m_types.size() + types.size() > MaxContexts * MaxTypes)
            continue;
        m_types += QSet<QString>(types.cbegin(), types.cend());
        confirmed.append(QJsonObject {
            { u"notification_ctx_id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces) },
            { u"type"_s, entry.value("type"_L1) },
            { u"product"_s, entry.value("product"_L1) },
            { u"message_types"_s, entry.value("message_types"_L1).toArray() } });
    }
    return confirmed;
}

bool Registrations::setContext(const QString &id, const QStringList &messageTypes)
{
    const bool isNew = !m_contexts.contains(id);
    if ((isNew && m_contexts.size() >= MaxContexts) || id.size() > MaxCharacters
        || isTooLarge(messageTypes))
        return false;
    m_contexts.insert(id, messageTypes);
    return true;
}

} // namespace parley::localservice
