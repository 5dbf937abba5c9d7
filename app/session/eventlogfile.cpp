// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/eventlogfile.h"

#include "platform/privatefiles.h"
#include "session/eventreporter.h"

#include <QJsonDocument>

namespace parley {

EventLogFile::EventLogFile(const QString &path)
    : m_file(path)
{ }

bool EventLogFile::open()
{
    // Unbuffered: each line is one write, so that a crash leaves no half line of many.
    return openPrivateFile(m_file, QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered,
                           &m_error);
}

QString EventLogFile::errorString() const
{
    return m_error;
}

QIODevice &EventLogFile::device()
{
    return m_file;
}

void EventLogFile::append(const QJsonObject &event)
{
    if (m_file.isOpen())
        m_file.write(QJsonDocument(EventReporter::redacted(event)).toJson(QJsonDocument::Compact)
                     + '\n');
}

} // namespace parley
