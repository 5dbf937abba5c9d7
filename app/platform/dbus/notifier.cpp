// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/notifier.h"
#include "platform/dbus/sessionbus_p.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QHash>
#include <QLoggingCategory>

#include <map>
#include <utility>
#include <vector>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcPlatform, "parley.platform", QtInfoMsg)

constexpr int DefaultTimeout = -1; // as the desktop thinks best

QString service()
{
    return u"org.freedesktop.Notifications"_s;
}

QString path()
{
    return u"/org/freedesktop/Notifications"_s;
}

QDBusMessage methodCall(const QString &method)
{
    return QDBusMessage::createMethodCall(service(), path(), service(), method);
}

void close(const QDBusConnection &bus, uint id)
{
    QDBusMessage call = methodCall(u"CloseNotification"_s);
    call << id;
    bus.send(call);
}

} // namespace

class Notifier::Private final : public QObject
{
    Q_OBJECT

public:
    Private(Notifier &owner, QString desktopEntry);
    ~Private() override;

    void show(const Notice &notice);
    void withdraw(const QString &conversation);
    void withdrawAll();

    Fallback fallback;

private Q_SLOTS:
    // Named in D-Bus connections, which know no pointers to members.
    void actionInvoked(uint id, const QString &action);
    void notificationClosed(uint id, uint reason);
    void notificationReplied(uint id, const QString &text);

private:
    /// The desktop has been asked to show a notice, and has not told its number yet.
    struct Pending
    {
        void withdraw()
        {
            next.reset();
            isWithdrawn = true;
        }

        Notice notice {};
        QDBusPendingCallWatcher *watcher = nullptr;
        std::optional<Notice> next {}; ///< to show instead
        bool isWithdrawn = false; ///< what has been sent is to be closed, unless replaced
    };

    void startAnew(const QString &, const QString &oldOwner, const QString &newOwner);
    void askForCapabilities();
    void dropEarly(const QString &conversation)
    {
        std::erase_if(m_early, [&conversation](const Notice &early) {
            return early.conversation == conversation;
        });
    }
    void send(const Notice &notice, uint replaced);
    void takeId(const QString &conversation);

    Notifier &m_owner;
    const QString m_desktopEntry;
    std::optional<QDBusConnection> m_bus;
    bool m_readsMarkup = false; ///< the desktop takes the body for markup, so it is escaped
    bool m_takesReplies = false; ///< the desktop has a field for an answer, as KDE Plasma does
    std::unique_ptr<QDBusPendingCallWatcher> m_asking; ///< for the capabilities
    bool m_knowsCapabilities = false;
    std::vector<Notice> m_early; ///< wait for the capabilities
    QHash<QString, uint> m_shown; ///< by conversation
    std::map<QString, Pending> m_pending; ///< by conversation
};

Notifier::Private::Private(Notifier &owner, QString desktopEntry)
    : m_owner(owner)
    , m_desktopEntry(std::move(desktopEntry))
    , m_bus(sessionBus())
{
    if (!m_bus)
        return;
    m_bus->connect(service(), path(), service(), u"ActionInvoked"_s, this,
                   SLOT(actionInvoked(uint, QString))); // QtDBus: by name only
    m_bus->connect(service(), path(), service(), u"NotificationClosed"_s, this,
                   SLOT(notificationClosed(uint, uint))); // QtDBus: by name only
    m_bus->connect(service(), path(), service(), u"NotificationReplied"_s, this,
                   SLOT(notificationReplied(uint, QString))); // QtDBus: by name only
    const auto *watcher = new QDBusServiceWatcher(service(), *m_bus,
                                                  QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, &Private::startAnew);
}

Notifier::Private::~Private()
{
    withdrawAll();
    // The number of a notice that is on its way is not known yet: the connection alone still waits
    // for the answer, and closes the notice.
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

/// Another service counts its notices from the beginning: a number that the old one has told may
/// be that of another program's notice now.
void Notifier::Private::startAnew(const QString &, const QString &oldOwner, const QString &newOwner)
{
    if (!oldOwner.isEmpty()) {
        m_shown.clear();
        m_asking.reset();
        for (const auto &[conversation, pending] : std::exchange(m_pending, {})) {
            delete pending.watcher;
            if (pending.next || !pending.isWithdrawn)
                m_early.push_back(pending.next.value_or(pending.notice));
        }
    }
    m_knowsCapabilities = false;
    if (!newOwner.isEmpty() && !m_early.empty())
        askForCapabilities();
}

/// A desktop without markup would show the escapes as they are.
void Notifier::Private::askForCapabilities()
{
    if (m_asking)
        return;
    m_asking = std::make_unique<QDBusPendingCallWatcher>(
        m_bus->asyncCall(methodCall(u"GetCapabilities"_s)));
    connect(m_asking.get(), &QDBusPendingCallWatcher::finished, this, [this] {
        const QDBusPendingReply<QStringList> reply = *m_asking;
        m_asking.release()->deleteLater();
        m_knowsCapabilities = true;
        m_readsMarkup = !reply.isError() && reply.value().contains("body-markup"_L1);
        m_takesReplies = !reply.isError() && reply.value().contains("inline-reply"_L1);
        for (const Notice &notice : std::exchange(m_early, {}))
            show(notice);
    });
}

void Notifier::Private::show(const Notice &notice)
{
    if (!m_bus) {
        if (fallback)
            fallback(notice);
        return;
    }
    if (!m_knowsCapabilities) {
        dropEarly(notice.conversation);
        m_early.push_back(notice);
        askForCapabilities();
        return;
    }
    const auto pending = m_pending.find(notice.conversation);
    if (pending != m_pending.end()) {
        pending->second.next = notice; // replaces it, as soon as there is a number to name
        return;
    }
    send(notice, m_shown.value(notice.conversation, 0U));
}

void Notifier::Private::send(const Notice &notice, uint replaced)
{
    QStringList actions { u"default"_s, QString() };
    if (m_takesReplies && !notice.replyLabel.isEmpty())
        actions << u"inline-reply"_s << notice.replyLabel;
    QDBusMessage call = methodCall(u"Notify"_s);
    call << u"Parley"_s << replaced << m_desktopEntry << notice.title
         << (m_readsMarkup ? notice.body.toHtmlEscaped() : notice.body) << actions
         << QVariantMap { { u"category"_s, u"im.received"_s },
                          { u"desktop-entry"_s, m_desktopEntry } }
         << DefaultTimeout;
    auto *watcher = new QDBusPendingCallWatcher(m_bus->asyncCall(call), this);
    m_pending[notice.conversation] = { .notice = notice, .watcher = watcher };
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, conversation = notice.conversation] { takeId(conversation); });
}

void Notifier::Private::takeId(const QString &conversation)
{
    const auto it = m_pending.find(conversation);
    const Pending pending = it->second;
    m_pending.erase(it);
    pending.watcher->deleteLater();
    const QDBusPendingReply<uint> reply = *pending.watcher;
    if (reply.isError()) {
        qCDebug(lcPlatform) << "the desktop shows no notifications:" << reply.error().name();
        m_shown.remove(conversation);
        if (fallback && (pending.next || !pending.isWithdrawn))
            fallback(pending.next.value_or(pending.notice));
        return;
    }
    const uint id = reply.value();
    if (pending.next) {
        m_shown.insert(conversation, id);
        send(*pending.next, id);
    } else if (pending.isWithdrawn) {
        m_shown.remove(conversation);
        close(*m_bus, id);
    } else {
        m_shown.insert(conversation, id);
    }
}

void Notifier::Private::actionInvoked(uint id, const QString &)
{
    const QString conversation = m_shown.key(id);
    if (!conversation.isEmpty()) // else it belongs to another program
        Q_EMIT m_owner.activated(conversation);
}

void Notifier::Private::notificationClosed(uint id, uint)
{
    const QString conversation = m_shown.key(id);
    if (!conversation.isEmpty())
        m_shown.remove(conversation);
}

void Notifier::Private::notificationReplied(uint id, const QString &text)
{
    const QString conversation = m_shown.key(id);
    if (conversation.isEmpty())
        return; // it belongs to another program
    withdraw(conversation); // not each desktop closes it by itself
    Q_EMIT m_owner.replied(conversation, text);
}

void Notifier::Private::withdraw(const QString &conversation)
{
    dropEarly(conversation);
    const auto pending = m_pending.find(conversation);
    if (pending != m_pending.end())
        pending->second.withdraw();
    const uint id = m_shown.take(conversation);
    if (id != 0)
        close(*m_bus, id);
}

void Notifier::Private::withdrawAll()
{
    m_early.clear();
    for (auto &[conversation, pending] : m_pending)
        pending.withdraw();
    const QHash<QString, uint> shown = std::exchange(m_shown, {});
    for (const uint id : shown)
        close(*m_bus, id); // nothing is shown without a bus
}

Notifier::Notifier(const QString &desktopEntry, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, desktopEntry))
{ }

Notifier::~Notifier() = default;

void Notifier::show(const Notice &notice)
{
    d->show(notice);
}

void Notifier::withdraw(const QString &conversation)
{
    d->withdraw(conversation);
}

void Notifier::withdrawAll()
{
    d->withdrawAll();
}

void Notifier::setFallback(Fallback fallback)
{
    d->fallback = std::move(fallback);
}

} // namespace parley

#include "notifier.moc"
