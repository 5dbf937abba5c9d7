// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/boundedjson.h"

namespace parley::twilsock {

bool isWithinJsonLimits(QByteArrayView text, int maxDepth)
{
    int depth = 0;
    qsizetype values = 0;
    bool isInString = false;
    bool isEscaped = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isInString) {
            if (static_cast<unsigned char>(c) < ' ')
                return false;
            if (c == '"' && !isEscaped)
                isInString = false;
            isEscaped = c == '\\' && !isEscaped;
            continue;
        }
        switch (c) {
        case '"':
            isInString = true;
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
