// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/inputstream.h"

#include <QFile>
#include <QMutex>
#include <QMutexLocker>

#include <thread>

namespace parley {

class InputStream::Private
{
public:
    /// Where the reading thread finds the object, as long as there is one.
    struct Link
    {
        QMutex mutex;
        InputStream *stream = nullptr;

        /// Calls \a tell in the object's thread; false if the object is gone.
        template <typename Tell> [[nodiscard]] bool post(Tell tell)
        {
            const QMutexLocker locker(&mutex);
            if (stream == nullptr)
                return false;
            return QMetaObject::invokeMethod(
                stream, [to = stream, tell = std::move(tell)] { tell(*to); }, Qt::QueuedConnection);
        }
    };

    static void readAll(int descriptor, Link &link);

    int descriptor = -1;
    std::shared_ptr<Link> link = std::make_shared<Link>();
};

/// A line at a time: a read of more bytes would wait until there are so many.
void InputStream::Private::readAll(int descriptor, Link &link)
{
    constexpr qint64 MaxPartBytes = 64 * 1024;
    QFile file;
    bool isWanted = file.open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered);
    while (isWanted) {
        const QByteArray part = file.readLine(MaxPartBytes);
        if (part.isEmpty())
            break;
        isWanted = link.post([part](InputStream &stream) { Q_EMIT stream.bytesRead(part); });
    }
    static_cast<void>(link.post([](InputStream &stream) { Q_EMIT stream.ended(); }));
}

InputStream::InputStream(int descriptor, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->descriptor = descriptor;
    d->link->stream = this;
}

InputStream::~InputStream()
{
    const QMutexLocker locker(&d->link->mutex);
    d->link->stream = nullptr;
}

void InputStream::start()
{
    // Nothing ends a read that waits, so the thread is left to the end of the process.
    std::thread([descriptor = d->descriptor, link = d->link] {
        Private::readAll(descriptor, *link);
    }).detach();
}

} // namespace parley
