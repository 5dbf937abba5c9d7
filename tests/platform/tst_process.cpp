// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/processsecrecy.h"
#include "platform/processsignals.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

using namespace parley;
using namespace Qt::StringLiterals;

namespace {

constexpr bool IsPortable = PARLEY_IS_PORTABLE; // the portable ways are under test

} // namespace

class tst_Process : public QObject
{
    Q_OBJECT

public:
    /// Made before QtTest's threads, as a program makes it before its own.
    explicit tst_Process(ProcessSignals &watched)
        : m_watched(watched)
    { }

private Q_SLOTS:
    void bringsSignalsIntoTheEventLoop();
    void endsAtOnceAtTheSecondTermination();
    void startsProgramsThatCanBeEnded();
    void allowsNoCoreAndNoOnlooker();
    void leavesTheDoorOpenForADebugger();

private:
    /// The exit status of a child that runs \a work; -1 if it did not exit by itself.
    template <typename Work> static int inAChild(Work work);

    ProcessSignals &m_watched;
};

template <typename Work> int tst_Process::inAChild(Work work)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void tst_Process::bringsSignalsIntoTheEventLoop()
{
    QSignalSpy others(&m_watched, &ProcessSignals::userSignalReceived);
    QSignalSpy terminations(&m_watched, &ProcessSignals::terminationRequested);
    if (!IsPortable) {
        ::kill(::getpid(), SIGUSR1);
        QTRY_COMPARE(others.size(), 1);
        QCOMPARE(others[0][0].toInt(), 1);
        ::kill(::getpid(), SIGUSR2);
        QTRY_COMPARE(others.size(), 2);
        QCOMPARE(others[1][0].toInt(), 2);
        QVERIFY(terminations.isEmpty());
    }
    ::kill(::getpid(), SIGTERM);
    QTRY_COMPARE(terminations.size(), 1);
    QCOMPARE(m_watched.thread(), QThread::currentThread());
}

void tst_Process::endsAtOnceAtTheSecondTermination()
{
    // The child never runs an event loop: as a program that hangs.
    const int status = inAChild([] {
        const ProcessSignals watched;
        ::kill(::getpid(), SIGINT);
        ::usleep(200'000);
        ::kill(::getpid(), SIGTERM);
        ::sleep(20);
        return 1;
    });
    QCOMPARE(status, 128 + SIGTERM);
}

void tst_Process::startsProgramsThatCanBeEnded()
{
#ifndef Q_OS_LINUX
    QSKIP("tells what is blocked in another way");
#endif
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"blocked"_s);
    QVERIFY(QProcess::startDetached(
        u"/bin/sh"_s, { u"-c"_s, u"grep SigBlk /proc/self/status > \"$0\""_s, path }));
    QByteArray blocked;
    const auto read = [&] {
        QFile file(path);
        blocked = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        return blocked.endsWith('\n');
    };
    QTRY_VERIFY_WITH_TIMEOUT(read(), 15000);
    const quint64 mask = blocked.split(':').constLast().trimmed().toULongLong(nullptr, 16);
    QCOMPARE(mask & (1ULL << (SIGTERM - 1)), 0ULL);
    QCOMPARE(mask & (1ULL << (SIGINT - 1)), 0ULL);
}

void tst_Process::allowsNoCoreAndNoOnlooker()
{
    if (IsPortable)
        QSKIP("standard C++ knows no way");
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer has to look into the process");
#endif
    const int status = inAChild([] {
        keepMemoryPrivate();
        rlimit limit {};
        ::getrlimit(RLIMIT_CORE, &limit);
        if (limit.rlim_cur != 0 || limit.rlim_max != 0)
            return 1;
#ifdef Q_OS_LINUX
        return ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : 2;
#else
        return 0;
#endif
    });
    QCOMPARE(status, 0);
}

void tst_Process::leavesTheDoorOpenForADebugger()
{
    qputenv("PARLEY_ALLOW_DEBUGGER", "1");
    const int status = inAChild([] {
        rlimit before {};
        ::getrlimit(RLIMIT_CORE, &before);
        keepMemoryPrivate();
        rlimit after {};
        ::getrlimit(RLIMIT_CORE, &after);
        return before.rlim_max == after.rlim_max ? 0 : 1;
    });
    qunsetenv("PARLEY_ALLOW_DEBUGGER");
    QCOMPARE(status, 0);
}

int main(int argc, char *argv[])
{
    ProcessSignals watched(ProcessSignals::Watch::TerminationAndUserSignals);
    QCoreApplication application(argc, argv);
    tst_Process test(watched);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_process.moc"
