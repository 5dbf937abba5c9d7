// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

constexpr int Wait = 30000;

} // namespace

/// The program as the system starts and ends it.
class tst_Program final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsInOrderWhenItIsTold_data()
    {
        QTest::addColumn<int>("number");
        QTest::addRow("SIGTERM") << SIGTERM;
        QTest::addRow("SIGINT") << SIGINT;
    }
    void endsInOrderWhenItIsTold()
    {
        QFETCH(int, number);
        const QTemporaryDir home;
        QProcess program;
        start(program, home);
        QTRY_VERIFY_WITH_TIMEOUT(answers(home), Wait);
        QCOMPARE(::kill(pid_t(program.processId()), number), 0);
        QVERIFY(program.waitForFinished(Wait));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
    }

    void aSecondStartEndsAndTheFirstStays()
    {
        const QTemporaryDir home;
        QProcess first;
        start(first, home);
        QTRY_VERIFY_WITH_TIMEOUT(answers(home), Wait);
        QProcess second;
        start(second, home);
        QVERIFY(second.waitForFinished(Wait));
        QCOMPARE(second.exitCode(), 0);
        QCOMPARE(first.state(), QProcess::Running);
        first.terminate();
        QVERIFY(first.waitForFinished(Wait));
    }

private:
    static void start(QProcess &program, const QTemporaryDir &home)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, home.path());
        for (const char *name : { "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME" })
            environment.insert(QLatin1String(name), home.path());
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
        program.setProcessEnvironment(environment);
        // Nothing listens there, and nothing has to.
        program.start(QStringLiteral(PARLEY_PROGRAM),
                      { u"--no-keychain"_s, u"--token-url"_s, u"http://127.0.0.1:9/token"_s });
    }

    static bool answers(const QTemporaryDir &home)
    {
        return !QDir(home.path()).entryList({ u"parley-*"_s }, QDir::System).isEmpty();
    }
};

QTEST_GUILESS_MAIN(tst_Program)
#include "tst_program.moc"
