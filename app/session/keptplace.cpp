// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/keptplace.h"

#include "platform/privatefiles.h"
#include "session/datafolder.h"
#include "session/logging.h"

#include <QDir>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

constexpr auto KeptEnding = ".sqlite"_L1;

/// The file at \a path, SQLite's files beside it, and those that were set aside with them.
void eraseKept(const QString &path)
{
    const QFileInfo file(path);
    const QStringList names = file.dir().entryList(
        { file.fileName(), file.fileName() + "-*"_L1, file.fileName() + ".damaged-*"_L1 },
        QDir::Files);
    for (const QString &name : names) {
        if (!eraseFile(file.dir().filePath(name)))
            qCWarning(lcSession) << "kept conversations could not be erased:" << name;
    }
}

} // namespace

KeptPlace::KeptPlace(QString folder, QString key, bool isWanted)
    : m_folder(std::move(folder))
    , m_key(std::move(key))
    , m_isWanted(isWanted)
{ }

void KeptPlace::setWanted(bool isWanted)
{
    m_isWanted = isWanted;
    if (isWanted)
        return;
    erase();
    eraseAll(m_folder);
}

QString KeptPlace::path() const
{
    const QString base = pathInDataFolder(m_folder, u"kept"_s, m_key);
    return base.isEmpty() ? base : base + KeptEnding;
}

chat::KeptStore *KeptPlace::open()
{
    const QString file = m_store || !m_isWanted ? QString() : path();
    if (file.isEmpty())
        return m_store.get();
    m_lock = lockedFile(file);
    for (bool isFirst = true; m_lock && !m_store; isFirst = false) {
        chat::DatabaseProblem problem;
        m_store = chat::KeptStore::open(file, m_key, &problem, {});
        if (m_store)
            break;
        qCWarning(lcSession) << "no conversations are kept:" << problem.detail;
        if (isFirst && problem.isDamaged)
            eraseKept(file); // a copy of what the service has, but perhaps with messages in it
        else if (!isFirst || !problem.isForeign || !setDatabaseAside(file))
            m_lock.reset();
    }
    return m_store.get();
}

void KeptPlace::erase()
{
    m_store.reset();
    const QString file = path();
    if (file.isEmpty())
        return;
    if (!m_lock)
        m_lock = lockedFile(file);
    if (m_lock)
        eraseKept(file);
    m_lock.reset();
}

void KeptPlace::eraseAll(const QString &folder)
{
    if (folder.isEmpty())
        return;
    const QDir dir(folder);
    QSet<QString> files; // also where only one that was set aside is left
    for (const QString &name : dir.entryList({ u"kept-*.sqlite*"_s }, QDir::Files))
        files.insert(dir.filePath(name.left(name.indexOf(KeptEnding) + KeptEnding.size())));
    for (const QString &file : std::as_const(files)) {
        if (const auto lock = lockedFile(file))
            eraseKept(file);
    }
}

} // namespace parley
