// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "programs.h"

#include <QDateTime>
#include <QDirIterator>
#include <QTest>

#include <algorithm>
#include <csignal>

namespace parley::test {

using namespace Qt::StringLiterals;

bool isOk(const QJsonObject &result)
{
    return result.value(u"ok"_s).toBool();
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
    m_environment.insert(u"HOME"_s, home);
    m_environment.insert(u"XDG_CONFIG_HOME"_s, home + u"/.config"_s);
    m_environment.insert(u"XDG_DATA_HOME"_s, home + u"/.local/share"_s);
    m_environment.insert(u"XDG_CACHE_HOME"_s, home + u"/.cache"_s);
    m_environment.insert(u"XDG_RUNTIME_DIR"_s, home);
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
        return event.value(u"event"_s).toString() == name;
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
        [&name](const QJsonObject &event) { return event.value(u"event"_s).toString() == name; },
        milliseconds, from);
}

bool Service::startWith(const QString &database, const QStringList &arguments)
{
    Program::start(QStringLiteral(PARLEY_LOCAL_SERVICE),
                   QStringList { u"--token-port"_s, u"0"_s, u"--service-port"_s, u"0"_s,
                                 u"--database"_s, database }
                       + arguments);
    m_ready = waitForEvent(u"ready"_s);
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
    QStringList all {
        u"--token-url"_s, tokenUrl, u"--service-url"_s, serviceUrl, u"--user"_s, user
    };
    if (!password.isEmpty())
        all.append(u"--password-stdin"_s);
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
    arguments.insert(u"id"_s, id);
    arguments.insert(u"command"_s, command);
    sendLine(QJsonDocument(arguments).toJson(QJsonDocument::Compact));
    return id;
}

QJsonObject Client::waitForResult(const QString &id, int milliseconds, size_t from)
{
    return waitFor(
        [&id](const QJsonObject &event) {
            return event.value(u"event"_s).toString() == "result"_L1
                && event.value(u"id"_s).toString() == id;
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
    for (const QJsonObject &event : events(u"messageAdded"_s)) {
        if (event.value(u"conversation"_s).toString() == conversation)
            bodies.append(event.value(u"body"_s).toString());
    }
    return bodies;
}

} // namespace parley::test
