// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace parley::localservice {

std::optional<QJsonValue> parseJson(const QString &text)
{
    // QJsonDocument takes only arrays and objects at the top.
    const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
    if (!document.isArray() || document.array().size() != 1)
        return std::nullopt;
    return document.array().first();
}

QString compactJson(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonValue attributesValue(const QString &text)
{
    const std::optional<QJsonValue> value = parseJson(text);
    return value && value->isObject() ? *value : QJsonValue(text);
}

} // namespace parley::localservice
