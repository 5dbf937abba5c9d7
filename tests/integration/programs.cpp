// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QDateTime>
#include <QDirIterator>
#include <QTest>

#include <algorithm>
#include <csignal>

namespace parley::test {

bool isOk(const QJsonObject &result)
{
    return result.value(QStringLiteral("ok")).toBool();
}

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

bool waitUntil(const std::function<bool()> &isTrue, int milliseconds)
{
    return QTest::qWaitFor(isTrue, milliseconds);
}

void waitForTheNextSecond()
{
    const qint64 second = QDateTime::currentSecsSinceEpoch();
    (void)waitUntil([second] { return QDateTime::currentSecsSinceEpoch() > second; }, 1500);
}

QString fileWith(const QString &folder, const QList<QByteArray> &needles)
{
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = file.readAll();
        for (const QByteArray &needle : needles) {
            if (content.contains(needle))
                return file.fileName();
        }
    }
    return {};
}

Program::Program()
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const char *name : { "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY" })
        m_environment.remove(QLatin1String(name));
    const QString home = m_home.path();
    m_environment.insert(QStringLiteral("HOME"), home);
    m_environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home + QStringLiteral("/.config"));
    m_environment.insert(QStringLiteral("XDG_DATA_HOME"), home + QStringLiteral("/.local/share"));
    m_environment.insert(QStringLiteral("XDG_CACHE_HOME"), home + QStringLiteral("/.cache"));
    m_environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), home);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process,
                     [this] { readOutput(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process, [this] {
        const QByteArray bytes = m_process.readAllStandardError();
        m_output += bytes;
        m_errors += bytes;
    });
}

Program::~Program()
{
    kill();
}

void Program::useTheUsersHome()
{
    m_environment = QProcessEnvironment::systemEnvironment();
}

void Program::setEnvironment(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

void Program::start(const QString &program, const QStringList &arguments)
{
    m_process.setProcessEnvironment(m_environment);
    m_process.start(program, arguments);
    m_process.waitForStarted();
}

void Program::kill()
{
    if (!isRunning())
        return;
    m_process.kill();
    m_process.waitForFinished();
}

void Program::signal(int number)
{
    ::kill(pid_t(m_process.processId()), number);
}

int Program::waitForEnd(int milliseconds)
{
    if (!waitUntil([this] { return !isRunning(); }, milliseconds)
        || m_process.exitStatus() != QProcess::NormalExit)
        return -1;
    readOutput();
    return m_process.exitCode();
}

void Program::readOutput()
{
    const QByteArray bytes = m_process.readAllStandardOutput();
    m_output += bytes;
    m_buffer += bytes;
    qsizetype end = 0;
    while ((end = m_buffer.indexOf('\n')) >= 0) {
        const QJsonDocument document = QJsonDocument::fromJson(m_buffer.left(end));
        m_buffer.remove(0, end + 1);
        if (document.isObject())
            m_events.push_back(document.object());
        else
            ++m_strayLines;
    }
}

std::vector<QJsonObject> Program::events(const QString &name) const
{
    std::vector<QJsonObject> found;
    std::ranges::copy_if(m_events, std::back_inserter(found), [&name](const QJsonObject &event) {
        return event.value(QStringLiteral("event")).toString() == name;
    });
    return found;
}

QJsonObject Program::waitFor(const Predicate &predicate, int milliseconds, size_t from)
{
    QJsonObject found;
    const auto look = [&] {
        const size_t start = std::min(from, m_events.size());
        const auto it
            = std::find_if(m_events.begin() + qsizetype(start), m_events.end(), predicate);
        if (it == m_events.end())
            return !isRunning(); // nothing will come any more
        found = *it;
        return true;
    };
    if (waitUntil(look, milliseconds) && found.isEmpty()) {
        readOutput();
        look();
    }
    return found;
}

QJsonObject Program::waitForEvent(const QString &name, int milliseconds, size_t from)
{
    return waitFor(
        [&name](const QJsonObject &event) {
            return event.value(QStringLiteral("event")).toString() == name;
        },
        milliseconds, from);
}

bool Service::startWith(const QString &database, const QStringList &arguments)
{
    Program::start(QStringLiteral(PARLEY_LOCAL_SERVICE),
                   QStringList { QStringLiteral("--token-port"), QStringLiteral("0"),
                                 QStringLiteral("--service-port"), QStringLiteral("0"),
                                 QStringLiteral("--database"), database }
                       + arguments);
    m_ready = waitForEvent(QStringLiteral("ready"));
    return !m_ready.isEmpty();
}

void Service::dropConnections()
{
    signal(SIGUSR1);
}

void Service::toggleTokenEndpoint()
{
    signal(SIGUSR2);
}

QString Client::path()
{
    return QStringLiteral(PARLEY_CLI);
}

void Client::start(const QString &tokenUrl, const QString &serviceUrl, const QString &user,
                   const QString &password, const QStringList &arguments)
{
    QStringList all { QStringLiteral("--token-url"),   tokenUrl,
                      QStringLiteral("--service-url"), serviceUrl,
                      QStringLiteral("--user"),        user };
    if (!password.isEmpty())
        all.append(QStringLiteral("--password-stdin"));
    Program::start(QStringLiteral(PARLEY_CLI), all + arguments);
    if (!password.isEmpty())
        sendLine(password.toUtf8());
}

void Client::startBare(const QStringList &arguments, const QByteArray &input)
{
    Program::start(QStringLiteral(PARLEY_CLI), arguments);
    write(input);
}

QString Client::send(const QString &command, QJsonObject arguments)
{
    const QString id = QString::number(++m_lastId);
    arguments.insert(QStringLiteral("id"), id);
    arguments.insert(QStringLiteral("command"), command);
    sendLine(QJsonDocument(arguments).toJson(QJsonDocument::Compact));
    return id;
}

QJsonObject Client::waitForResult(const QString &id, int milliseconds, size_t from)
{
    return waitFor(
        [&id](const QJsonObject &event) {
            return event.value(QStringLiteral("event")).toString() == QLatin1String("result")
                && event.value(QStringLiteral("id")).toString() == id;
        },
        milliseconds, from);
}

QJsonObject Client::ask(const QString &command, const QJsonObject &arguments, int milliseconds)
{
    const size_t from = events().size(); // a long run has many, and none of them is the answer
    return waitForResult(send(command, arguments), milliseconds, from);
}

QStringList Client::bodies(const QString &conversation) const
{
    QStringList bodies;
    for (const QJsonObject &event : events(QStringLiteral("messageAdded"))) {
        if (event.value(QStringLiteral("conversation")).toString() == conversation)
            bodies.append(event.value(QStringLiteral("body")).toString());
    }
    return bodies;
}

} // namespace parley::test
