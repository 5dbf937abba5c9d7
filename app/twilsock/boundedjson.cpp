// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/boundedjson.h"

#include <array>

namespace parley::twilsock {

namespace {

/// Whether the character says nothing about the end of a string, by its byte. Nearly all of a text
/// is such characters, so they are passed over with one look each.
constexpr auto IsPlainInString = [] {
    std::array<bool, 256> isPlain {};
    for (std::size_t byte = ' '; byte < isPlain.size(); ++byte)
        isPlain.at(byte) = byte != '"' && byte != '\\';
    return isPlain;
}();

/// The place of the quote that ends the string which begins at \a start; the end of the text where
/// there is none; -1 for a control character.
qsizetype endOfString(QByteArrayView text, qsizetype start)
{
    for (qsizetype i = start; i < text.size(); ++i) {
        if (IsPlainInString[static_cast<unsigned char>(text[i])])
            continue;
        if (text[i] == '"')
            return i;
        const bool isEscaped = text[i] == '\\' && ++i < text.size();
        if (isEscaped && static_cast<unsigned char>(text[i]) >= ' ')
            continue;
        return i < text.size() ? -1 : i;
    }
    return text.size();
}

} // namespace

bool isWithinJsonLimits(QByteArrayView text, int maxDepth)
{
    int depth = 0;
    qsizetype values = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        switch (text[i]) {
        case '"':
            i = endOfString(text, i + 1);
            if (i < 0)
                return false;
            break;
        case '[':
        case '{':
            if (++depth > maxDepth)
                return false;
            [[fallthrough]];
        case ',':
            if (++values > MaxJsonValues)
                return false;
            break;
        case ']':
        case '}':
            --depth;
            break;
        default:
            break;
        }
    }
    return true;
}

QJsonDocument parseJson(const QByteArray &text, int maxDepth)
{
    return isWithinJsonLimits(text, maxDepth) ? QJsonDocument::fromJson(text) : QJsonDocument();
}

std::optional<qint64> parseIndex(const QJsonValue &value)
{
    constexpr qint64 Max = (qint64(1) << 53) - 1;
    bool isNumber = value.isDouble();
    const qint64 number
        = value.isString() ? value.toString().toLongLong(&isNumber) : value.toInteger(-1);
    return isNumber && number >= 0 && number <= Max ? std::optional(number) : std::nullopt;
}

} // namespace parley::twilsock
