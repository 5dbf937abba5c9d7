// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

namespace parley {

/// Lets this process have \a count open files and connections, or as many as the system allows:
/// many systems allow 1024 at first. Returns how many it may have now, at most \a count.
int allowOpenFiles(int count);

} // namespace parley
