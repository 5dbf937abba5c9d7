// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/dbus/sessionbus_p.h"

#include <QFile>

namespace parley {

using namespace Qt::StringLiterals;

std::optional<QDBusConnection> sessionBus()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const bool isNamed = qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS");
    if (!isNamed && (runtime.isEmpty() || !QFile::exists(runtime + "/bus"_L1)))
        return std::nullopt;
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return std::nullopt;
    return bus;
}

} // namespace parley
