// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#if defined(__has_feature)
#define PARLEY_HAS_FEATURE(name) __has_feature(name)
#else
#define PARLEY_HAS_FEATURE(name) 0
#endif

namespace parley {

/// True where a debugger or a sanitizer has to look into the process.
inline bool isOpenToOnlookers()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)                                  \
    || PARLEY_HAS_FEATURE(address_sanitizer) || PARLEY_HAS_FEATURE(thread_sanitizer)
    return true;
#else
    return qEnvironmentVariableIsSet("PARLEY_ALLOW_DEBUGGER");
#endif
}

} // namespace parley
