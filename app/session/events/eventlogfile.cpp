// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/events/eventlogfile.h"

#include "platform/openfiles.h"
#include "platform/privatefiles.h"
#include "session/events/eventjson.h"
#include "session/events/eventreporter.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaxLineBytes = 64 * 1024;

/// Whether the file at \a path begins with an event, so that it is a log of ours.
bool isEventLog(const QString &path)
{
    const std::unique_ptr<QFile> file = openRegularFile(path);
    return file
        && QJsonDocument::fromJson(file->readLine(MaxLineBytes))
               .object()
               .value("event"_L1)
               .isString();
}

} // namespace

bool EventLogFile::open()
{
    if (isEventLog(m_file.fileName()) && !isFilePrivate(m_file.fileName())
        && !makeFilePrivate(m_file.fileName())) {
        m_error = u"%1: other users may read or write this log of another user"_s.arg(
            m_file.fileName());
        return false;
    }
    // Unbuffered: each line is one write, so that a crash leaves no half line of many.
    return openPrivateFile(m_file, QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered,
                           &m_error);
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
