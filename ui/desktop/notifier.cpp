// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "desktop/notifier.h"

#include "application/applicationid.h"
#include "desktop/sessionbus.h"
#include "logging.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <utility>

namespace parley::ui {
namespace {

constexpr int DefaultTimeout = -1; // as the desktop thinks best

QString service()
{
    return QStringLiteral("org.freedesktop.Notifications");
}

QString path()
{
    return QStringLiteral("/org/freedesktop/Notifications");
}

QDBusMessage methodCall(const QString &method)
{
    return QDBusMessage::createMethodCall(service(), path(), service(), method);
}

} // namespace

Notifier::Notifier(QObject *parent)
    : QObject(parent)
    , m_bus(sessionBus())
{
    if (!m_bus.has_value())
        return;
    m_bus->connect(service(), path(), service(), QStringLiteral("ActionInvoked"), this,
                   SLOT(actionInvoked(uint, QString)));
    m_bus->connect(service(), path(), service(), QStringLiteral("NotificationClosed"), this,
                   SLOT(notificationClosed(uint, uint)));
}

Notifier::~Notifier()
{
    withdrawAll();
}

void Notifier::show(const Notice &notice)
{
    if (!m_bus.has_value()) {
        if (m_fallback)
            m_fallback(notice);
        return;
    }
    // Some services read markup in the body, and words of a message are none.
    QDBusMessage call = methodCall(QStringLiteral("Notify"));
    call << QStringLiteral("Parley") << m_shown.value(notice.conversation, 0U) << applicationId()
         << notice.title << notice.body.toHtmlEscaped()
         << QStringList { QStringLiteral("default"), QString() }
         << QVariantMap { { QStringLiteral("category"), QStringLiteral("im.received") },
                          { QStringLiteral("desktop-entry"), applicationId() } }
         << DefaultTimeout;
    auto *watcher = new QDBusPendingCallWatcher(m_bus->asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, notice, watcher] {
        takeId(notice, *watcher);
        watcher->deleteLater();
    });
}

void Notifier::takeId(const Notice &notice, const QDBusPendingCallWatcher &call)
{
    const QDBusPendingReply<uint> reply = call;
    if (!reply.isError()) {
        m_shown.insert(notice.conversation, reply.value());
        return;
    }
    qCDebug(lcUi) << "the desktop shows no notifications:" << reply.error().name();
    if (m_fallback)
        m_fallback(notice);
}

void Notifier::actionInvoked(uint id, const QString &)
{
    const QString conversation = m_shown.key(id);
    if (!conversation.isEmpty()) // else it belongs to another program
        Q_EMIT activated(conversation);
}

void Notifier::notificationClosed(uint id, uint)
{
    const QString conversation = m_shown.key(id);
    if (!conversation.isEmpty())
        m_shown.remove(conversation);
}

void Notifier::withdraw(const QString &conversation)
{
    const uint id = m_shown.take(conversation);
    if (id != 0)
        close(id);
}

void Notifier::withdrawAll()
{
    const QHash<QString, uint> shown = std::exchange(m_shown, {});
    for (const uint id : shown)
        close(id);
}

void Notifier::close(uint id)
{
    QDBusMessage call = methodCall(QStringLiteral("CloseNotification"));
    call << id;
    m_bus->send(call); // nothing is shown without a bus
}

} // namespace parley::ui
