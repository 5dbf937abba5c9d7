// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace parley::localservice {

/// The value that \a text holds, of any JSON kind; empty if it is no JSON, or nested deeper than
/// attributes may be.
[[nodiscard]] std::optional<QJsonValue> parseJson(const QString &text);
[[nodiscard]] QString compactJson(const QJsonObject &object);
[[nodiscard]] inline QJsonValue textOrNull(const QString &text)
{
    return text.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}
[[nodiscard]] inline QJsonValue numberOrNull(std::optional<qint64> number)
{
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}
/// The texts of \a array; what is no text is empty.
[[nodiscard]] inline QStringList strings(const QJsonValue &array)
{
    QStringList result;
    const QJsonArray values = array.toArray();
    for (const auto value : values)
        result.append(value.toString());
    return result;
}

/// Writes an object as text, member by member: what goes out for each event need not be built as
/// QJsonObject first. Names hold nothing to escape.
class JsonWriter final
{
public:
    JsonWriter() = default;
    /// Begins with the members of \a object.
    explicit JsonWriter(const QJsonObject &object);

    JsonWriter &text(QByteArrayView name, const QString &value);
    JsonWriter &number(QByteArrayView name, qint64 value);
    /// \a value is JSON already.
    JsonWriter &json(QByteArrayView name, QByteArrayView value);
    [[nodiscard]] QByteArray object() const { return m_text.isEmpty() ? "{}" : m_text + '}'; }

private:
    void begin(QByteArrayView name);

    QByteArray m_text;
};
/// Any value as text.
[[nodiscard]] QByteArray jsonText(const QJsonValue &value);

} // namespace parley::localservice
