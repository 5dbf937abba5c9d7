// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/moment.h"

#include <QDateTime>

namespace parley::localservice {

QString isoDate(WallTime moment)
{
    return QDateTime::fromMSecsSinceEpoch(moment.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

qint64 epochSeconds(WallTime moment)
{
    return std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
}

} // namespace parley::localservice
