// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/datafolder.h"

#include "platform/privatefiles.h"
#include "session/logging.h"

#include <QCryptographicHash>
#include <QDate>
#include <QDir>

namespace parley {

using namespace Qt::StringLiterals;

QString pathInDataFolder(const QString &folder, const QString &kind, const QString &key)
{
    if (folder.isEmpty())
        return {};
    if (!makePrivateFolder(folder)) {
        qCWarning(lcSession) << "the data folder cannot be used: make it a folder of your own to "
                                "which no other user may write";
        return {};
    }
    const QByteArray name = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256);
    return QDir(folder).filePath(kind + QLatin1Char('-')
                                 + QString::fromLatin1(name.toHex().left(16)));
}

std::unique_ptr<QLockFile> lockedFile(const QString &path)
{
    auto lock = std::make_unique<QLockFile>(path + u".lock"_s);
    lock->setStaleLockTime(0); // the process decides, however long it lives
    if (!lock->tryLock(0))
        lock.reset();
    return lock;
}

std::optional<QString> setDatabaseAside(const QString &path)
{
    return setDamagedAside(path, { u"-wal"_s, u"-shm"_s },
                           QDate::currentDate().toString(Qt::ISODate));
}

} // namespace parley
