// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/systemscheme.h"
#include "platform/dbus/sessionbus_p.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

constexpr int AnswerLimitMilliseconds = 3000;

QString portal()
{
    return u"org.freedesktop.portal.Desktop"_s;
}

QString portalPath()
{
    return u"/org/freedesktop/portal/desktop"_s;
}

QString interfaceName()
{
    return u"org.freedesktop.portal.Settings"_s;
}

QString group()
{
    return u"org.freedesktop.appearance"_s;
}

QString key()
{
    return u"color-scheme"_s;
}

/// Read() of old portals wraps the value twice.
uint unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

class Portal final : public QObject
{
    Q_OBJECT

public:
    Portal(SystemScheme &scheme, QDBusConnection bus)
        : m_scheme(scheme)
    {
        bus.connect(portal(), portalPath(), interfaceName(), u"SettingChanged"_s, this,
                    SLOT(settingChanged(QString, QString, QDBusVariant))); // QtDBus: by name only
        ask(bus);
    }

private Q_SLOTS:
    void settingChanged(const QString &changedGroup, const QString &changedKey,
                        const QDBusVariant &value)
    {
        if (changedGroup == group() && changedKey == key())
            m_scheme.take(unwrapped(value.variant()));
    }

private:
    void ask(const QDBusConnection &bus)
    {
        QDBusMessage call
            = QDBusMessage::createMethodCall(portal(), portalPath(), interfaceName(), u"Read"_s);
        call << group() << key();
        auto *watcher
            = new QDBusPendingCallWatcher(bus.asyncCall(call, AnswerLimitMilliseconds), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            watcher->deleteLater();
            if (!reply.isError())
                m_scheme.take(unwrapped(reply.value().variant()));
        });
    }

    SystemScheme &m_scheme;
};

} // namespace

std::unique_ptr<QObject> SystemScheme::makeSource()
{
    const std::optional<QDBusConnection> bus = sessionBus();
    return bus ? std::make_unique<Portal>(*this, *bus) : nullptr;
}

} // namespace parley

#include "systemscheme.moc"
