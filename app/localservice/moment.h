// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QString>

namespace parley::localservice {

/// ISO 8601, UTC, milliseconds: the only form in which moments are stored and sent.
[[nodiscard]] QString isoDate(WallTime moment);
[[nodiscard]] qint64 epochSeconds(WallTime moment);

} // namespace parley::localservice
