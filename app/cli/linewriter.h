// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>

namespace parley {

/// Writes whole lines to a file descriptor, each at once, so that a reader never sees half a line
/// for long. A reader that has gone away is told by closed(), not by a signal of the system.
class LineWriter final : public QObject
{
    Q_OBJECT

public:
    explicit LineWriter(int descriptor, QObject *parent = nullptr);
    void writeLine(const QByteArray &line);

Q_SIGNALS:
    void closed(); ///< once

private:
    const int m_descriptor;
    bool m_isClosed = false;
};

} // namespace parley
