// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/mediastore.h"

#include "localservice/logging.h"
#include "localservice/store/database.h"
#include "localservice/store/databasefile.h"
#include "localservice/store/secrets.h"
#include "platform/privatefiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

MediaRecord mediaOf(const Statement &row)
{
    return { row.text(0),         row.text(1),         row.text(2),
             row.nullableText(3), row.text(4),         row.number(5),
             row.nullableText(6), row.nullableText(7), row.text(8) };
}

/// A sid, or what QSaveFile writes to before it gets that name. Nothing else in the folder is ours.
bool isOwnName(const QString &fileName)
{
    static const QRegularExpression pattern(u"^ME[0-9a-f]{32}(\\.[A-Za-z0-9]{6})?\\z"_s);
    return pattern.match(fileName).hasMatch();
}

} // namespace

MediaStore::MediaStore(Database &database)
    : m_database(database)
{
    m_database.onRollback([this] { m_forgotten.clear(); });
}

bool MediaStore::open(const QString &databasePath)
{
    if (databasePath == ":memory:"_L1) {
        m_temporary = std::make_unique<QTemporaryDir>(); // 0700
        m_folder = m_temporary->path();
        return m_temporary->isValid();
    }
    m_folder = DatabaseFile(databasePath).mediaFolder();
    return makePrivateFolder(m_folder);
}

QString MediaStore::filePath(const QString &sid) const
{
    return m_folder + u'/' + sid;
}

bool MediaStore::add(MediaRecord &media, const QByteArray &bytes, const QString &at)
{
    media.sid = newSid("ME"_L1); // the only name on disk: nothing of it comes from a client
    media.size = bytes.size();
    media.created = at;
    QSaveFile file(filePath(media.sid));
    const bool written = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(bytes) == bytes.size() && file.commit();
    if (!written) {
        qCWarning(lcLocalService) << "a media file cannot be written:" << file.errorString();
        return false;
    }
    Statement(m_database,
              u"INSERT INTO media(sid, author, category, filename, content_type, size, created)"
              " VALUES(?,?,?,?,?,?,?)"_s,
              { media.sid, media.author, media.category, orNull(media.fileName), media.contentType,
                media.size, at });
    return true;
}

std::optional<MediaRecord> MediaStore::find(const QString &sid)
{
    Statement row(m_database,
                  u"SELECT sid, author, category, filename, content_type, size, conversation,"
                  " message, created FROM media WHERE sid=?"_s,
                  { sid });
    return row.next() ? std::optional(mediaOf(row)) : std::nullopt;
}

qint64 MediaStore::unsentBytes(const QString &author)
{
    return m_database.number(u"SELECT sum(size) FROM media WHERE message IS NULL AND author=?"_s,
                             { author });
}

std::shared_ptr<QFile> MediaStore::content(const MediaRecord &media) const
{
    auto file = std::make_shared<QFile>(filePath(media.sid));
    const bool isThere = file->open(QIODevice::ReadOnly) && file->size() == media.size;
    return isThere ? file : nullptr;
}

void MediaStore::attach(const MediaRecord &media, const MessageRecord &message)
{
    Statement(m_database, u"UPDATE media SET message=?, conversation=? WHERE sid=?"_s,
              { message.sid, message.conversation, media.sid });
}

void MediaStore::removeOfMessage(const QString &messageSid)
{
    forget(u"message=?"_s, messageSid);
}

void MediaStore::removeOfConversation(const QString &conversationSid)
{
    forget(u"conversation=?"_s, conversationSid);
}

void MediaStore::forget(const QString &condition, const QString &value)
{
    m_forgotten += m_database.texts(u"SELECT sid FROM media WHERE "_s + condition, { value });
    Statement(m_database, u"DELETE FROM media WHERE "_s + condition, { value });
}

void MediaStore::sweep(const QString &oldest)
{
    forget(u"message IS NULL AND created<?"_s, oldest);
    const QStringList files = QDir(m_folder).entryList(QDir::Files);
    for (const QString &name : files) {
        if (isOwnName(name) && !find(name)) // the program ended between file and commit
            m_forgotten.append(name);
    }
}

void MediaStore::committed()
{
    for (const QString &sid : std::exchange(m_forgotten, {}))
        QFile::remove(filePath(sid));
}

} // namespace parley::localservice
