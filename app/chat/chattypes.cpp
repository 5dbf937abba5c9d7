// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chattypes.h"

namespace parley::chat {

QString codeName(const ChatError &error)
{
    if (error.serviceCode != 0)
        return QString::number(error.serviceCode);
    switch (error.code) {
    case ChatError::Code::Offline:
        return QStringLiteral("offline");
    case ChatError::Code::ConnectionLost:
        return QStringLiteral("connectionLost");
    case ChatError::Code::Timeout:
        return QStringLiteral("timeout");
    case ChatError::Code::Refused:
        return QStringLiteral("refused");
    case ChatError::Code::NotFound:
        return QStringLiteral("notFound");
    case ChatError::Code::TooLong:
        return QStringLiteral("tooLong");
    case ChatError::Code::Invalid:
        return QStringLiteral("invalid");
    case ChatError::Code::BadAnswer:
        return QStringLiteral("badAnswer");
    case ChatError::Code::TooLarge:
        return QStringLiteral("tooLarge");
    case ChatError::Code::TooMany:
        return QStringLiteral("tooMany");
    case ChatError::Code::FileMissing:
        return QStringLiteral("fileMissing");
    case ChatError::Code::FileNotWritten:
        return QStringLiteral("fileNotWritten");
    case ChatError::Code::Cancelled:
        return QStringLiteral("cancelled");
    }
    return {};
}

QString Conversation::displayName() const
{
    if (!friendlyName.isEmpty())
        return friendlyName;
    return uniqueName.isEmpty() ? sid : uniqueName;
}

} // namespace parley::chat
