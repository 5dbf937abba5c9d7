// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>
#include <QStringList>

#include <optional>

/// Files and folders for the user alone (0600 and 0700, where the system knows such rights). A path
/// often comes from the user, who may have named something else by mistake: these functions look at
/// it first, and change the rights only of what they made themselves, or of an empty file.
namespace parley {

/// Makes \a folder and what is missing above it; \a folder itself for the user alone. A folder that
/// is there already keeps its rights. False: it cannot be made, is no folder, belongs to another
/// user, or other users may write to it.
[[nodiscard]] bool makePrivateFolder(const QString &folder);
/// True if \a path names a regular file, or nothing yet. Links are followed.
[[nodiscard]] bool isFileOrNothing(const QString &path);
/// Opens \a file, made for the user alone if it is not there or empty. False, with the reason in
/// \a error (English, with the path): it is a folder, device or pipe, other users may read or write
/// it, or it cannot be opened.
[[nodiscard]] bool openPrivateFile(QFile &file, QIODevice::OpenMode mode, QString *error);
/// False: other users of this machine may read or write \a path. Always true where the system has
/// no such rights.
[[nodiscard]] bool isFilePrivate(const QString &path);
/// Takes the rights of others away from \a path, which the caller has recognised as its own.
[[nodiscard]] bool makeFilePrivate(const QString &path);
/// Overwrites the file at \a path and removes it; also true if there is none. A link is removed,
/// and what it names is not touched. False: it is still there, or could not be overwritten.
bool eraseFile(const QString &path);
/// Renames the damaged file at \a path, and the files beside it whose names end with one of \a
/// sides: the new names tell 'damaged' and \a day. Returns the new path of the file; empty: it
/// could not be renamed.
[[nodiscard]] std::optional<QString> setDamagedAside(const QString &path, const QStringList &sides,
                                                     const QString &day);

} // namespace parley
