// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "auditdriver.h"
#include "token/enumname.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <iostream>
#include <string>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What the monitor says each time that a line comes in; and how far the clocks are apart.
int watch()
{
    SystemClock clock;
    test::AuditDriver monitor(clock);
    std::string verdict;
    QObject::connect(
        &monitor, &test::AuditDriver::auditDue, &monitor,
        [&verdict](const ClockJump &jump) { verdict = enumName(jump.cause).toStdString(); });
    monitor.setWanted(true);
    const auto boot = clock.bootNow();
    std::cout << (boot ? (*boot - clock.monotonicNow()) / 1s : -1) << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
        verdict = "nothing";
        monitor.check();
        std::cout << verdict << std::endl;
    }
    return 0;
}

QByteArray readLine(QProcess &process)
{
    while (!process.canReadLine() && process.waitForReadyRead(20'000)) { }
    return process.readLine().trimmed();
}

QString fakeTimeLibrary()
{
    if (QSysInfo::kernelType() != "linux"_L1)
        return {}; // Wine sees the folders of the system below
    const QDir root(u"/usr/lib"_s);
    for (const QString &folder : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString path = root.filePath(folder + u"/faketime/libfaketime.so.1"_s);
        if (QFile::exists(path))
            return path;
    }
    const QString named = qEnvironmentVariable("PARLEY_FAKETIME"); // one that is not installed
    return QFile::exists(named) ? named : QString();
}

} // namespace

/// The clocks of a real process, which are really stepped.
class tst_token_realtime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seesAClockThatIsSet();
    void readsTheClockThatCountsSleep();
};

void tst_token_realtime::seesAClockThatIsSet()
{
    const QString library = fakeTimeLibrary();
    if (library.isEmpty())
        QSKIP("libfaketime is not installed");
    const QTemporaryDir folder;
    const auto setClock = [&folder](const char *offset) {
        QFile file(folder.filePath(u"time"_s));
        return file.open(QIODevice::WriteOnly) && file.write(offset) > 0;
    };
    QVERIFY(setClock("+0\n"));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LD_PRELOAD"_s, library);
    environment.insert(u"FAKETIME_TIMESTAMP_FILE"_s, folder.filePath(u"time"_s));
    environment.insert(u"FAKETIME_NO_CACHE"_s, u"1"_s);
    environment.insert(u"FAKETIME_DONT_FAKE_MONOTONIC"_s, u"1"_s);
    environment.insert(u"DONT_FAKE_MONOTONIC"_s, u"1"_s);
    environment.insert(u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0:detect_leaks=0"_s);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(), { u"--watch"_s });
    QVERIFY(!readLine(process).isEmpty());
    const auto look = [&process] {
        process.write("look\n");
        return readLine(process);
    };
    QCOMPARE(look(), QByteArray("nothing"));
    QVERIFY(setClock("+7200\n"));
    QCOMPARE(look(), QByteArray("clockForward"));
    QCOMPARE(look(), QByteArray("nothing")); // once
    QVERIFY(setClock("+7203\n"));
    QCOMPARE(look(), QByteArray("nothing")); // tolerated
    QVERIFY(setClock("-3600\n"));
    QCOMPARE(look(), QByteArray("clockBack"));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(20'000));
}

void tst_token_realtime::readsTheClockThatCountsSleep()
{
    const auto lead = [](const QStringList &prefix) {
        QStringList command = prefix;
        command << QCoreApplication::applicationFilePath() << u"--watch"_s;
        QProcess process;
        process.start(command.takeFirst(), command);
        const QByteArray line = readLine(process);
        process.closeWriteChannel();
        process.waitForFinished(20'000);
        return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0
            ? line.toLongLong()
            : -1;
    };
    const qint64 here = lead({});
    if (here < 0)
        QSKIP("no clock here counts sleep");
    const QString unshare = QStandardPaths::findExecutable(u"unshare"_s);
    if (unshare.isEmpty())
        QSKIP("unshare is not installed");
    // A namespace whose machine seems to have slept for two hours since it was started.
    const qint64 slept
        = lead({ unshare, u"--map-root-user"_s, u"--time"_s, u"--boottime"_s, u"7200"_s });
    if (slept < 0)
        QSKIP("no time namespaces here");
    QVERIFY2(std::abs(slept - here - 7200) <= 2, qPrintable(QString::number(slept - here)));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().contains(u"--watch"_s))
        return watch();
    tst_token_realtime test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_token_realtime.moc"
