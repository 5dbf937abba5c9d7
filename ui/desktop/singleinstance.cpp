// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "desktop/singleinstance.h"

#include "logging.h"
#include "platform/privatefiles.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>
#include <QStandardPaths>

#include <chrono>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int AnswerLimit = 1500; // milliseconds; a first one that hangs must not stop a second
constexpr std::chrono::milliseconds LockLimit { 50 };
constexpr std::chrono::seconds ClaimLimit { 3 }; ///< longer than a first one takes to end
constexpr qint64 MaxRequest = 64;
constexpr int MaxWaiting = 8;

QByteArray raiseRequest()
{
    return QByteArrayLiteral("raise\n");
}

QByteArray consent()
{
    return QByteArrayLiteral("ok\n");
}

} // namespace

SingleInstance::SingleInstance(QString folder, QString name, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
{
    // Short, since the path of a socket has little room, and without anything of the name in it.
    const QByteArray hash
        = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex().left(12);
    m_name = u"parley-"_s + QString::fromLatin1(hash);
}

SingleInstance::~SingleInstance() = default;

QString SingleInstance::usualFolder(const QString &dataFolder)
{
    const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return runtime.isEmpty() ? dataFolder : runtime;
}

SingleInstance::Role SingleInstance::claim()
{
    if (m_folder.isEmpty() || !makePrivateFolder(m_folder))
        return Role::First;
    m_lock = std::make_unique<QLockFile>(m_folder + u'/' + m_name + u".lock"_s);
    m_lock->setStaleLockTime(0);
    // The first one may have the lock and not listen yet, or not listen any more while it ends:
    // both pass, and only who has the lock in the end is the first.
    QDeadlineTimer limit(ClaimLimit);
    do {
        if (m_lock->tryLock(int(LockLimit.count()))) {
            listen();
            return Role::First;
        }
        if (m_lock->error() != QLockFile::LockFailedError)
            break; // waiting does not help
        if (askFirst())
            return Role::Second;
    } while (!limit.hasExpired());
    qCInfo(lcUi) << "another Parley runs, but does not answer";
    m_lock.reset();
    return Role::First;
}

void SingleInstance::stopAnswering()
{
    m_server.reset();
}

bool SingleInstance::askFirst() const
{
    QLocalSocket socket;
    socket.connectToServer(m_folder + u'/' + m_name);
    if (!socket.waitForConnected(AnswerLimit))
        return false;
    socket.write(raiseRequest());
    if (!socket.waitForBytesWritten(AnswerLimit))
        return false;
    QDeadlineTimer limit(AnswerLimit);
    while (socket.bytesAvailable() < consent().size()) {
        if (!socket.waitForReadyRead(int(limit.remainingTime())))
            return false;
    }
    return socket.read(MaxRequest) == consent();
}

void SingleInstance::listen()
{
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    m_server->setMaxPendingConnections(MaxWaiting);
    const QString path = m_folder + u'/' + m_name;
    QLocalServer::removeServer(path); // of a run that crashed: the lock is ours
    if (!m_server->listen(path)) {
        qCInfo(lcUi) << "a second start will not find this one:" << m_server->errorString();
        return;
    }
    connect(m_server.get(), &QLocalServer::newConnection, this, &SingleInstance::accept);
}

void SingleInstance::accept()
{
    while (QLocalSocket *socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { hear(*socket); });
        if (socket->bytesAvailable() > 0)
            hear(*socket);
    }
}

void SingleInstance::hear(QLocalSocket &socket)
{
    if (!socket.canReadLine() && socket.bytesAvailable() < MaxRequest)
        return;
    const bool raise = socket.readLine(MaxRequest) == raiseRequest();
    socket.write(raise ? consent() : QByteArrayLiteral("?\n"));
    socket.disconnectFromServer();
    if (raise)
        Q_EMIT raiseRequested();
}

} // namespace parley::ui
