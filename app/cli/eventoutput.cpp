// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/eventoutput.h"

#include <QJsonDocument>

namespace parley {

QString EventOutput::openLog(const QString &path)
{
    m_log = std::make_unique<EventLogFile>(path);
    if (m_log->open())
        return {};
    const QString problem
        = QStringLiteral("The event log %1 cannot be written: %2").arg(path, m_log->errorString());
    m_log.reset();
    return problem;
}

void EventOutput::write(const QJsonObject &event)
{
    if (m_log)
        m_log->append(event);
    m_writer.writeLine(QJsonDocument(event).toJson(QJsonDocument::Compact));
}

} // namespace parley
