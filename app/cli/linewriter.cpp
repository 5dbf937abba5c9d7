// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/linewriter.h"

#include <utility>

namespace parley {

LineWriter::LineWriter(int descriptor, QObject *parent)
    : QObject(parent)
    , m_stream(descriptor)
{ }

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
    if (m_isClosed || m_stream.write(bytes))
        return;
    m_isClosed = true;
    Q_EMIT closed();
}

} // namespace parley
