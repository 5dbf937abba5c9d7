// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "desktop/notifier.h"

#include "application/applicationid.h"
#include "desktop/sessionbus.h"
#include "logging.h"

#include <QCoreApplication>
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
                   SLOT(actionInvoked(uint, QString))); // QtDBus: by name only
    m_bus->connect(service(), path(), service(), QStringLiteral("NotificationClosed"), this,
                   SLOT(notificationClosed(uint, uint))); // QtDBus: by name only
}

Notifier::~Notifier()
{
    withdrawAll();
    // What is on its way is not known by a number yet: its answer is still waited for, by nobody
    // but the connection.
    for (const auto &[conversation, pending] : m_pending) {
        QDBusPendingCallWatcher *watcher = pending.watcher;
        watcher->disconnect(this);
        watcher->setParent(QCoreApplication::instance());
        QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher,
                         [bus = *m_bus, watcher] {
                             const QDBusPendingReply<uint> reply = *watcher;
                             if (!reply.isError())
                                 close(bus, reply.value());
                             watcher->deleteLater();
                         });
    }
}

void Notifier::show(const Notice &notice)
{
    if (!m_bus.has_value()) {
        if (m_fallback)
            m_fallback(notice);
        return;
    }
    const auto pending = m_pending.find(notice.conversation);
    if (pending != m_pending.end()) {
        pending->second.next = notice; // replaces it, as soon as there is a number to name
        return;
    }
    send(notice, m_shown.value(notice.conversation, 0U));
}

void Notifier::send(const Notice &notice, uint replaced)
{
    // Some services read markup in the body, and words of a message are none.
    QDBusMessage call = methodCall(QStringLiteral("Notify"));
    call << QStringLiteral("Parley") << replaced << applicationId() << notice.title
         << notice.body.toHtmlEscaped() << QStringList { QStringLiteral("default"), QString() }
         << QVariantMap { { QStringLiteral("category"), QStringLiteral("im.received") },
                          { QStringLiteral("desktop-entry"), applicationId() } }
         << DefaultTimeout;
    auto *watcher = new QDBusPendingCallWatcher(m_bus->asyncCall(call), this);
    m_pending[notice.conversation] = { .watcher = watcher };
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, notice, watcher] {
        watcher->deleteLater();
        takeId(notice, *watcher);
    });
}

void Notifier::takeId(const Notice &notice, const QDBusPendingCallWatcher &call)
{
    const auto it = m_pending.find(notice.conversation);
    const Pending pending = it->second;
    m_pending.erase(it);
    const QDBusPendingReply<uint> reply = call;
    if (reply.isError()) {
        qCDebug(lcUi) << "the desktop shows no notifications:" << reply.error().name();
        m_shown.remove(notice.conversation);
        if (m_fallback && (pending.next.has_value() || !pending.isWithdrawn))
            m_fallback(pending.next.value_or(notice));
        return;
    }
    const uint id = reply.value();
    if (pending.next.has_value()) {
        m_shown.insert(notice.conversation, id);
        send(*pending.next, id);
    } else if (pending.isWithdrawn) {
        m_shown.remove(notice.conversation);
        close(*m_bus, id);
    } else {
        m_shown.insert(notice.conversation, id);
    }
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
    const auto pending = m_pending.find(conversation);
    if (pending != m_pending.end())
        pending->second.withdraw();
    const uint id = m_shown.take(conversation);
    if (id != 0)
        close(*m_bus, id);
}

void Notifier::withdrawAll()
{
    for (auto &[conversation, pending] : m_pending)
        pending.withdraw();
    const QHash<QString, uint> shown = std::exchange(m_shown, {});
    for (const uint id : shown)
        close(*m_bus, id); // nothing is shown without a bus
}

void Notifier::Pending::withdraw()
{
    next.reset();
    isWithdrawn = true;
}

void Notifier::close(const QDBusConnection &bus, uint id)
{
    QDBusMessage call = methodCall(QStringLiteral("CloseNotification"));
    call << id;
    bus.send(call);
}

} // namespace parley::ui
