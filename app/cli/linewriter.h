// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "platform/outputstream.h"

#include <QByteArray>
#include <QObject>

namespace parley {

/// Writes whole lines to a file descriptor. The lines of one turn of the event loop go together:
/// one write for each would cost more than making it when thousands come in a second. A reader that
/// has gone away is told by closed().
class LineWriter final : public QObject
{
    Q_OBJECT

public:
    explicit LineWriter(int descriptor, QObject *parent = nullptr);
    ~LineWriter() override; ///< writes what is left
    void writeLine(const QByteArray &line);
    /// Writes what has come so far, now.
    void flush();

Q_SIGNALS:
    void closed(); ///< once

private:
    static constexpr qsizetype MaxPendingBytes = 64 * 1024;

    const OutputStream m_stream;
    QByteArray m_pending; // whole lines
    bool m_isFlushDue = false;
    bool m_isClosed = false;
};

} // namespace parley
