// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "desktop/sessionbus.h"

#include <QFile>

namespace parley::ui {

std::optional<QDBusConnection> sessionBus()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const bool named = qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS");
    if (!named && (runtime.isEmpty() || !QFile::exists(runtime + QStringLiteral("/bus"))))
        return std::nullopt;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return std::nullopt;
    return bus;
}

} // namespace parley::ui
