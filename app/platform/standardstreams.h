// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

namespace parley {

/// Descriptors, as each system that Parley runs on numbers them.
inline constexpr int StandardInput = 0;
inline constexpr int StandardOutput = 1;

/// Opens the null device for each standard stream that the program was started without. Otherwise
/// the next file or socket gets the number of that stream, and what is printed goes into it. The
/// first call in each main().
void openStandardStreams();

} // namespace parley
