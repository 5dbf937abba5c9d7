// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>
#include <QUrl>

namespace parley {

[[nodiscard]] inline bool isOnLoopback(const QUrl &url)
{
    return url.host().compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
        || QHostAddress(url.host()).isLoopback();
}

} // namespace parley
