// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/standardstreams.h"

#include <fcntl.h>
#include <unistd.h>

namespace parley {

void openStandardStreams()
{
    // open() takes the lowest free number, so the three have to be looked at in their order.
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) == -1)
            ::open("/dev/null", O_RDWR);
    }
}

} // namespace parley
