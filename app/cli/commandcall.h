// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "token/tokenmanager.h"

#include <QJsonObject>
#include <QJsonValue>

#include <functional>
#include <limits>
#include <optional>
#include <vector>

namespace parley {

class CommandRunner;
class Session;

/// Which message a command is about.
struct MessagePlace
{
    QString conversation {}; ///< SID or unique name
    qint64 index = 0;
};

/// One command on its way to its one result. A handle: copies are the same command. Lives no longer
/// than its CommandRunner.
class CommandCall final
{
public:
    CommandCall(CommandRunner &runner, quint64 serial, QString name, QJsonObject arguments)
        : m_runner(&runner)
        , m_serial(serial)
        , m_name(std::move(name))
        , m_arguments(std::move(arguments))
    { }

    [[nodiscard]] CommandRunner &runner() const { return *m_runner; }
    [[nodiscard]] Session &session() const;
    [[nodiscard]] chat::ChatClient &chat() const;
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] quint64 serial() const { return m_serial; }
    [[nodiscard]] bool has(const QString &key) const; ///< present and not null
    [[nodiscard]] QJsonValue value(const QString &key) const { return m_arguments.value(key); }

    // An argument; empty, and the command answered with `invalid`, when it is missing or of another
    // kind.
    [[nodiscard]] std::optional<QString> text(const QString &key) const;
    [[nodiscard]] std::optional<qint64> wholeNumber(const QString &key, qint64 from = 0,
                                                    qint64 to
                                                    = std::numeric_limits<qint64>::max()) const;
    [[nodiscard]] std::optional<QJsonObject> object(const QString &key) const;
    /// `conversation` and `index`.
    [[nodiscard]] std::optional<MessagePlace> place() const;
    // The same for one that may be missing: then what is given here.
    [[nodiscard]] std::optional<QString> textOr(const QString &key, const QString &otherwise) const;
    [[nodiscard]] std::optional<bool> flagOr(const QString &key, bool otherwise) const;
    [[nodiscard]] std::optional<QJsonObject> objectOrNone(const QString &key) const;
    [[nodiscard]] std::optional<qint64> wholeNumberOr(const QString &key, qint64 otherwise,
                                                      qint64 from, qint64 to) const;
    /// The SID of a conversation that is known by \a name, else \a name.
    [[nodiscard]] QString sidOf(const QString &name) const;

    void succeed(const QJsonValue &data) const;
    void fail(const QString &code, const QString &message) const;
    void fail(const chat::ChatError &error) const;
    std::nullopt_t refuse(const QString &key, const QString &what) const;

    template <typename T, typename ToJson> chat::Callback<T> answering(ToJson toJson) const
    {
        return [call = *this, toJson](const chat::Outcome<T> &outcome) {
            if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                call.fail(*error);
            else
                call.succeed(toJson(std::get<T>(outcome)));
        };
    }
    [[nodiscard]] chat::Callback<chat::Nothing> answering() const;

private:
    CommandRunner *m_runner;
    quint64 m_serial;
    QString m_name;
    QJsonObject m_arguments;
};

/// What a command needs before it can be carried out.
enum class CommandNeed { Nothing, SignIn, Conversations };

struct CommandEntry
{
    const char *name;
    CommandNeed need;
    void (*run)(const CommandCall &call);
    const char *arguments = ""; ///< one or more lines of the help; what is in [] may be missing
};

// The commands, by subject, in the order of the help; each in the source of its name.
[[nodiscard]] std::vector<CommandEntry> sessionCommands();
[[nodiscard]] std::vector<CommandEntry> conversationCommands();
[[nodiscard]] std::vector<CommandEntry> messageCommands();
[[nodiscard]] std::vector<CommandEntry> mediaCommands();
[[nodiscard]] std::vector<CommandEntry> peopleCommands();

} // namespace parley
