// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QMetaEnum>

namespace parley {

/// The enumerator's name in camelCase, of an enumeration with Q_ENUM.
template <typename Enum> QString enumName(Enum value)
{
    QString name
        = QString::fromLatin1(QMetaEnum::fromType<Enum>().valueToKey(static_cast<int>(value)));
    if (!name.isEmpty())
        name[0] = name.at(0).toLower();
    return name;
}

} // namespace parley
