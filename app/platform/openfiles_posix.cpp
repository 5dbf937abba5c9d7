// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/openfiles.h"

#include <algorithm>

#include <sys/resource.h>

namespace parley {

void allowOpenFiles(int count)
{
    const auto wanted = rlim_t(count);
    rlimit limit {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = std::min(limit.rlim_max, wanted);
    ::setrlimit(RLIMIT_NOFILE, &limit); // fewer if that fails
}

} // namespace parley
