// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"
#include "token/utc.h"

#include <QDateTime>

namespace parley::ui {

/// In UTC.
[[nodiscard]] inline QDateTime dateTimeOf(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), Utc);
}

} // namespace parley::ui
