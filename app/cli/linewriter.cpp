// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/linewriter.h"

#include <cerrno>
#include <csignal>
#include <utility>

#include <poll.h>
#include <unistd.h>

namespace parley {

LineWriter::LineWriter(int descriptor, QObject *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
{
    std::signal(SIGPIPE, SIG_IGN); // write() tells us
}

LineWriter::~LineWriter()
{
    flush();
}

void LineWriter::writeLine(const QByteArray &line)
{
    m_pending.append(line).append('\n');
    if (m_pending.size() >= MaxPendingBytes)
        return flush();
    if (!std::exchange(m_isFlushDue, true))
        QMetaObject::invokeMethod(this, &LineWriter::flush, Qt::QueuedConnection);
}

void LineWriter::flush()
{
    m_isFlushDue = false;
    const QByteArray bytes = std::exchange(m_pending, {});
    qsizetype written = 0;
    while (written < bytes.size() && !m_isClosed) {
        const ssize_t count
            = ::write(m_descriptor, bytes.constData() + written, size_t(bytes.size() - written));
        if (count >= 0) {
            written += count;
        } else if (errno == EAGAIN) { // somebody has made the pipe non-blocking
            pollfd waiting { m_descriptor, POLLOUT, 0 };
            ::poll(&waiting, 1, -1);
        } else if (errno != EINTR) {
            m_isClosed = true;
            Q_EMIT closed();
        }
    }
}

} // namespace parley
