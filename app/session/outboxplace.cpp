// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/outboxplace.h"
#include "session/datafolder.h"
#include "session/logging.h"

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
        QString error;
        m_store = chat::openOutboxStore(slotPath(base, slot), &error);
        if (m_store)
            adoptLeftOvers(base, slot);
        else
            qCWarning(lcSession) << "outbox cannot be opened:" << error;
        return;
    }
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
        for (chat::OutboxEntry &entry : other->entries()) {
            for (size_t i = 0; i < entry.attachments.size(); ++i)
                entry.attachments[i].data = other->attachmentData(entry.localId, i);
            if (m_store->append(entry))
                other->remove(entry.localId);
        }
    }
}

} // namespace parley
