// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/datafolder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace parley {

QString pathInDataFolder(const QString &folder, const QString &kind, const QString &key)
{
    if (folder.isEmpty() || !QDir().mkpath(folder))
        return {};
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QByteArray name = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256);
    return QDir(folder).filePath(kind + QLatin1Char('-')
                                 + QString::fromLatin1(name.toHex().left(16)));
}

} // namespace parley
