// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/wire/chatparsing.h"

namespace parley::chat {

/// Whether the service takes \a attributes of this size.
inline bool fits(const QJsonObject &attributes, qsizetype limit)
{
    return jsonText(attributes).toUtf8().size() <= limit;
}

/// Whether the service takes \a body as that of a message.
inline bool fits(const QString &body)
{
    return body.toUtf8().size() <= MaxBodyBytes;
}

inline bool isName(const QString &name)
{
    return name.size() <= MaxNameCharacters;
}

} // namespace parley::chat
