// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chattypes.h"

#include "token/enumname.h"

namespace parley::chat {

QString codeName(const ChatError &error)
{
    if (error.serviceCode != 0)
        return QString::number(error.serviceCode);
    return enumName(error.code);
}

QString Conversation::displayName() const
{
    if (!friendlyName.isEmpty())
        return friendlyName;
    return uniqueName.isEmpty() ? sid : uniqueName;
}

} // namespace parley::chat
