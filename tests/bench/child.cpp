// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "child.h"

#include "figure.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

#include <csignal>
#include <ctime>

#include <sys/prctl.h>

namespace parley::bench {

using namespace Qt::StringLiterals;

Child::Child()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    for (const char *name : { "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR" })
        environment.insert(QString::fromLatin1(name), m_home.path());
    m_process.setProcessEnvironment(environment);
    // Also when the bench itself is killed.
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &Child::read);
}

Child::~Child()
{
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished();
}

void Child::start(const QString &program, const QStringList &arguments,
                  const QList<Variable> &environment, std::function<void(const QByteArray &)> line,
                  std::function<void(const QString &)> ended)
{
    m_line = std::move(line);
    const auto end = [this, ended = std::move(ended)] {
        m_process.disconnect(this);
        ended(QString::fromLocal8Bit(m_process.readAllStandardError()));
    };
    connect(&m_process, &QProcess::finished, this, end);
    connect(&m_process, &QProcess::errorOccurred, this, end);
    QProcessEnvironment variables = m_process.processEnvironment();
    for (const Variable &variable : environment)
        variables.insert(QString::fromLatin1(variable.name), variable.value);
    m_process.setProcessEnvironment(variables);
    m_process.start(program, arguments);
}

std::optional<double> Child::cpuNanoseconds() const
{
    clockid_t clock {};
    timespec time {};
    if (clock_getcpuclockid(static_cast<pid_t>(m_process.processId()), &clock) != 0
        || clock_gettime(clock, &time) != 0)
        return std::nullopt;
    return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

std::optional<double> Child::pssKibibytes() const
{
    return bench::pssKibibytes(QString::number(m_process.processId()));
}

void Child::read()
{
    while (m_process.canReadLine())
        m_line(m_process.readLine().trimmed());
}

QString besides(const QString &program)
{
    return QCoreApplication::applicationDirPath() + u'/' + program;
}

std::optional<SdkCommand> sdkCommand(const QStringList &arguments, const QUrl &serviceUrl,
                                     const QUrl &tokenUrl)
{
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    const QString modules = QStringLiteral(PARLEY_BENCH_NODE_MODULES);
    if (node.isEmpty() || !QFileInfo::exists(modules + "/@twilio/conversations"_L1))
        return std::nullopt;
    return SdkCommand { node,
                        QStringList { QStringLiteral(PARLEY_BENCH_SDK_SCRIPT) } + arguments,
                        { { "NODE_PATH", modules },
                          { "PARLEY_BENCH_SERVICE", serviceUrl.toString() },
                          { "PARLEY_BENCH_TOKEN_URL", tokenUrl.toString() } } };
}

} // namespace parley::bench
