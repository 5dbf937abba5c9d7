// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/linewriter.h"
#include "session/events/eventlogfile.h"

#include <memory>

namespace parley {

/// Writes a line for the user, which is no event, to standard error.
void note(const QString &text);

/// Where events go: standard output, and a file if one was asked for.
class EventOutput final
{
public:
    /// \a writer must outlive this object.
    explicit EventOutput(LineWriter &writer)
        : m_writer(writer)
    { }

    /// Also to \a path; an English sentence if that is not possible, else empty.
    [[nodiscard]] QString openLog(const QString &path);
    /// The same for the trace of the token manager.
    [[nodiscard]] QString openTrace(const QString &path);
    [[nodiscard]] QIODevice *traceDevice() const; ///< null: no trace was asked for
    void write(const QJsonObject &event);

private:
    LineWriter &m_writer;
    std::unique_ptr<EventLogFile> m_log;
    std::unique_ptr<EventLogFile> m_trace;
};

} // namespace parley
