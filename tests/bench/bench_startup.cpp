// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// From the start of the process to the first painted window: the real 'parley', as a newcomer
// starts it, against a program with nothing but an empty QMainWindow. Both are started in turn, on
// the display and the session bus that this program has; './dev bench' starts both. Qt's own log of
// what its widgets paint tells the moment, so neither program knows that it is measured.

#include "figure.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int WarmUpStarts = 2; // they fill the file cache
constexpr int Starts = 15;
constexpr auto Patience = 20s;

/// Starts one program, waits for its first painted window, ends it.
class Start : public QObject
{
public:
    /// \a done gets the nanoseconds, or nothing and what the program said. It deletes this object.
    Start(const QString &program, std::function<void(std::optional<double>, const QString &)> done)
        : m_done(std::move(done))
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_LOGGING_RULES"_s, u"*=false;qt.widgets.painting=true"_s);
        environment.insert(u"QT_FORCE_STDERR_LOGGING"_s, u"1"_s);
        for (const char *name : { "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR" })
            environment.insert(QString::fromLatin1(name), m_home.path()); // a newcomer's
        m_process.setProcessEnvironment(environment);

        connect(&m_process, &QProcess::readyReadStandardError, this, &Start::read);
        connect(&m_process, &QProcess::errorOccurred, this, [this] { end({}); });
        connect(&m_process, &QProcess::finished, this, [this] { end({}); });
        QTimer::singleShot(Patience, this, [this] { end({}); });
        m_timer.start();
        m_process.start(program, {});
    }

    ~Start() override
    {
        m_process.disconnect(this);
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    void read()
    {
        const auto now = static_cast<double>(m_timer.nsecsElapsed());
        m_said += m_process.readAllStandardError();
        if (m_said.contains("Flushing"))
            end(now);
    }

    void end(std::optional<double> nanoseconds)
    {
        if (const auto done = std::exchange(m_done, {}))
            done(nanoseconds, QString::fromLocal8Bit(m_said));
    }

    std::function<void(std::optional<double>, const QString &)> m_done;
    QTemporaryDir m_home;
    QProcess m_process;
    QElapsedTimer m_timer;
    QByteArray m_said;
};

class Startup : public QObject
{
public:
    void next()
    {
        if (m_bare.size() == WarmUpStarts + Starts)
            return report();
        measure(u"parley"_s, m_parley,
                [this] { measure(u"bench_barewindow"_s, m_bare, [this] { next(); }); });
    }

private:
    void measure(const QString &program, std::vector<double> &results,
                 const std::function<void()> &then)
    {
        const QString path = QCoreApplication::applicationDirPath() + u'/' + program;
        m_start = std::make_unique<Start>(
            path, [=, this, &results](std::optional<double> nanoseconds, const QString &said) {
                if (!nanoseconds) {
                    QCoreApplication::exit(
                        bench::cannotMeasure(u"%1 has painted no window. %2"_s.arg(program, said)));
                    return;
                }
                results.push_back(*nanoseconds);
                QTimer::singleShot(0, this, then);
            });
    }

    void report()
    {
        const auto medianOf = [](std::vector<double> &values) {
            values.erase(values.begin(), values.begin() + WarmUpStarts);
            return bench::median(values);
        };
        const double ours = medianOf(m_parley);
        const double bare = medianOf(m_bare);
        bench::print(
            { .name = u"startup"_s,
              .value = ours / bare,
              .aim = 1.2,
              .detail = u"start to first painted window, parley / bare QMainWindow, on %3 "
                        "(medians %1 / %2 ms)"_s.arg(ours / 1e6, 0, 'f', 0)
                            .arg(bare / 1e6, 0, 'f', 0)
                            .arg(qEnvironmentVariable("QT_QPA_PLATFORM", u"this display"_s)) });
        QCoreApplication::exit(0);
    }

    std::unique_ptr<Start> m_start;
    std::vector<double> m_parley;
    std::vector<double> m_bare;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    Startup startup;
    QTimer::singleShot(0, &startup, [&startup] { startup.next(); });
    return QCoreApplication::exec();
}
