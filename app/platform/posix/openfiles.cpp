// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/openfiles.h"

#include <algorithm>

#include <sys/resource.h>

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

} // namespace parley
