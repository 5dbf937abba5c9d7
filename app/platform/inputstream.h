// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>

#include <memory>

namespace parley {

/// The bytes of a file descriptor (pipe, terminal, file, null device) as they come, without
/// blocking this thread.
class InputStream final : public QObject
{
    Q_OBJECT

public:
    /// \a descriptor stays the caller's, and open for as long as this object lives.
    explicit InputStream(int descriptor, QObject *parent = nullptr);
    ~InputStream() override;
    void start();

Q_SIGNALS:
    void bytesRead(const QByteArray &bytes); ///< never empty
    void ended(); ///< once; also for an error, and for a descriptor that is not open

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley
