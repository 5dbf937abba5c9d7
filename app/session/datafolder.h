// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLockFile>
#include <QString>

#include <memory>
#include <optional>

namespace parley {

/// The path, without an extension, of what belongs to one saved sign-in (\a key) in \a folder,
/// which is made for the user alone (0700) unless it is there already. The name tells nothing about
/// the key. Empty: no such folder.
[[nodiscard]] QString pathInDataFolder(const QString &folder, const QString &kind,
                                       const QString &key);

/// The file at \a path for this process alone, by a lock file beside it. Null: another program has
/// it.
[[nodiscard]] std::unique_ptr<QLockFile> lockedFile(const QString &path);

/// Gives the database at \a path, which cannot be used, and SQLite's files beside it names that
/// tell 'damaged' and the day. Returns the new path; empty: it could not be renamed.
[[nodiscard]] std::optional<QString> setDatabaseAside(const QString &path);

} // namespace parley
