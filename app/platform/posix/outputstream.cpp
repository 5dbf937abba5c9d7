// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/outputstream.h"

#include <QByteArray>

#include <cerrno>
#include <csignal>

#include <poll.h>
#include <unistd.h>

namespace parley {

OutputStream::OutputStream(int descriptor)
    : m_descriptor(descriptor)
{
    std::signal(SIGPIPE, SIG_IGN); // write() tells
}

bool OutputStream::write(const QByteArray &bytes) const
{
    qsizetype written = 0;
    while (written < bytes.size()) {
        const ssize_t count
            = ::write(m_descriptor, bytes.constData() + written, size_t(bytes.size() - written));
        if (count >= 0) {
            written += count;
        } else if (errno == EAGAIN) { // another program has made the pipe non-blocking
            pollfd waiting { m_descriptor, POLLOUT, 0 };
            ::poll(&waiting, 1, -1);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

} // namespace parley
