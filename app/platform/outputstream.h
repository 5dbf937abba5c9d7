// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

class QByteArray;

namespace parley {

/// Writes to a file descriptor. A reader that has gone away is an answer, not a signal of the
/// system.
class OutputStream final
{
public:
    /// \a descriptor stays the caller's, and open for as long as this object lives.
    explicit OutputStream(int descriptor);

    /// Waits until all \a bytes are taken. False: they cannot be written any more.
    [[nodiscard]] bool write(const QByteArray &bytes) const;

private:
    const int m_descriptor;
};

} // namespace parley
