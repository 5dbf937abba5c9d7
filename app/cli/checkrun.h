// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/eventoutput.h"
#include "cli/secretinput.h"
#include "session/advice/endpointdoctor.h"
#include "session/events/eventreporter.h"
#include "session/signin/savedsignin.h"

namespace parley {

/// `parley-cli --check-endpoint`: prints one `check` event for each finding.
class CheckRun final : public QObject
{
    Q_OBJECT

public:
    /// What is passed by reference must outlive this object.
    CheckRun(const CliOptions &options, SessionParts parts, LineReader &input, EventOutput &output,
             QObject *parent = nullptr);

    void start();
    void terminate();

Q_SIGNALS:
    void finished(parley::ExitStatus status); ///< once

private:
    void readKeychain();
    void refuse(const QString &why);
    void takeCheck(const EndpointDoctor::Check &check);

    Clock &m_clock;
    EventOutput &m_output;
    EndpointDoctor m_doctor;
    SavedSignIn m_saved;
    SecretInput m_input;
};

} // namespace parley
