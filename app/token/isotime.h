// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QString>

namespace parley {

/// ISO 8601, UTC, milliseconds: `2026-01-01T00:00:00.000Z`. As QDateTime::toString() in
/// Qt::ISODateWithMs, also where that has no text.
[[nodiscard]] QString isoTime(WallTime time);

} // namespace parley
