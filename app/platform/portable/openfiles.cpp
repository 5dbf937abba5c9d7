// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/openfiles.h"

namespace parley {

// Windows has no such limit for sockets, and standard C++ knows none.
int allowOpenFiles(int count)
{
    return count;
}

std::unique_ptr<QFile> openRegularFile(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (!QFileInfo(path).isFile() || !file->open(QIODevice::ReadOnly))
        return nullptr;
    return file;
}

bool isOwnFolder(const QFileInfo &folder)
{
    return folder.isDir();
}

} // namespace parley
