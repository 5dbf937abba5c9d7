// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace parley {

/// What parley-cli reads and prints, line by line: the part of `--help` behind the options. The one
/// place that documents every command with its arguments, and every event with its fields.
[[nodiscard]] QString commandHelp();

} // namespace parley
