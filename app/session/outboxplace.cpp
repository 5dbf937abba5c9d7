// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/outboxplace.h"
#include "session/datafolder.h"
#include "session/logging.h"

#include <QDateTime>
#include <QFile>

namespace parley {

namespace {

constexpr int MaxSlots = 8;

QString slotPath(const QString &base, int slot)
{
    return slot == 1 ? base + QStringLiteral(".sqlite")
                     : QStringLiteral("%1-%2.sqlite").arg(base).arg(slot);
}

std::unique_ptr<QLockFile> lockedSlot(const QString &path)
{
    auto lock = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // the process decides, however long it lives
    if (!lock->tryLock(0))
        lock.reset();
    return lock;
}

enum class Keep { InTarget, InBoth };

void moveEntries(chat::OutboxStore &source, chat::OutboxStore &target, Keep keep)
{
    for (chat::OutboxEntry &entry : source.entries()) {
        for (size_t i = 0; i < entry.attachments.size(); ++i)
            entry.attachments[i].data = source.attachmentData(entry.localId, i);
        if (target.append(entry) && keep == Keep::InTarget)
            source.remove(entry.localId);
    }
}

} // namespace

OutboxPlace::OutboxPlace(const QString &folder, const QString &key)
{
    if (const QString base = pathInDataFolder(folder, QStringLiteral("outbox"), key);
        !base.isEmpty())
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
        m_lock = lockedSlot(slotPath(base, slot));
        if (!m_lock)
            continue;
        chat::OutboxProblem problem;
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

/// Keeps the file, begins a new one, and takes over what can still be read.
void OutboxPlace::replaceDamaged(const QString &path)
{
    m_damagedFile = path
        + QDateTime::currentDateTimeUtc().toString(QStringLiteral("'.damaged-'yyyyMMdd-hhmmss"));
    for (const char *part : { "", "-wal", "-shm" }) {
        if (QFile::exists(path + QLatin1String(part)))
            QFile::rename(path + QLatin1String(part), m_damagedFile + QLatin1String(part));
    }
    m_store = chat::openOutboxStore(path, nullptr);
    const auto damaged
        = chat::openOutboxStore(m_damagedFile, nullptr, chat::OutboxOpening::EvenIfDamaged);
    if (m_store && damaged) {
        moveEntries(*damaged, *m_store, Keep::InBoth);
        const QHash<QString, QString> drafts = damaged->drafts();
        for (auto it = drafts.begin(); it != drafts.end(); ++it)
            m_store->setDraft(it.key(), it.value());
    }
    qCWarning(lcSession) << "the damaged outbox was set aside";
}

/// A second program that was killed has left its unsent messages in a file of its own.
void OutboxPlace::adoptLeftOvers(const QString &base, int ownSlot)
{
    for (int slot = 1; slot <= MaxSlots; ++slot) {
        if (slot == ownSlot || !QFile::exists(slotPath(base, slot)))
            continue;
        const auto lock = lockedSlot(slotPath(base, slot));
        const auto other = lock ? chat::openOutboxStore(slotPath(base, slot), nullptr) : nullptr;
        if (!other)
            continue;
        moveEntries(*other, *m_store, Keep::InTarget);
    }
}

} // namespace parley
