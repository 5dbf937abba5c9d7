// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/keychainstate.h"

#include <QFileInfo>
#include <QSysInfo>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

bool isServiceReachable()
{
    const QString system = QSysInfo::kernelType();
    if (system == "winnt"_L1 || system == "darwin"_L1)
        return true; // their keychains are part of the system
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + "/bus"_L1);
}

} // namespace

void askKeychain(const QString &, const QString &, QObject *context,
                 std::function<void(KeychainState)> done)
{
    const auto state = isServiceReachable() ? KeychainState::Unknown : KeychainState::NoService;
    QMetaObject::invokeMethod(
        context, [state, done = std::move(done)] { done(state); }, Qt::QueuedConnection);
}

bool renewKeychainConnection()
{
    return false;
}

} // namespace parley
