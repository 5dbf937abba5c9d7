// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/processsecrecy.h"
#include "platform/processsecrecy_p.h"

#include <sys/resource.h>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace parley {

void forbidCoreDumps()
{
    if (isOpenToOnlookers())
        return;
    const rlimit none { .rlim_cur = 0, .rlim_max = 0 };
    ::setrlimit(RLIMIT_CORE, &none);
}

void keepMemoryPrivate()
{
    forbidCoreDumps();
#ifdef Q_OS_LINUX
    if (!isOpenToOnlookers())
        ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

} // namespace parley
