// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>

#include <optional>

namespace parley {

/// The session's D-Bus, if there is one. QDBusConnection::sessionBus() alone would start one where
/// there is none, which takes long and helps no user.
[[nodiscard]] std::optional<QDBusConnection> sessionBus();

} // namespace parley
