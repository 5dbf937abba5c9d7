// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/inputstream.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace parley {

class InputStream::Private
{
public:
    Private(InputStream &owner, int descriptor)
        : m_owner(owner)
        , m_descriptor(descriptor)
    { }

    void start()
    {
        if (::fcntl(m_descriptor, F_GETFD) == -1) {
            Q_EMIT m_owner.ended();
            return;
        }
        m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
        QObject::connect(m_notifier.get(), &QSocketNotifier::activated, &m_owner,
                         [this] { readSome(); });
    }

private:
    void readSome()
    {
        std::array<char, 64 * 1024> buffer;
        const ssize_t count = ::read(m_descriptor, buffer.data(), buffer.size());
        if (count > 0) {
            Q_EMIT m_owner.bytesRead(QByteArray(buffer.data(), count));
        } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
            m_notifier->setEnabled(false);
            Q_EMIT m_owner.ended();
        }
    }

    InputStream &m_owner;
    const int m_descriptor;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

InputStream::InputStream(int descriptor, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, descriptor))
{ }

InputStream::~InputStream() = default;

void InputStream::start()
{
    d->start();
}

} // namespace parley
