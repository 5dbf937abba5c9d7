// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/keptstore.h"

#include <QLockFile>

#include <memory>

namespace parley {

/// Where the conversations of one service and identity are kept on disk, for one process at a time:
/// a second one of the same user keeps nothing. A damaged file is erased, since it may hold
/// messages; one that another program or a newer version has made is set aside.
class KeptPlace
{
public:
    /// In \a folder (made 0700), named after \a key; nowhere if \a folder is empty. Nothing is made
    /// or read before open(). Not \a isWanted: open() keeps nothing.
    KeptPlace(QString folder, QString key, bool isWanted);

    /// Off: erases what was kept for all users of the folder.
    void setWanted(bool isWanted);
    /// Null: nothing can be kept. The store lives until erase().
    [[nodiscard]] chat::KeptStore *open();
    /// Overwrites and removes the file, and those that were set aside, unless another process has
    /// it open.
    void erase();
    /// The same for all users of \a folder.
    static void eraseAll(const QString &folder);

private:
    [[nodiscard]] QString path() const;

    const QString m_folder;
    const QString m_key;
    bool m_isWanted = false;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<chat::KeptStore> m_store;
};

} // namespace parley
