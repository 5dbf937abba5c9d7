// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/privatefiles.h"

#include "platform/openfiles.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

constexpr QFile::Permissions FileMode = QFile::ReadOwner | QFile::WriteOwner;
constexpr QFile::Permissions FolderMode = FileMode | QFile::ExeOwner;

/// Also true for a link that leads nowhere: what it names would be made elsewhere.
bool isThere(const QFileInfo &info)
{
    return info.exists() || info.isSymbolicLink();
}

} // namespace

bool makePrivateFolder(const QString &folder)
{
    const QFileInfo info(folder);
    if (isThere(info))
        return isOwnFolder(info);
    return QDir().mkpath(info.absolutePath()) && QDir().mkdir(info.absoluteFilePath(), FolderMode);
}

bool isFileOrNothing(const QString &path)
{
    const QFileInfo info(path);
    return !isThere(info) || info.isFile();
}

bool openPrivateFile(QFile &file, QIODevice::OpenMode mode, QString *error)
{
    if (!isFileOrNothing(file.fileName())) {
        *error = u"This is a folder, a device or a pipe, and no file: %1"_s.arg(file.fileName());
        return false;
    }
    const bool isOurs = !file.exists() || file.size() == 0;
    if (!file.open(mode, FileMode)) {
        *error = u"%1: %2"_s.arg(file.fileName(), file.errorString());
        return false;
    }
    if (isOurs)
        file.setPermissions(FileMode); // fails in a file of another user
    if (isFilePrivate(file.fileName()))
        return true;
    file.close();
    *error = u"Other users may read or write this file; take their rights away (chmod 600), or "
             "name another: %1"_s.arg(file.fileName());
    return false;
}

bool isFilePrivate(const QString &path)
{
#ifdef Q_OS_WIN
    Q_UNUSED(path) // the rights that Qt tells there say nothing of the access lists
    return true;
#else
    constexpr QFile::Permissions OfOthers
        = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    return !(QFileInfo(path).permissions() & OfOthers);
#endif
}

bool makeFilePrivate(const QString &path)
{
    return QFile::setPermissions(path, FileMode);
}

bool eraseFile(const QString &path)
{
    constexpr qint64 BlockBytes = 64 * 1024;
    QFile file(path);
    const QFileInfo info(path);
    if (!isThere(info))
        return true;
    if (info.isSymbolicLink() || !info.isFile())
        return file.remove(); // what the link names stays as it is
    bool isOverwritten = file.open(QIODevice::ReadWrite);
    const QByteArray zeros(BlockBytes, '\0');
    for (qint64 left = file.size(); isOverwritten && left > 0; left -= BlockBytes)
        isOverwritten = file.write(zeros.constData(), std::min(left, BlockBytes)) > 0;
    isOverwritten = file.flush() && isOverwritten;
    file.close();
    return file.remove() && isOverwritten;
}

std::optional<QString> setDamagedAside(const QString &path, const QStringList &sides,
                                       const QString &day)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    QString aside = file + ".damaged-"_L1 + day;
    for (int i = 2; QFileInfo::exists(aside); ++i)
        aside = file + ".damaged-"_L1 + day + u'-' + QString::number(i);
    // The side files first: SQLite would read a write-ahead log that stays into the new file.
    for (const QString &side : sides) {
        if (QFileInfo::exists(file + side) && !QFile::rename(file + side, aside + side))
            return std::nullopt;
    }
    return QFile::rename(file, aside) ? std::optional(aside) : std::nullopt;
}

} // namespace parley
