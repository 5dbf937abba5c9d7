// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/limits.h"

#include "localservice/store/jsontext.h"
#include "twilsock/boundedjson.h"
#include "twilsock/sid.h"

namespace parley::localservice::limits {

using namespace Qt::StringLiterals;

namespace {

std::optional<TunnelResponse> readName(const QJsonObject &body, const QString &field, int code,
                                       QString &name)
{
    const QJsonValue value = body.value(field);
    if (value.isUndefined())
        return std::nullopt;
    if (!value.isNull() && !value.isString())
        return TunnelResponse::brokenBody();
    if (value.toString().size() > NameCharacters)
        return TunnelResponse::error(400, code, u"The name is too long"_s);
    if (!isText(value))
        return TunnelResponse::error(400, code, u"The name is no text"_s);
    name = value.toString().isEmpty() ? QString() : value.toString();
    return std::nullopt;
}

} // namespace

std::optional<TunnelResponse> readFriendlyName(const QJsonObject &body, QString &name)
{
    return readName(body, u"friendly_name"_s, 50003, name);
}

std::optional<TunnelResponse> readUniqueName(const QJsonObject &body, QString &name)
{
    if (looksLikeSid(body.value("unique_name"_L1).toString()))
        return TunnelResponse::error(400, 50390, u"A unique name must not look like a SID"_s);
    return readName(body, u"unique_name"_s, 50004, name);
}

std::optional<TunnelResponse> readAttributes(const QJsonObject &body, qsizetype maxBytes,
                                             QString &attributes)
{
    const QJsonValue value = body.value("attributes"_L1);
    if (value.isUndefined())
        return std::nullopt;
    const QString text = value.toString();
    if (text.toUtf8().size() > maxBytes)
        return TunnelResponse::error(400, 50303, u"The attributes are too long"_s);
    if (!value.isString() || !isText(value) || !parseJson(text))
        return TunnelResponse::error(
            400, 50304,
            u"The attributes are not JSON, or nested deeper than %1 levels"_s.arg(
                twilsock::MaxAttributesDepth));
    attributes = text;
    return std::nullopt;
}

std::optional<TunnelResponse> checkIdentity(const QString &identity)
{
    if (identity.isEmpty() || identity.size() > IdentityCharacters)
        return TunnelResponse::error(400, 50206, u"The identity is empty or too long"_s);
    // Two of those would become one in an address or in the database.
    if (!identity.isValidUtf16() || identity.contains(QChar(u'\0')))
        return TunnelResponse::error(400, 50206, u"The identity is no text"_s);
    if (looksLikeSid(identity))
        return TunnelResponse::error(400, 50207, u"An identity must not look like a SID"_s);
    return std::nullopt;
}

} // namespace parley::localservice::limits
