// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/eventlogfile.h"

#include "platform/privatefiles.h"
#include "session/eventjson.h"
#include "session/eventreporter.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parley {

namespace {

constexpr qint64 MaxLineBytes = 64 * 1024;

/// Whether the file at \a path begins with an event, so that it is a log of ours.
bool isEventLog(const QString &path)
{
    QFile file(path);
    return isFileOrNothing(path) && file.open(QIODevice::ReadOnly)
        && QJsonDocument::fromJson(file.readLine(MaxLineBytes))
               .object()
               .value(QLatin1String("event"))
               .isString();
}

} // namespace

EventLogFile::EventLogFile(const QString &path)
    : m_file(path)
{ }

bool EventLogFile::open()
{
    const bool isOwn = isEventLog(m_file.fileName());
    // Unbuffered: each line is one write, so that a crash leaves no half line of many.
    return openPrivateFile(m_file, QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered,
                           &m_error)
        && (!isOwn || makeFilePrivate(m_file.fileName()));
}

QString EventLogFile::errorString() const
{
    return m_error;
}

QIODevice &EventLogFile::device()
{
    return m_file;
}

bool EventLogFile::append(const QJsonObject &event)
{
    if (!m_file.isOpen())
        return true;
    const QByteArray line = eventjson::line(EventReporter::redacted(event)) + '\n';
    if (m_file.write(line) == line.size())
        return true;
    m_error = m_file.errorString();
    return std::exchange(m_isLossTold, true);
}

} // namespace parley
