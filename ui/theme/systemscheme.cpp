// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "theme/systemscheme.h"

#include "desktop/sessionbus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace parley::ui {
namespace {

constexpr uint PrefersDark = 1;
constexpr uint PrefersLight = 2;
constexpr int AnswerLimit = 3000; // milliseconds

QString portal()
{
    return QStringLiteral("org.freedesktop.portal.Desktop");
}

QString path()
{
    return QStringLiteral("/org/freedesktop/portal/desktop");
}

QString interfaceName()
{
    return QStringLiteral("org.freedesktop.portal.Settings");
}

QString group()
{
    return QStringLiteral("org.freedesktop.appearance");
}

QString key()
{
    return QStringLiteral("color-scheme");
}

/// Read() of old portals wraps the value twice.
uint unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

SystemScheme::SystemScheme(QObject *parent)
    : QObject(parent)
{
    std::optional<QDBusConnection> bus = sessionBus();
    if (!bus.has_value())
        return;
    bus->connect(portal(), path(), interfaceName(), QStringLiteral("SettingChanged"), this,
                 SLOT(settingChanged(QString, QString, QDBusVariant))); // QtDBus: by name only
    ask(*bus);
}

void SystemScheme::ask(const QDBusConnection &bus)
{
    QDBusMessage call
        = QDBusMessage::createMethodCall(portal(), path(), interfaceName(), QStringLiteral("Read"));
    call << group() << key();
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, AnswerLimit), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError())
            take(unwrapped(reply.value().variant()));
        watcher->deleteLater();
    });
}

void SystemScheme::settingChanged(const QString &changedGroup, const QString &changedKey,
                                  const QDBusVariant &value)
{
    if (changedGroup == group() && changedKey == key())
        take(unwrapped(value.variant()));
}

void SystemScheme::take(uint value)
{
    std::optional<bool> dark;
    if (value == PrefersDark || value == PrefersLight)
        dark = value == PrefersDark;
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

} // namespace parley::ui
