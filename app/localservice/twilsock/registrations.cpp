// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/twilsock/registrations.h"

#include "localservice/store/jsontext.h"

#include <QUuid>

#include <algorithm>

namespace parley::localservice {

using namespace Qt::StringLiterals;

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
        for (const QString &type : strings(entry.value("message_types"_L1)))
            m_types.insert(type);
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
    constexpr qsizetype MaxContexts = 100;
    if (m_contexts.size() >= MaxContexts && !m_contexts.contains(id))
        return false;
    m_contexts.insert(id, messageTypes);
    return true;
}

} // namespace parley::localservice
