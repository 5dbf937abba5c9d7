// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "process/processsecrecy.h"

#include <QtGlobal>

#include <sys/resource.h>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

#if defined(__has_feature)
#define PARLEY_HAS_FEATURE(name) __has_feature(name)
#else
#define PARLEY_HAS_FEATURE(name) 0
#endif

namespace parley {

namespace {

bool isOpenToOnlookers()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)                                  \
    || PARLEY_HAS_FEATURE(address_sanitizer) || PARLEY_HAS_FEATURE(thread_sanitizer)
    return true;
#else
    return qEnvironmentVariableIsSet("PARLEY_ALLOW_DEBUGGER");
#endif
}

} // namespace

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
