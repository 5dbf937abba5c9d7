// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/processsecrecy.h"
#include "platform/processsecrecy_p.h"

#include <windows.h>

namespace parley {

void forbidCoreDumps()
{
    if (isOpenToOnlookers())
        return;
    // No window of Windows Error Reporting, and so no dump that it sends or keeps.
    ::SetErrorMode(::GetErrorMode() | SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
}

void keepMemoryPrivate()
{
    forbidCoreDumps(); // Windows lets the same user's programs look into each other
}

} // namespace parley
