// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/plainrequest.h"

#include <QUrl>

namespace parley {

[[nodiscard]] inline bool isOnLoopback(const QUrl &url)
{
    return isLoopbackHost(url.host());
}

} // namespace parley
