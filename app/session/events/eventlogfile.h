// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>
#include <QJsonObject>
#include <QString>

namespace parley {

/// Appends events as JSON lines, redacted, to a regular file, which is made for the user alone
/// (0600). `--event-log` and `--trace`.
class EventLogFile
{
public:
    explicit EventLogFile(const QString &path)
        : m_file(path)
    { }

    /// False and errorString() if the file cannot be appended to.
    [[nodiscard]] bool open();
    [[nodiscard]] QString errorString() const { return m_error; }
    /// False once, with errorString(), when lines get lost from now on: the disk is full, or the
    /// like. It is tried again with each event.
    bool append(const QJsonObject &event);
    /// For lines that hold nothing to redact.
    [[nodiscard]] QIODevice &device() { return m_file; }

private:
    QFile m_file;
    QString m_error;
    bool m_isLossTold = false;
};

} // namespace parley
