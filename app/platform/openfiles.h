// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>

#include <memory>

namespace parley {

/// Lets this process have \a count open files and connections, or as many as the system allows:
/// many systems allow 1024 at first. Returns how many it may have now, at most \a count.
int allowOpenFiles(int count);

/// The regular file at \a path, open for reading; empty: it is something else, as a pipe, which
/// would block this thread, or it cannot be read. What is known of the file, such as its size, has
/// to be asked of the result: \a path may name another one meanwhile.
[[nodiscard]] std::unique_ptr<QFile> openRegularFile(const QString &path);

} // namespace parley
