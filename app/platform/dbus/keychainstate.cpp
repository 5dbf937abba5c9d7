// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/keychainstate.h"
#include "platform/dbus/sessionbus_p.h"

#include <QDBusConnectionInterface>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QLibrary>
#include <QMap>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

constexpr int AnswerLimitMs = 5'000;

using Attributes = QMap<QString, QString>;
using Paths = QList<QDBusObjectPath>;

/// QtKeychain talks to KWallet instead of the Secret Service on some desktops.
bool hasWallet(const QDBusConnection &bus)
{
    return bus.interface()->isServiceRegistered(u"org.kde.kwalletd5"_s)
        || bus.interface()->isServiceRegistered(u"org.kde.kwalletd6"_s);
}

KeychainState stateOf(const QDBusPendingReply<Paths, Paths> &reply, const QDBusConnection &bus)
{
    if (reply.isValid()) {
        const bool isThere = !reply.argumentAt<0>().isEmpty() || !reply.argumentAt<1>().isEmpty();
        return isThere ? KeychainState::HasEntry : KeychainState::NoEntry;
    }
    return reply.error().type() == QDBusError::ServiceUnknown && !hasWallet(bus)
        ? KeychainState::NoService
        : KeychainState::Unknown;
}

} // namespace

/// Source: the Secret Service API, method SearchItems: unlocked and locked items in its answer.
void askKeychain(const QString &service, const QString &user, QObject *context,
                 std::function<void(KeychainState)> done)
{
    const auto bus = sessionBus();
    if (!bus) {
        QMetaObject::invokeMethod(
            context, [done = std::move(done)] { done(KeychainState::NoService); },
            Qt::QueuedConnection);
        return;
    }
    qDBusRegisterMetaType<Attributes>();
    QDBusMessage search = QDBusMessage::createMethodCall(
        u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
        u"org.freedesktop.Secret.Service"_s, u"SearchItems"_s);
    // As QtKeychain names them.
    const Attributes attributes { { u"server"_s, service }, { u"user"_s, user } };
    search.setArguments({ QVariant::fromValue(attributes) });
    auto *watcher = new QDBusPendingCallWatcher(bus->asyncCall(search, AnswerLimitMs), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [bus = *bus, done = std::move(done)](QDBusPendingCallWatcher *ended) {
                         ended->deleteLater();
                         done(stateOf(*ended, bus)); // last
                     });
}

/// Source: libsecret, secret_service_disconnect(), which is safe at any time. QtKeychain loads that
/// library by its name as well.
bool renewKeychainConnection()
{
    const auto disconnect = QLibrary::resolve(u"secret-1"_s, 0, "secret_service_disconnect");
    if (disconnect != nullptr)
        disconnect();
    return disconnect != nullptr;
}

} // namespace parley
