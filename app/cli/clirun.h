// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/commandrunner.h"
#include "cli/eventoutput.h"
#include "cli/secretinput.h"

namespace parley {

/// One run of parley-cli: signs in, carries out commands, and knows when and with which status the
/// program ends.
class CliRun final : public QObject
{
    Q_OBJECT

public:
    /// After the end of the input, or `shutdown`, the outbox has this long to become empty.
    static constexpr std::chrono::seconds DrainLimit { 5 };
    /// How long the close of the connection and the keychain may take at the end.
    static constexpr std::chrono::milliseconds SettleLimit { 1500 };

    /// What is passed by reference must outlive this object.
    CliRun(const CliOptions &options, SessionParts parts, LineReader &input, EventOutput &output,
           QObject *parent = nullptr);

    void start();
    /// Ends cleanly without waiting for commands or outbox; with status 1 if messages stay in it.
    void terminate();

Q_SIGNALS:
    void finished(parley::ExitStatus status); ///< once

private:
    void wire(EventOutput &output);
    void signIn(const QString &secret);
    void takeKeychainStatus(Session::KeychainStatus status, const QString &detail);
    void endIfRefused();
    void drain();
    void endIfDrained();
    void end(ExitStatus status);
    void leave();
    [[nodiscard]] bool isStarted();

    Clock &m_clock;
    const bool m_isRemembering;
    Session m_session;
    EventReporter m_reporter;
    CommandRunner m_commands;
    SecretInput m_input;
    std::optional<ExitStatus> m_status; ///< set once the end has begun
    bool m_isSignInDue = true; ///< not yet decided
    bool m_isDenied = false; ///< the service refused, and has not accepted since
    std::unique_ptr<QObject> m_drainTimer;
    std::unique_ptr<QObject> m_settleTimer;
};

} // namespace parley
