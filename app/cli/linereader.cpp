// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/linereader.h"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace parley {

LineReader::LineReader(int descriptor, QObject *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
{ }

void LineReader::start()
{
    if (::fcntl(m_descriptor, F_GETFD) == -1) { // started with a closed standard input
        end();
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &LineReader::readSome);
}

void LineReader::readSome()
{
    std::array<char, 64 * 1024> buffer;
    const ssize_t count = ::read(m_descriptor, buffer.data(), buffer.size());
    if (count > 0)
        takeBytes(QByteArray(buffer.data(), count));
    else if (count == 0 || (errno != EAGAIN && errno != EINTR))
        end();
}

void LineReader::takeBytes(const QByteArray &bytes)
{
    qsizetype from = 0;
    while (from < bytes.size()) {
        const qsizetype lineEnd = bytes.indexOf('\n', from);
        const qsizetype to = lineEnd < 0 ? bytes.size() : lineEnd;
        if (!m_isSkipping)
            m_line.append(bytes.constData() + from, to - from);
        if (m_line.size() > MaxLineBytes) {
            m_line.clear();
            m_isSkipping = true;
            Q_EMIT lineTooLong();
        }
        if (lineEnd >= 0)
            takeLine();
        from = to + 1;
    }
}

void LineReader::takeLine()
{
    QByteArray line = std::exchange(m_line, {});
    if (std::exchange(m_isSkipping, false))
        return;
    if (line.endsWith('\r'))
        line.chop(1);
    Q_EMIT lineRead(line);
}

void LineReader::end()
{
    if (m_notifier)
        m_notifier->setEnabled(false);
    if (!m_line.isEmpty())
        takeLine();
    Q_EMIT ended();
}

} // namespace parley
