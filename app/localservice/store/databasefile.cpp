// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/databasefile.h"

#include "platform/privatefiles.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

// https://www.sqlite.org/fileformat.html, 'The Database Header'
constexpr QByteArrayView Magic("SQLite format 3\0", 16);
constexpr qsizetype ApplicationIdOffset = 68;
constexpr qint64 HeaderBytes = 100;
/// Checked within some 20 ms. One of 1,000,000 messages has 50 times as much.
constexpr qint64 MaxAlwaysChecked = 16LL * 1024 * 1024;

} // namespace

DatabaseFile::DatabaseFile(QString path)
    : m_path(std::move(path))
{ }

DatabaseFile::Kind DatabaseFile::kind() const
{
    if (m_path == ":memory:"_L1)
        return Kind::Memory;
    if (!isFileOrNothing(m_path))
        return Kind::NoFile;
    QFile file(m_path);
    if (!file.exists() || file.size() == 0)
        return Kind::New;
    const QByteArray head = file.open(QIODevice::ReadOnly) ? file.read(HeaderBytes) : QByteArray();
    if (head.size() < HeaderBytes || !head.startsWith(Magic))
        return Kind::Unreadable;
    const auto mark = qFromBigEndian<qint32>(head.constData() + ApplicationIdOffset);
    if (mark == ApplicationId)
        return Kind::Own;
    return mark == 0 ? Kind::Unmarked : Kind::Foreign;
}

bool DatabaseFile::needsCheck() const
{
    // SQLite removes its log when the last connection is closed.
    return QFileInfo(m_path).size() <= MaxAlwaysChecked || QFileInfo::exists(m_path + "-wal"_L1);
}

bool DatabaseFile::make() const
{
    QFile file(m_path);
    QString error;
    const QString folder = QFileInfo(m_path).absolutePath();
    return (QFileInfo(folder).isDir() || makePrivateFolder(folder))
        && openPrivateFile(file, QIODevice::ReadWrite, &error);
}

QString DatabaseFile::mediaFolder() const
{
    // The whole name: chat.db and chat.sqlite in one folder do not share their files.
    return QFileInfo(m_path).absoluteFilePath() + ".media"_L1;
}

std::optional<QString> DatabaseFile::setAside(const QString &day) const
{
    return setDamagedAside(m_path, { u"-wal"_s, u"-shm"_s, u".media"_s }, day);
}

} // namespace parley::localservice
