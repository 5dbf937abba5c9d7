// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/jsontext.h"

#include "twilsock/boundedjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace parley::localservice {

std::optional<QJsonValue> parseJson(const QString &text)
{
    // QJsonDocument takes only arrays and objects at the top.
    const QJsonDocument document
        = twilsock::parseJson('[' + text.toUtf8() + ']', twilsock::MaxAttributesDepth + 1);
    if (!document.isArray() || document.array().size() != 1)
        return std::nullopt;
    return document.array().first();
}

QString compactJson(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

JsonWriter::JsonWriter(const QJsonObject &object)
    : m_text(QJsonDocument(object).toJson(QJsonDocument::Compact).chopped(1))
{
    if (object.isEmpty())
        m_text.clear();
}

void JsonWriter::begin(QByteArrayView name)
{
    m_text += m_text.isEmpty() ? "{\"" : ",\"";
    m_text += name;
    m_text += "\":";
}

JsonWriter &JsonWriter::text(QByteArrayView name, const QString &value)
{
    begin(name);
    const QByteArray utf8 = value.toUtf8();
    const bool isPlain = std::none_of(utf8.cbegin(), utf8.cend(), [](char c) {
        return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
    });
    if (isPlain)
        m_text += '"' + utf8 + '"';
    else
        m_text += jsonText(value);
    return *this;
}

JsonWriter &JsonWriter::number(QByteArrayView name, qint64 value)
{
    return json(name, QByteArray::number(value));
}

JsonWriter &JsonWriter::json(QByteArrayView name, QByteArrayView value)
{
    begin(name);
    m_text += value;
    return *this;
}

QByteArray jsonText(const QJsonValue &value)
{
    // QJsonDocument takes only arrays and objects at the top.
    const QByteArray array = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

} // namespace parley::localservice
