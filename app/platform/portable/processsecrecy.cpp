// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/processsecrecy.h"

namespace parley {

// Neither C++ nor Qt knows a way.

void forbidCoreDumps() { }

void keepMemoryPrivate() { }

} // namespace parley
