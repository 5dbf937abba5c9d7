// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>
#include <QFileInfo>

#include <memory>

namespace parley {

/// Lets this process have \a count open files and connections, or as many as the system allows:
/// many systems allow 1024 at first. Returns how many it may have now, at most \a count.
int allowOpenFiles(int count);

/// The regular file at \a path, open for reading; empty: it is something else, as a pipe, which
/// would block this thread, or it cannot be read. What is known of the file, such as its size, has
/// to be asked of the result: \a path may name another one meanwhile.
[[nodiscard]] std::unique_ptr<QFile> openRegularFile(const QString &path);

/// Whether \a folder is a folder into which no other user can put files. The group of the user's
/// own files may: many systems have one for each user alone. Standard C++ and Qt do not know the
/// user's number, so without POSIX every folder counts.
[[nodiscard]] bool isOwnFolder(const QFileInfo &folder);

} // namespace parley
