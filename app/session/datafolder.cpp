// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/datafolder.h"

#include "platform/privatefiles.h"

#include <QCryptographicHash>
#include <QDir>

namespace parley {

QString pathInDataFolder(const QString &folder, const QString &kind, const QString &key)
{
    if (folder.isEmpty() || !makePrivateFolder(folder))
        return {};
    const QByteArray name = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256);
    return QDir(folder).filePath(kind + QLatin1Char('-')
                                 + QString::fromLatin1(name.toHex().left(16)));
}

} // namespace parley
