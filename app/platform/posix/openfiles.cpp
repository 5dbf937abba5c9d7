// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/openfiles.h"

#include <algorithm>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parley {

int allowOpenFiles(int count)
{
    const auto wanted = rlim_t(count);
    rlimit limit {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return count;
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = std::min(limit.rlim_max, wanted);
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? int(limit.rlim_cur) : int(before);
}

std::unique_ptr<QFile> openRegularFile(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    // A pipe would block here until another program writes into it.
    const int descriptor = ::open(name.constData(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0)
        return nullptr;
    struct stat status
    { };
    auto file = std::make_unique<QFile>(path);
    if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)
        && file->open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        return file;
    ::close(descriptor);
    return nullptr;
}

bool isOwnFolder(const QFileInfo &folder)
{
    const bool isOfOthers = folder.ownerId() != ::geteuid() || folder.permission(QFile::WriteOther)
        || (folder.permission(QFile::WriteGroup) && folder.groupId() != ::getegid());
    return folder.isDir() && !isOfOthers;
}

} // namespace parley
