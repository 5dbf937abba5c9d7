// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// How often the whole program wakes up in a minute when it is signed in and nothing happens, with
// its window shown, without the inspector, and with it hidden. Counted are the times that any of
// its threads has waited and goes on ('voluntary_ctxt_switches' of Linux), without the thread of
// the embedded service, which stands for a service elsewhere, and without the blinking of Qt's text
// cursor.

#include "demoprogram.h"
#include "figure.h"
#include "mainwindow/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto Settle = 15s; // what follows the sign-in is over
constexpr auto Period = 60s;

/// Empty: this system does not say.
std::optional<qint64> wakeUps()
{
    qint64 sum = 0;
    const QDir tasks(u"/proc/self/task"_s);
    const QStringList threads = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &thread : threads) {
        QFile file(tasks.filePath(thread + "/status"_L1));
        if (!file.open(QIODevice::ReadOnly))
            continue; // it has ended
        const QByteArray status = file.readAll();
        constexpr QByteArrayView Key("\nvoluntary_ctxt_switches:");
        const qsizetype at = status.indexOf(Key);
        if (at < 0)
            return std::nullopt;
        if (!status.startsWith("Name:\tlocal service"))
            sum += status.mid(at + Key.size()).split('\n').first().trimmed().toLongLong();
    }
    return sum;
}

class WakeUps : public QObject
{
public:
    WakeUps(QApplication &application, const QString &folder)
        : m_program(application, folder)
    { }

    void run()
    {
        m_program.start([this] {
            ui::MainWindow *const window = m_program.application().mainWindow();
            for (QDockWidget *dock : window->findChildren<QDockWidget *>())
                dock->close();
            measure(u"shown"_s, 6, [this, window] {
                window->hide();
                measure(u"hidden"_s, 3, [] { QCoreApplication::exit(0); });
            });
        });
    }

private:
    void measure(const QString &state, double aim, const std::function<void()> &then)
    {
        QTimer::singleShot(Settle, Qt::PreciseTimer, this, [this, state, aim, then] {
            const auto before = wakeUps();
            if (!before)
                return QCoreApplication::exit(
                    bench::cannotMeasure(u"this system counts no wake-ups"_s));
            QTimer::singleShot(Period, Qt::PreciseTimer, this, [state, aim, then, before] {
                bench::print({ .name = u"wakeups"_s,
                               .value = double(wakeUps().value_or(0) - *before - 1),
                               .aim = aim,
                               .detail = u"in a minute, signed in and idle, window %1 (all "
                                         "threads but the service's)"_s.arg(state) });
                then();
            });
        });
    }

    bench::DemoProgram m_program;
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setCursorFlashTime(0);
    const QTemporaryDir folder;
    WakeUps wakeUps(application, folder.path());
    QTimer::singleShot(0, &wakeUps, &WakeUps::run);
    return QApplication::exec();
}
