// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/standardstreams.h"

namespace parley {

// Windows keeps the numbers of the streams for them, and standard C++ cannot tell.
void openStandardStreams() { }

} // namespace parley
