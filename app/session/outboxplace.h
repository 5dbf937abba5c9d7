// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/outboxstore.h"

#include <QLockFile>

namespace parley {

/// The outbox on disk of one service and identity, held for one process at a time: two programs of
/// the same user would send each other's messages. The second one gets a file of its own.
class OutboxPlace
{
public:
    /// In \a folder (made 0700), named after \a key. In memory if \a folder is empty or unusable.
    OutboxPlace(const QString &folder, const QString &key);

    [[nodiscard]] chat::OutboxStore &store() const { return *m_store; }
    /// There is a folder, and it cannot be used: what is written is lost with the program.
    [[nodiscard]] bool isDiskMissing() const { return m_isDiskMissing; }
    /// A damaged file that was set aside: what could not be read of it is there. Empty: none.
    [[nodiscard]] QString damagedFile() const { return m_damagedFile; }

private:
    void open(const QString &base);
    void replaceDamaged(const QString &path);
    void adoptLeftOvers(const QString &base, int ownSlot);

    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<chat::OutboxStore> m_store;
    bool m_isDiskMissing = false;
    QString m_damagedFile {};
};

} // namespace parley
