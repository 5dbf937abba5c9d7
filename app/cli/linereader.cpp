// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/linereader.h"

#include <utility>

namespace parley {

LineReader::LineReader(int descriptor, QObject *parent)
    : QObject(parent)
    , m_stream(descriptor)
{
    connect(&m_stream, &InputStream::bytesRead, this, &LineReader::takeBytes);
    connect(&m_stream, &InputStream::ended, this, &LineReader::end);
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
    if (!m_line.isEmpty())
        takeLine();
    Q_EMIT ended();
}

} // namespace parley
