// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace parley::localservice {

/// The value that \a text holds, of any JSON kind; empty if it is no JSON.
[[nodiscard]] std::optional<QJsonValue> parseJson(const QString &text);
[[nodiscard]] QString compactJson(const QJsonObject &object);
[[nodiscard]] inline QJsonValue textOrNull(const QString &text)
{
    return text.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}
/// Attributes as a conversation document has them: the object itself, or the text of anything else.
[[nodiscard]] QJsonValue attributesValue(const QString &text);

} // namespace parley::localservice
