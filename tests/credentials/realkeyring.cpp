// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "realkeyring.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusInterface>
#include <QDBusMetaType>
#include <QDBusReply>
#include <QDBusVariant>
#include <QTest>

#include <csignal>

namespace parley::test {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Service = "org.freedesktop.secrets"_L1;
constexpr auto ServicePath = "/org/freedesktop/secrets"_L1;
constexpr auto Collection = "/org/freedesktop/secrets/collection/login"_L1;
constexpr auto Prompter = "org.gnome.keyring.SystemPrompter"_L1;
constexpr auto PrompterPath = "/org/gnome/keyring/Prompter"_L1;
const QByteArray Password = "pw";

QDBusMessage call(const QString &interface, const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(Service, ServicePath, interface, method);
    message.setArguments(arguments);
    return QDBusConnection::sessionBus().call(message);
}

} // namespace

/// A secret as the Secret Service takes it.
struct PlainSecret
{
    QDBusObjectPath session;
    QByteArray parameters {};
    QByteArray value;
    QString contentType { u"text/plain"_s };
};

QDBusArgument &operator<<(QDBusArgument &argument, const PlainSecret &secret)
{
    argument.beginStructure();
    argument << secret.session << secret.parameters << secret.value << secret.contentType;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, PlainSecret &secret)
{
    argument.beginStructure();
    argument >> secret.session >> secret.parameters >> secret.value >> secret.contentType;
    argument.endStructure();
    return argument;
}

} // namespace parley::test

Q_DECLARE_METATYPE(parley::test::PlainSecret)

namespace parley::test {

bool RealKeyring::start()
{
    m_daemon.setProcessChannelMode(QProcess::MergedChannels);
    m_daemon.start(u"gnome-keyring-daemon"_s,
                   { u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s });
    m_daemon.write(Password);
    m_daemon.closeWriteChannel();
    return QTest::qWaitFor(
        [] {
            return QDBusConnection::sessionBus().interface()->isServiceRegistered(Service).value();
        },
        10000);
}

void RealKeyring::kill()
{
    m_daemon.kill();
    m_daemon.waitForFinished(5000);
}

void RealKeyring::stop()
{
    if (isRunning())
        ::kill(pid_t(m_daemon.processId()), SIGSTOP);
}

void RealKeyring::goOn()
{
    if (isRunning())
        ::kill(pid_t(m_daemon.processId()), SIGCONT);
}

bool RealKeyring::lock()
{
    const QList<QDBusObjectPath> paths { QDBusObjectPath(Collection) };
    call(u"org.freedesktop.Secret.Service"_s, u"Lock"_s, { QVariant::fromValue(paths) });
    return isLocked();
}

bool RealKeyring::isLocked() const
{
    const QDBusInterface collection(Service, Collection, u"org.freedesktop.Secret.Collection"_s);
    return collection.property("Locked").toBool();
}

bool RealKeyring::unlock()
{
    qDBusRegisterMetaType<PlainSecret>();
    const QDBusMessage session = call(u"org.freedesktop.Secret.Service"_s, u"OpenSession"_s,
                                      { u"plain"_s, QVariant::fromValue(QDBusVariant(QString())) });
    if (session.arguments().size() != 2)
        return false;
    const PlainSecret secret { .session = session.arguments().at(1).value<QDBusObjectPath>(),
                               .value = Password };
    call(u"org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"_s,
         u"UnlockWithMasterPassword"_s,
         { QVariant::fromValue(QDBusObjectPath(Collection)), QVariant::fromValue(secret) });
    return !isLocked();
}

qsizetype RealKeyring::count(const QString &service) const
{
    qDBusRegisterMetaType<QMap<QString, QString>>();
    const QMap<QString, QString> attributes { { u"server"_s, service } };
    const QDBusMessage answer = call(u"org.freedesktop.Secret.Service"_s, u"SearchItems"_s,
                                     { QVariant::fromValue(attributes) });
    qsizetype items = 0;
    for (const QVariant &list : answer.arguments())
        items += qdbus_cast<QList<QDBusObjectPath>>(list).size();
    return items;
}

FakePrompter::FakePrompter()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.registerService(Prompter);
    bus.registerObject(PrompterPath, this, QDBusConnection::ExportScriptableSlots);
}

FakePrompter::~FakePrompter()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.unregisterObject(PrompterPath);
    bus.unregisterService(Prompter);
}

void FakePrompter::BeginPrompting(const QDBusObjectPath &callback)
{
    m_keyring = message().service();
    // After the reply to this call, as the keyring expects.
    QMetaObject::invokeMethod(
        this, [this, callback] { ready(callback, {}); }, Qt::QueuedConnection);
}

void FakePrompter::PerformPrompt(const QDBusObjectPath &callback, const QString &type,
                                 const QVariantMap &properties, const QString &exchange)
{
    Q_UNUSED(type)
    Q_UNUSED(properties)
    Q_UNUSED(exchange)
    ++asked;
    m_asking = callback;
    if (dismissesAll)
        dismiss();
}

void FakePrompter::dismiss()
{
    ready(std::exchange(m_asking, {}), u"no"_s);
}

void FakePrompter::StopPrompting(const QDBusObjectPath &callback)
{
    m_asking = {};
    QDBusMessage done = QDBusMessage::createMethodCall(
        m_keyring, callback.path(), u"org.gnome.keyring.internal.Prompter.Callback"_s,
        u"PromptDone"_s);
    QDBusConnection::sessionBus().send(done);
}

void FakePrompter::ready(const QDBusObjectPath &callback, const QString &reply)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        m_keyring, callback.path(), u"org.gnome.keyring.internal.Prompter.Callback"_s,
        u"PromptReady"_s);
    message.setArguments({ reply, QVariantMap(), QString() });
    QDBusConnection::sessionBus().send(message);
}

} // namespace parley::test
