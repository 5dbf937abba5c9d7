// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/sleepnotice.h"

#include <QDBusConnection>

namespace parley {

SleepNotice::SleepNotice(QObject *parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::systemBus();
    // Without logind the match is there and never used.
    if (bus.isConnected())
        bus.connect(QStringLiteral("org.freedesktop.login1"),
                    QStringLiteral("/org/freedesktop/login1"),
                    QStringLiteral("org.freedesktop.login1.Manager"),
                    QStringLiteral("PrepareForSleep"), this,
                    SLOT(prepareForSleep(bool))); // QtDBus: by name only
}

void SleepNotice::prepareForSleep(bool isBeginning)
{
    if (!isBeginning)
        Q_EMIT woke();
}

} // namespace parley
