// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QString>

namespace parley::localservice {

[[nodiscard]] qint64 epochSeconds(WallTime moment);

} // namespace parley::localservice
