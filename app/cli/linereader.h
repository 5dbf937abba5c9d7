// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "platform/inputstream.h"

#include <QByteArray>
#include <QObject>

namespace parley {

/// Reads lines from a file descriptor (pipe, terminal, file, /dev/null) without ever blocking.
class LineReader final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxLineBytes = 1024 * 1024;

    explicit LineReader(int descriptor, QObject *parent = nullptr);
    void start() { m_stream.start(); }

Q_SIGNALS:
    void lineRead(const QByteArray &line); ///< without its end (LF or CRLF)
    void lineTooLong(); ///< over MaxLineBytes; the rest of the line is skipped
    void ended(); ///< once; a last line without an end has been delivered

private:
    void takeBytes(const QByteArray &bytes);
    void takeLine();
    void end();

    InputStream m_stream;
    QByteArray m_line;
    bool m_isSkipping = false;
};

} // namespace parley
