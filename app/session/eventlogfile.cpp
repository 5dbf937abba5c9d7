// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/eventlogfile.h"
#include "session/eventreporter.h"

#include <QJsonDocument>

namespace parley {

EventLogFile::EventLogFile(const QString &path)
    : m_file(path)
{ }

bool EventLogFile::open()
{
    constexpr auto OwnerOnly = QFile::ReadOwner | QFile::WriteOwner;
    // Unbuffered: each line is one write, so that a crash leaves no half line of many.
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered, OwnerOnly))
        return false;
    m_file.setPermissions(OwnerOnly); // of a file that was there already
    return true;
}

QString EventLogFile::errorString() const
{
    return m_file.errorString();
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
