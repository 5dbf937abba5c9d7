// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/outputstream.h"

#include <QByteArray>
#include <QFile>

#include <csignal>

namespace parley {

OutputStream::OutputStream(int descriptor)
    : m_descriptor(descriptor)
{
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

bool OutputStream::write(const QByteArray &bytes) const
{
    QFile file;
    return file.open(m_descriptor, QIODevice::WriteOnly | QIODevice::Unbuffered)
        && file.write(bytes) == bytes.size();
}

} // namespace parley
