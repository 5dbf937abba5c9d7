// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <vector>

namespace parley::test {

/// A program that prints JSON lines, in a home folder of its own and without the user's keychain.
class Program
{
public:
    Program();
    ~Program();

    /// Instead of the home folder of its own: the one of with-keyring.sh, keychain included.
    void useTheUsersHome();
    void setEnvironment(const QString &name, const QString &value);
    void setWorkingDirectory(const QString &folder) { m_process.setWorkingDirectory(folder); }

    void kill();
    void signal(int number);
    /// -1: it has not ended in time, or has crashed.
    [[nodiscard]] int waitForEnd(int milliseconds = 15000);
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    using Predicate = std::function<bool(const QJsonObject &)>;
    [[nodiscard]] const std::vector<QJsonObject> &events() const { return m_events; }
    [[nodiscard]] std::vector<QJsonObject> events(const QString &name) const;
    [[nodiscard]] int count(const QString &name) const { return int(events(name).size()); }
    /// The first one at or behind \a from; an empty object if none comes in time.
    QJsonObject waitFor(const Predicate &predicate, int milliseconds = 15000, size_t from = 0);
    QJsonObject waitForEvent(const QString &name, int milliseconds = 15000, size_t from = 0);
    /// Lines on standard output that are no JSON object; there must not be any.
    [[nodiscard]] int strayLines() const { return m_strayLines; }
    /// All of both outputs.
    [[nodiscard]] QByteArray output() const { return m_output; }
    /// Standard error alone.
    [[nodiscard]] QByteArray errors() const { return m_errors; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] QString home() const { return m_home.path(); }

protected:
    void start(const QString &program, const QStringList &arguments);
    void write(const QByteArray &bytes) { m_process.write(bytes); }
    void closeInput() { m_process.closeWriteChannel(); }

private:
    void readOutput();

    QTemporaryDir m_home;
    QProcess m_process;
    QProcessEnvironment m_environment;
    QByteArray m_buffer;
    QByteArray m_output;
    QByteArray m_errors;
    std::vector<QJsonObject> m_events;
    int m_strayLines = 0;
};

/// parley-local-service on free ports, in memory.
class Service final : public Program
{
public:
    /// False: it did not come up.
    [[nodiscard]] bool start(const QStringList &arguments = {})
    {
        return startWith(QStringLiteral(":memory:"), arguments);
    }
    [[nodiscard]] bool startWith(const QString &database, const QStringList &arguments = {});
    [[nodiscard]] QString tokenUrl() const
    {
        return m_ready.value(QStringLiteral("tokenUrl")).toString();
    }
    [[nodiscard]] QString serviceUrl() const
    {
        return m_ready.value(QStringLiteral("serviceUrl")).toString();
    }

    void dropConnections(); ///< SIGUSR1
    void toggleTokenEndpoint(); ///< SIGUSR2

private:
    QJsonObject m_ready;
};

/// parley-cli.
class Client final : public Program
{
public:
    [[nodiscard]] static QString path();
    /// \a password: empty: the keychain's.
    void start(const QString &tokenUrl, const QString &serviceUrl, const QString &user,
               const QString &password = QStringLiteral("demo"), const QStringList &arguments = {});
    void start(const Service &service, const QString &user, const QStringList &arguments = {})
    {
        start(service.tokenUrl(), service.serviceUrl(), user, QStringLiteral("demo"), arguments);
    }
    /// With exactly these arguments.
    void startBare(const QStringList &arguments, const QByteArray &input = {});

    /// Sends a command and returns its id.
    QString send(const QString &command, QJsonObject arguments = {});
    void sendLine(const QByteArray &line) { write(line + '\n'); }
    void endInput() { closeInput(); }
    QJsonObject waitForResult(const QString &id, int milliseconds = 15000, size_t from = 0);
    /// send() and waitForResult().
    QJsonObject ask(const QString &command, const QJsonObject &arguments = {},
                    int milliseconds = 15000);
    /// Bodies of the messages of a conversation, in the order of the events.
    [[nodiscard]] QStringList bodies(const QString &conversation) const;

private:
    int m_lastId = 0;
};

/// Whether the \a result of a command says that it has succeeded.
[[nodiscard]] bool isOk(const QJsonObject &result);
/// The name of a member of an event.
[[nodiscard]] QString key(const char *name);
/// Waits until \a isTrue, with the event loop running.
[[nodiscard]] bool waitUntil(const std::function<bool()> &isTrue, int milliseconds);
/// A token of the same second as the current one does not live longer and would be refused.
void waitForTheNextSecond();
/// Whether any file under \a folder contains one of \a needles; its name, or empty.
[[nodiscard]] QString fileWith(const QString &folder, const QList<QByteArray> &needles);

} // namespace parley::test
