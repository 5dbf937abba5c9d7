// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/clioptions.h"
#include "cli/commandhelp.h"
#include "cli/commandrunner.h"
#include "cli/linereader.h"
#include "cli/linewriter.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

#include <array>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

using namespace parley;
using namespace Qt::StringLiterals;

/// The outer skin of parley-cli: its command line, its input and its output.
class tst_Cli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesAWrongCommandLine_data();
    void refusesAWrongCommandLine();
    void takesAUserWithAColonWhereItCanBeSent();
    void understandsItsOptions();
    void documentsEveryCommand();
    void takesTheVariableOfThePassword();
    void readsLinesFromAPipe();
    void readsAFileToItsEnd();
    void endsAtOnceWithoutInput();
    void skipsALineThatIsTooLong();
    void survivesAReaderThatLeaves();
    void writesTheLinesOfOneTurnTogether();

private:
    [[nodiscard]] static std::array<int, 2> makePipe();
};

namespace {

QStringList enough()
{
    return QStringList { u"parley-cli"_s, u"--token-url"_s, u"https://example.org/token"_s,
                         u"--user"_s, u"alice"_s };
}

} // namespace

std::array<int, 2> tst_Cli::makePipe()
{
    std::array<int, 2> ends {};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        qFatal("no pipe");
    return ends;
}

void tst_Cli::refusesAWrongCommandLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString program = u"parley-cli"_s;
    const auto words
        = [](const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
    QTest::newRow("nothing") << QStringList { program };
    QTest::newRow("no token URL") << words("parley-cli --user alice --password-stdin");
    QTest::newRow("no user") << words(
        "parley-cli --token-url https://example.org/token --password-stdin");
    QTest::newRow("an unknown option") << enough() + words("--colour");
    QTest::newRow("a password as option") << enough() + words("--password demo");
    QTest::newRow("an argument too many") << enough() + words("--password-stdin demo");
    QTest::newRow("an unknown way to sign in")
        << enough() + words("--password-stdin --token-auth digest");
    QTest::newRow("two passwords") << enough() + words("--password-stdin --password-env HOME");
    QTest::newRow("a variable that is not set")
        << enough() + words("--password-env PARLEY_TEST_NOT_SET");
    QTest::newRow("no keychain and no password") << enough() + words("--no-keychain");
    QTest::newRow("plain http elsewhere")
        << words("parley-cli --token-url http://example.org/token --user alice --password-stdin");
    QTest::newRow("plain ws elsewhere")
        << enough() + words("--password-stdin --service-url ws://example.org/");
    QTest::newRow("no URL") << words(
        "parley-cli --token-url nonsense --user alice --password-stdin");
    QTest::newRow("a user that Basic would cut") << words(
        "parley-cli --token-url https://example.org/token --user org:alice --password-stdin");
    QTest::newRow("a password in the URL") << words(
        "parley-cli --token-url https://a:b@example.org/token --user alice --password-stdin");
}

void tst_Cli::refusesAWrongCommandLine()
{
    QFETCH(QStringList, arguments);
    const auto parsed = parseCommandLine(arguments);
    const auto *problem = std::get_if<UsageProblem>(&parsed);
    QVERIFY(problem != nullptr);
    QVERIFY(!problem->text.isEmpty());
}

void tst_Cli::takesAUserWithAColonWhereItCanBeSent()
{
    for (const char *auth : { "bearer", "query" }) {
        QStringList arguments = enough();
        arguments.replaceInStrings(u"alice"_s, u"org:alice"_s);
        arguments << u"--password-stdin"_s << u"--token-auth"_s << QLatin1String(auth);
        QVERIFY(std::holds_alternative<CliOptions>(parseCommandLine(arguments)));
    }
}

void tst_Cli::understandsItsOptions()
{
    const auto parsed = parseCommandLine(
        enough()
        + QStringList { u"--password-stdin"_s, u"--token-auth=query"_s, u"--region=ie1"_s,
                        u"--no-keychain"_s, u"--event-log=events.jsonl"_s, u"--trace=trace.jsonl"_s,
                        u"--check-endpoint"_s });
    const auto *options = std::get_if<CliOptions>(&parsed);
    QVERIFY(options != nullptr);
    QCOMPARE(options->session.auth, TokenAuth::Query);
    QCOMPARE(options->session.identity, u"alice"_s);
    QCOMPARE(options->session.effectiveServiceUrl(),
             QUrl(u"wss://tsock.ie1.twilio.com/v3/wsconnect"_s));
    QVERIFY(options->secretSource == CliOptions::SecretSource::StandardInput);
    QVERIFY(!options->useKeychain);
    QVERIFY(options->checkEndpoint);
    QCOMPARE(options->eventLogPath, u"events.jsonl"_s);
    QCOMPARE(options->tracePath, u"trace.jsonl"_s);
    QVERIFY(std::holds_alternative<PlainText>(parseCommandLine({ u"parley-cli"_s, u"--help"_s })));
    QVERIFY(
        std::holds_alternative<PlainText>(parseCommandLine({ u"parley-cli"_s, u"--version"_s })));
}

void tst_Cli::documentsEveryCommand()
{
    const QStringList names = CommandRunner::names();
    QVERIFY(names.size() > 30);
    for (const QString &name : names) {
        const QRegularExpression whole(u"\\b%1\\b"_s.arg(name));
        QVERIFY2(commandHelp().contains(whole), qPrintable(name));
    }
}

void tst_Cli::takesTheVariableOfThePassword()
{
    qputenv("PARLEY_TEST_PASSWORD", "demo");
    const auto parsed = parseCommandLine(
        enough() + QStringList { u"--password-env"_s, u"PARLEY_TEST_PASSWORD"_s });
    qunsetenv("PARLEY_TEST_PASSWORD");
    const auto *options = std::get_if<CliOptions>(&parsed);
    QVERIFY(options != nullptr);
    QCOMPARE(options->secretVariable, u"PARLEY_TEST_PASSWORD"_s);
}

void tst_Cli::readsLinesFromAPipe()
{
    const auto ends = makePipe();
    LineReader reader(ends[0]);
    QSignalSpy lineSpy(&reader, &LineReader::lineRead);
    QSignalSpy endSpy(&reader, &LineReader::ended);
    reader.start();
    QCOMPARE(::write(ends[1], "one\ntw", 6), ssize_t(6));
    QTRY_COMPARE(lineSpy.size(), 1);
    QCOMPARE(::write(ends[1], "o\r\n\nlast", 8), ssize_t(8));
    QTRY_COMPARE(lineSpy.size(), 3);
    QVERIFY(endSpy.isEmpty());
    ::close(ends[1]);
    QTRY_COMPARE(endSpy.size(), 1);
    QCOMPARE(lineSpy.size(), 4);
    QCOMPARE(lineSpy.at(1).at(0).toByteArray(), QByteArray("two"));
    QCOMPARE(lineSpy.at(2).at(0).toByteArray(), QByteArray());
    QCOMPARE(lineSpy.at(3).at(0).toByteArray(), QByteArray("last"));
    ::close(ends[0]);
}

void tst_Cli::readsAFileToItsEnd()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("one\ntwo\n");
    file.flush();
    file.seek(0);
    LineReader reader(file.handle());
    QSignalSpy lineSpy(&reader, &LineReader::lineRead);
    QSignalSpy endSpy(&reader, &LineReader::ended);
    reader.start();
    QTRY_COMPARE(endSpy.size(), 1);
    QCOMPARE(lineSpy.size(), 2);
}

void tst_Cli::endsAtOnceWithoutInput()
{
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    LineReader reader(null);
    QSignalSpy endSpy(&reader, &LineReader::ended);
    reader.start();
    QTRY_COMPARE(endSpy.size(), 1);
    ::close(null);

    LineReader closed(null);
    QSignalSpy closedSpy(&closed, &LineReader::ended);
    closed.start();
    QCOMPARE(closedSpy.size(), 1);
}

void tst_Cli::skipsALineThatIsTooLong()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(QByteArray(3 * LineReader::MaxLineBytes, 'x') + "\nnext\n");
    file.flush();
    file.seek(0);
    LineReader reader(file.handle());
    QSignalSpy lineSpy(&reader, &LineReader::lineRead);
    QSignalSpy longSpy(&reader, &LineReader::lineTooLong);
    QSignalSpy endSpy(&reader, &LineReader::ended);
    reader.start();
    QTRY_COMPARE(endSpy.size(), 1);
    QCOMPARE(longSpy.size(), 1);
    QCOMPARE(lineSpy.size(), 1);
    QCOMPARE(lineSpy.at(0).at(0).toByteArray(), QByteArray("next"));
}

void tst_Cli::survivesAReaderThatLeaves()
{
    const auto ends = makePipe();
    LineWriter writer(ends[1]);
    QSignalSpy closedSpy(&writer, &LineWriter::closed);
    writer.writeLine("one");
    writer.flush();
    std::array<char, 4> read {};
    QCOMPARE(::read(ends[0], read.data(), read.size()), ssize_t(4));
    QCOMPARE(QByteArray(read.data(), 4), QByteArray("one\n"));
    ::close(ends[0]);
    writer.writeLine("two");
    writer.flush();
    writer.writeLine("three");
    writer.flush();
    QCOMPARE(closedSpy.size(), 1);
    ::close(ends[1]);
}

void tst_Cli::writesTheLinesOfOneTurnTogether()
{
    const auto ends = makePipe();
    std::array<char, 100> read {};
    {
        LineWriter writer(ends[1]);
        writer.writeLine("one");
        writer.writeLine("two");
        pollfd readable { ends[0], POLLIN, 0 };
        QCOMPARE(::poll(&readable, 1, 0), 0);
        QCoreApplication::sendPostedEvents(&writer);
        QCOMPARE(::read(ends[0], read.data(), read.size()), ssize_t(8));
        QCOMPARE(QByteArray(read.data(), 8), QByteArray("one\ntwo\n"));
        writer.writeLine("last");
    }
    QCOMPARE(::read(ends[0], read.data(), read.size()), ssize_t(5));
    ::close(ends[0]);
    ::close(ends[1]);
}

QTEST_GUILESS_MAIN(tst_Cli)
#include "tst_cli.moc"
