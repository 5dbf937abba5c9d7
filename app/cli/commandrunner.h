// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/commandcall.h"
#include "session/events/eventreporter.h"
#include "session/session.h"

#include <QHash>

#include <vector>

namespace parley {

/// Carries out the commands (see commandhelp.h for all of them), each with exactly one `result`.
/// Commands wait for the sign-in; those about conversations also until the conversations of the
/// start are known, and until one that is just being made or joined is there.
///
/// Error codes of its own, beside those of TokenError and ChatError: `invalidJson`, `lineTooLong`,
/// `unknownCommand`, `invalid` (an argument is missing or wrong), `cancelled` (the program ends).
class CommandRunner final : public QObject
{
    Q_OBJECT

public:
    /// How long a command waits for the conversations of the start before it fails with `offline`.
    static constexpr std::chrono::seconds HoldLimit { 30 };

    /// All must outlive this object.
    CommandRunner(Session &session, EventReporter &reporter, Clock &clock,
                  QObject *parent = nullptr);

    [[nodiscard]] static QStringList names(); ///< of all commands, sorted
    [[nodiscard]] Session &session() const { return m_session; }
    [[nodiscard]] EventReporter &reporter() const { return m_reporter; }
    [[nodiscard]] Clock &clock() const { return m_clock; }

    void takeLine(const QByteArray &line);
    void refuseLongLine();
    /// Every command so far has its result.
    [[nodiscard]] bool isIdle() const { return m_held.empty() && m_pending.isEmpty(); }
    [[nodiscard]] bool isPending(quint64 serial) const { return m_pending.contains(serial); }
    /// By command; holds until `connect`.
    [[nodiscard]] bool isDisconnected() const { return m_isDisconnected; }
    void setDisconnected(bool isDisconnected) { m_isDisconnected = isDisconnected; }
    /// Answers everything that is still open with `cancelled`.
    void cancelAll();

    void succeed(quint64 serial, const QJsonValue &data);
    void fail(quint64 serial, const QString &code, const QString &message);
    /// Tells the outcome of a command that makes or joins a conversation, then lets go what has
    /// waited for it.
    [[nodiscard]] chat::Callback<chat::Conversation> answeringConversation(const CommandCall &call);

Q_SIGNALS:
    void idle();
    void shutdownRequested();
    /// The command is done; no user is signed in any more, and no sign-in goes on.
    void signedOut();

private:
    [[nodiscard]] static const QHash<QString, CommandEntry> &table();
    [[nodiscard]] bool isReady(const CommandCall &call) const;
    [[nodiscard]] bool isAboutToBeKnown(const CommandCall &call) const;
    void runReady();
    void watchHold();
    void refuseHeld();
    void report(const QJsonValue &id, bool isOk, const QString &key, const QJsonValue &value);
    void reportBadLine(const QString &code, const QString &message);
    void tellIfIdle();

    Session &m_session;
    EventReporter &m_reporter;
    Clock &m_clock;
    quint64 m_lastSerial = 0;
    std::vector<CommandCall> m_held; ///< in order of arrival
    QHash<quint64, QJsonValue> m_pending; ///< the `id` of every command without a result
    std::unique_ptr<QObject> m_holdTimer;
    bool m_isRunningReady = false;
    bool m_isDisconnected = false;
    int m_conversationsInTheMaking = 0;
};

} // namespace parley
