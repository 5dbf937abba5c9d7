// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/eventoutput.h"

#include "session/events/eventjson.h"

#include <QTextStream>

#include <cstdio>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

QString open(std::unique_ptr<EventLogFile> &file, const QString &path)
{
    file = std::make_unique<EventLogFile>(path);
    if (file->open())
        return {};
    const QString problem = u"The log cannot be written: "_s + file->errorString();
    file.reset();
    return problem;
}

} // namespace

void note(const QString &text)
{
    QTextStream(stderr) << "parley-cli: " << text << '\n';
}

QString EventOutput::openLog(const QString &path)
{
    return open(m_log, path);
}

QString EventOutput::openTrace(const QString &path)
{
    return open(m_trace, path);
}

QIODevice *EventOutput::traceDevice() const
{
    return m_trace ? &m_trace->device() : nullptr;
}

void EventOutput::write(const QJsonObject &event)
{
    if (m_log && !m_log->append(event))
        note(u"events are missing in the event log: "_s + m_log->errorString());
    m_writer.writeLine(eventjson::line(event));
}

} // namespace parley
