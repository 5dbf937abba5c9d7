// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/outboxplace.h"
#include "session/datafolder.h"
#include "session/logging.h"

#include <QFile>
#include <QSet>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxSlots = 8;

QString slotPath(const QString &base, int slot)
{
    return slot == 1 ? base + u".sqlite"_s : u"%1-%2.sqlite"_s.arg(base).arg(slot);
}

/// The local ids of the entries of \a source that \a target has now as well.
QStringList copyEntries(const chat::OutboxStore &source, chat::OutboxStore &target)
{
    QSet<QString> present;
    for (const chat::OutboxEntry &entry : target.entries())
        present.insert(entry.localId);
    QStringList copied;
    for (chat::OutboxEntry &entry : source.entries()) {
        for (size_t i = 0; i < entry.attachments.size(); ++i)
            entry.attachments[i].data = source.attachmentData(entry.localId, i);
        if (present.contains(entry.localId) || target.append(entry))
            copied.append(entry.localId);
    }
    return copied;
}

} // namespace

OutboxPlace::OutboxPlace(const QString &folder, const QString &key)
{
    if (const QString base = pathInDataFolder(folder, u"outbox"_s, key); !base.isEmpty())
        open(base);
    if (!m_store) {
        m_isDiskMissing = !folder.isEmpty();
        if (m_isDiskMissing)
            qCCritical(lcSession) << "no outbox on disk: unsent messages do not survive a restart";
        m_store = chat::makeMemoryOutboxStore();
    }
}

void OutboxPlace::open(const QString &base)
{
    for (int slot = 1; slot <= MaxSlots; ++slot) {
        m_lock = lockedFile(slotPath(base, slot));
        if (!m_lock)
            continue;
        chat::DatabaseProblem problem;
        m_store = chat::openOutboxStore(slotPath(base, slot), &problem);
        if (!m_store)
            qCWarning(lcSession) << "outbox cannot be opened:" << problem.detail;
        if (problem.isDamaged)
            replaceDamaged(slotPath(base, slot));
        if (m_store)
            adoptLeftOvers(base, slot);
        return;
    }
}

/// Keeps the file under another name, begins a new one, and copies what can still be read.
void OutboxPlace::replaceDamaged(const QString &path)
{
    const auto aside = setDatabaseAside(path);
    if (!aside)
        return;
    m_damagedFile = *aside;
    m_store = chat::openOutboxStore(path, nullptr);
    const auto damaged = chat::openOutboxStore(*aside, nullptr, chat::OutboxOpening::EvenIfDamaged);
    if (!m_store || !damaged)
        return;
    copyEntries(*damaged, *m_store);
    const QHash<QString, QString> drafts = damaged->drafts();
    for (auto it = drafts.begin(); it != drafts.end(); ++it)
        m_store->setDraft(it.key(), it.value());
}

/// A second program that was killed has left its unsent messages in a file of its own.
void OutboxPlace::adoptLeftOvers(const QString &base, int ownSlot)
{
    for (int slot = 1; slot <= MaxSlots; ++slot) {
        if (slot == ownSlot || !QFile::exists(slotPath(base, slot)))
            continue;
        const auto lock = lockedFile(slotPath(base, slot));
        const auto other = lock ? chat::openOutboxStore(slotPath(base, slot), nullptr) : nullptr;
        if (!other)
            continue;
        other->remove(copyEntries(*other, *m_store));
    }
}

} // namespace parley
