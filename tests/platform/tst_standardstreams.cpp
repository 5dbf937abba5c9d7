// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/inputstream.h"
#include "platform/openfiles.h"
#include "platform/outputstream.h"
#include "platform/standardstreams.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

#include <array>
#include <memory>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace parley;
using namespace Qt::StringLiterals;

namespace {

constexpr bool IsPortable = PARLEY_IS_PORTABLE; // the portable ways are under test
constexpr int Wait = 15'000;

std::array<int, 2> makePipe()
{
    std::array<int, 2> ends {};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        qFatal("no pipe");
    return ends;
}

/// The exit status of a child that runs \a work; -1 if it did not exit by itself.
template <typename Work> int inAChild(Work work)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

/// Standard input, output and error, also where the program was started without them.
class tst_StandardStreams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closedOnesAreNotTakenByOthers();
    void programsStartWithoutThem_data();
    void programsStartWithoutThem();
    void readsBytesAsTheyCome();
    void endsAtOnceWithoutInput();
    void mayBeDestroyedWhileItWaits();
    void writesAll();
    void tellsThatTheReaderLeft();
    void allowsMoreFiles();
};

void tst_StandardStreams::closedOnesAreNotTakenByOthers()
{
    if (IsPortable)
        QSKIP("standard C++ cannot tell which descriptors are open");
    for (int closed = 1; closed < 8; ++closed) { // each of the three is a bit
        const int status = inAChild([closed] {
            for (int descriptor = 0; descriptor < 3; ++descriptor) {
                if ((closed >> descriptor & 1) != 0)
                    ::close(descriptor);
            }
            openStandardStreams();
            return ::open("/dev/null", O_RDONLY);
        });
        QVERIFY2(status > 2, qPrintable(QString::number(closed)));
    }
}

void tst_StandardStreams::programsStartWithoutThem_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("parley-local-service")
        << QString::fromLatin1(PARLEY_LOCAL_SERVICE)
        << QStringList { u"--database"_s, u":memory:"_s,       u"--token-port"_s,
                         u"0"_s,          u"--service-port"_s, u"0"_s };
    // It ends with a usage error by itself, since standard input ends at once.
    QTest::newRow("parley-cli") << QString::fromLatin1(PARLEY_CLI)
                                << QStringList { u"--token-url"_s,   u"http://127.0.0.1:9/token"_s,
                                                 u"--user"_s,        u"alice"_s,
                                                 u"--no-keychain"_s, u"--password-stdin"_s };
}

void tst_StandardStreams::programsStartWithoutThem()
{
    if (IsPortable)
        QSKIP("standard C++ cannot tell which descriptors are open");
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    QProcess process;
    process.start(u"/bin/sh"_s,
                  QStringList { u"-c"_s, u"exec \"$0\" \"$@\" <&- >&- 2>&-"_s, program }
                      + arguments);
    QVERIFY(process.waitForStarted());
    const QString folder = u"/proc/%1/fd/"_s.arg(process.processId());
    const auto hasAllThree = [&folder] {
        return QFile::symLinkTarget(folder + u'0') == "/dev/null"_L1
            && QFile::symLinkTarget(folder + u'1') == "/dev/null"_L1
            && QFile::symLinkTarget(folder + u'2') == "/dev/null"_L1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning || hasAllThree(), Wait);
    if (process.state() != QProcess::NotRunning && program.endsWith("service"_L1))
        process.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, Wait);
    QCOMPARE(process.exitCode(), program.endsWith("service"_L1) ? 0 : 2);
}

void tst_StandardStreams::readsBytesAsTheyCome()
{
    const auto ends = makePipe();
    InputStream stream(ends[0]);
    QByteArray all;
    connect(&stream, &InputStream::bytesRead, this, [&all](const QByteArray &bytes) {
        QVERIFY(!bytes.isEmpty());
        all += bytes;
    });
    QSignalSpy endSpy(&stream, &InputStream::ended);
    stream.start();
    const OutputStream writer(ends[1]);
    QVERIFY(writer.write("one\n"));
    QTRY_COMPARE_WITH_TIMEOUT(all, QByteArray("one\n"), Wait);
    QVERIFY(writer.write("two\nlast"));
    QVERIFY(endSpy.isEmpty());
    ::close(ends[1]);
    QTRY_COMPARE_WITH_TIMEOUT(endSpy.size(), 1, Wait);
    QCOMPARE(all, QByteArray("one\ntwo\nlast"));
    ::close(ends[0]);
}

void tst_StandardStreams::endsAtOnceWithoutInput()
{
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    InputStream stream(null);
    QSignalSpy endSpy(&stream, &InputStream::ended);
    stream.start();
    QTRY_COMPARE_WITH_TIMEOUT(endSpy.size(), 1, Wait);
    ::close(null);

    InputStream closed(null);
    QSignalSpy closedSpy(&closed, &InputStream::ended);
    closed.start();
    QTRY_COMPARE_WITH_TIMEOUT(closedSpy.size(), 1, Wait);
}

void tst_StandardStreams::mayBeDestroyedWhileItWaits()
{
    const auto ends = makePipe();
    auto stream = std::make_unique<InputStream>(ends[0]);
    stream->start();
    stream.reset();
    ::close(ends[1]);
    ::close(ends[0]);
}

void tst_StandardStreams::writesAll()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    const OutputStream stream(file.handle());
    const QByteArray large(300'000, 'x');
    QVERIFY(stream.write(large));
    QVERIFY(stream.write("\n"));
    QVERIFY(stream.write({}));
    file.seek(0);
    QCOMPARE(file.readAll(), large + '\n');
}

void tst_StandardStreams::tellsThatTheReaderLeft()
{
    const auto ends = makePipe();
    const OutputStream stream(ends[1]);
    ::close(ends[0]);
    QVERIFY(!stream.write("one\n"));
    ::close(ends[1]);
    QVERIFY(!stream.write("two\n"));
}

void tst_StandardStreams::allowsMoreFiles()
{
    if (IsPortable)
        QSKIP("standard C++ knows no such limit");
    const int status = inAChild([] {
        rlimit limit {};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = 64;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        allowOpenFiles(128);
        ::getrlimit(RLIMIT_NOFILE, &limit);
        const bool isRaised = limit.rlim_cur == 128;
        allowOpenFiles(32); // never fewer
        ::getrlimit(RLIMIT_NOFILE, &limit);
        return isRaised && limit.rlim_cur == 128 ? 0 : 1;
    });
    QCOMPARE(status, 0);
}

QTEST_GUILESS_MAIN(tst_StandardStreams)
#include "tst_standardstreams.moc"
