// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/reachability.h"

#include <QHostAddress>
#include <QUrl>

namespace parley {

[[nodiscard]] inline bool isOnLoopback(const QUrl &url)
{
    return url.host().compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
        || QHostAddress(url.host()).isLoopback();
}

/// For services on this machine: they are there whatever the system says of the network.
class LoopbackReachability final : public Reachability
{
public:
    [[nodiscard]] State state() const override { return State::Unknown; }
};

} // namespace parley
