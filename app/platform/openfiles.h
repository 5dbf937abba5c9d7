// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

namespace parley {

/// Lets this process have \a count open files and connections, or as many as the system allows:
/// many systems allow 1024 at first.
void allowOpenFiles(int count);

} // namespace parley
