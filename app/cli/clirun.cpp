// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/clirun.h"
#include "token/tracewriter.h"

namespace parley {

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;
using chat::ChatClient;

CliRun::CliRun(const CliOptions &options, SessionParts parts, LineReader &input,
               EventOutput &output, QObject *parent)
    : QObject(parent)
    , m_clock(parts.clock)
    , m_isRemembering(options.useKeychain)
    , m_session(options.session, parts)
    , m_reporter(m_session, m_clock)
    , m_commands(m_session, m_reporter, m_clock)
    , m_input(options, input)
{
    wire(output);
    if (QIODevice *device = output.traceDevice())
        new TraceWriter(m_session.tokens(), *device, this);
}

void CliRun::wire(EventOutput &output)
{
    connect(&m_reporter, &EventReporter::eventReported, this,
            [&output](const QJsonObject &event) { output.write(event); });

    connect(&m_session, &Session::signedIn, this, [this] {
        m_isSignInDue = false;
        endIfDrained();
    });
    connect(&m_session, &Session::signInFailed, this, [this] { end(ExitStatus::SignInRefused); });
    connect(&m_session, &Session::keychainStatusChanged, this, &CliRun::takeKeychainStatus);
    connect(&m_session, &Session::settled, this, &CliRun::leave);

    const TokenManager *tokens = &m_session.tokens();
    connect(tokens, &TokenManager::signInRequired, this, &CliRun::endIfRefused);
    connect(tokens, &TokenManager::tokenExpired, this, &CliRun::endIfRefused);
    connect(tokens, &TokenManager::stateChanged, this, &CliRun::endIfRefused);

    connect(&m_input, &SecretInput::secretRead, this, &CliRun::signIn);
    connect(&m_input, &SecretInput::keychainWanted, &m_session, &Session::resume);
    connect(&m_input, &SecretInput::secretMissing, this, [this] {
        note(u"the first line of standard input must be the password"_s);
        end(ExitStatus::Usage);
    });
    connect(&m_input, &SecretInput::lineRead, &m_commands, &CommandRunner::takeLine);
    connect(&m_input, &SecretInput::lineTooLong, &m_commands, &CommandRunner::refuseLongLine);
    connect(&m_input, &SecretInput::ended, this, &CliRun::drain);

    connect(&m_commands, &CommandRunner::shutdownRequested, this, [this] {
        if (m_isSignInDue && m_commands.isIdle())
            end(ExitStatus::Clean); // nothing was asked for that a sign-in could bring
        else
            drain();
    });
    connect(&m_commands, &CommandRunner::signedOut, this, [this] {
        end(ExitStatus::Clean); // what still waits for a sign-in waits in vain
    });
    connect(&m_commands, &CommandRunner::idle, this, &CliRun::endIfDrained);
    connect(&m_session.chat().connection(), &twilsock::Connection::stateChanged, this,
            [this](twilsock::ConnectionState state) {
                if (state == twilsock::ConnectionState::Denied)
                    m_isDenied = true;
                else if (state == twilsock::ConnectionState::Connected)
                    m_isDenied = false;
            });
    connect(&m_session.chat().outbox(), &chat::ChatOutbox::changed, this, &CliRun::endIfDrained);
    connect(&m_session.chat(), &ChatClient::stateChanged, this, &CliRun::endIfDrained);
    connect(&m_session.chat().conversations(), &chat::ChatConversations::loaded, this,
            &CliRun::endIfDrained);
}

void CliRun::start()
{
    m_input.start();
}

void CliRun::terminate()
{
    end(m_session.chat().outbox().isEmpty() ? ExitStatus::Clean : ExitStatus::Other);
}

void CliRun::signIn(const QString &secret)
{
    m_session.signIn(secret, m_isRemembering);
}

void CliRun::takeKeychainStatus(Session::KeychainStatus status, const QString &detail)
{
    using Status = Session::KeychainStatus;
    if (status != Status::Idle && status != Status::Reading && status != Status::Saved)
        note(detail);
}

/// A credential that is refused later ends the program when the token has run out, not before.
void CliRun::endIfRefused()
{
    m_clock.callAfter(0ms, this, [this] {
        const TokenManager &tokens = m_session.tokens();
        if (m_session.isSignedIn() && tokens.state() == TokenManager::State::NeedsSignIn
            && !tokens.token())
            end(ExitStatus::SignInRefused);
    });
}

void CliRun::drain()
{
    if (m_drainTimer || m_status)
        return;
    m_drainTimer = std::make_unique<QObject>();
    m_clock.callAfter(DrainLimit, m_drainTimer.get(), [this] {
        const bool isDone
            = !m_isSignInDue && m_commands.isIdle() && m_session.chat().outbox().isEmpty();
        end(isDone ? ExitStatus::Clean : ExitStatus::Other);
    });
    endIfDrained();
}

/// The first initialisation is over, whichever way; there is none to wait for while a command keeps
/// the connection closed.
bool CliRun::isStarted()
{
    if (m_commands.isDisconnected())
        return true;
    const ChatClient &chat = m_session.chat();
    return chat.conversations().areLoaded() || chat.state() == ChatClient::State::Failed
        || chat.state() == ChatClient::State::Idle;
}

void CliRun::endIfDrained()
{
    if (!m_drainTimer || m_status)
        return;
    // Later: the events that belong to what has just happened are to be printed first.
    m_clock.callAfter(0ms, m_drainTimer.get(), [this] {
        if (!m_isSignInDue && m_commands.isIdle() && m_session.chat().outbox().isEmpty()
            && isStarted())
            end(ExitStatus::Clean);
    });
}

void CliRun::end(ExitStatus status)
{
    if (m_status)
        return;
    // Not the state of this moment: an attempt with the next token may be on its way.
    const bool isDenied = m_isDenied && !m_commands.isDisconnected();
    const bool isOrderly = status == ExitStatus::Clean || status == ExitStatus::Other;
    m_status = isDenied && isOrderly ? ExitStatus::ConnectionDenied : status;
    m_commands.cancelAll();
    m_session.shutdown();
    m_settleTimer = std::make_unique<QObject>();
    m_clock.callAfter(SettleLimit, m_settleTimer.get(), [this] { Q_EMIT finished(*m_status); });
    if (m_session.isSettled())
        leave();
}

void CliRun::leave()
{
    if (!m_settleTimer)
        return;
    m_settleTimer
        = std::make_unique<QObject>(); // cancels the limit; later, so that events come first
    m_clock.callAfter(0ms, m_settleTimer.get(), [this] { Q_EMIT finished(*m_status); });
}

} // namespace parley
