// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/eventreporter.h"
#include "session/session.h"

#include <QHash>
#include <QJsonArray>

#include <vector>

namespace parley {

/// Carries out the commands of the contract, each with exactly one `result`. Commands wait for the
/// sign-in; those about conversations also until the conversations of the start are known, and
/// until one that is just being made or joined is there.
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

    void takeLine(const QByteArray &line);
    void refuseLongLine();
    /// Every command so far has its result.
    [[nodiscard]] bool isIdle() const { return m_held.empty() && m_pending.isEmpty(); }
    /// Answers everything that is still open with `cancelled`.
    void cancelAll();

Q_SIGNALS:
    void idle();
    void shutdownRequested();

private:
    enum class Need { Nothing, SignIn, Conversations };
    struct Command
    {
        quint64 serial = 0;
        QString name {};
        QJsonObject arguments {};
    };
    struct Entry
    {
        Need need;
        void (CommandRunner::*run)(const Command &);
    };
    static const QHash<QString, Entry> &table();

    [[nodiscard]] bool isReady(const Command &command) const;
    [[nodiscard]] bool isAboutToBeKnown(const Command &command) const;
    void runReady();
    void watchHold();
    void refuseHeld();

    void succeed(quint64 serial, const QJsonValue &data);
    void fail(quint64 serial, const QString &code, const QString &message);
    void report(const QJsonValue &id, bool isOk, const QString &key, const QJsonValue &value);
    void tellIfIdle();
    template <typename T, typename ToJson>
    chat::Callback<T> answering(quint64 serial, ToJson toJson);
    chat::Callback<chat::Nothing> answering(quint64 serial);
    TokenManager::AttemptCallback answeringToken(quint64 serial);

    // A required argument; empty (and the command answered) when it is missing or of another type.
    std::optional<QString> text(const Command &command, const QString &key);
    std::optional<qint64> wholeNumber(const Command &command, const QString &key);
    std::nullopt_t refuse(const Command &command, const QString &key, const QString &what);

    /// Tells the outcome of createConversation and join, then lets go what has waited for it.
    chat::Callback<chat::Conversation> answeringConversation(quint64 serial);
    /// One page after the other, newest first, until there is enough.
    struct HistoryWanted
    {
        quint64 serial = 0;
        QString conversation {};
        QString sid {};
        qint64 count = 0;
        std::optional<qint64> before {};
        QJsonArray messages {}; ///< oldest first
    };
    void readHistory(const HistoryWanted &wanted);

    void runConversations(const Command &command);
    void runCreateConversation(const Command &command);
    void runJoin(const Command &command);
    void runLeave(const Command &command);
    void runDeleteConversation(const Command &command);
    void runParticipants(const Command &command);
    void runAddParticipant(const Command &command);
    void runRemoveParticipant(const Command &command);
    void runSend(const Command &command);
    void runHistory(const Command &command);
    void runEdit(const Command &command);
    void runDelete(const Command &command);
    void runTyping(const Command &command);
    void runRead(const Command &command);
    void runTokenStatus(const Command &command);
    void runRefreshToken(const Command &command);
    void runUpdateToken(const Command &command);
    void runConnect(const Command &command);
    void runDisconnect(const Command &command);
    void runSignOut(const Command &command);
    void runShutdown(const Command &command);

    Session &m_session;
    EventReporter &m_reporter;
    Clock &m_clock;
    quint64 m_lastSerial = 0;
    std::vector<Command> m_held; ///< in order of arrival
    QHash<quint64, QJsonValue> m_pending; ///< the `id` of every command without a result
    std::unique_ptr<QObject> m_holdTimer;
    bool m_isRunningReady = false;
    bool m_isDisconnected = false; ///< by command
    int m_conversationsInTheMaking = 0;
};

} // namespace parley
