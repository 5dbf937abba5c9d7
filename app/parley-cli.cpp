// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/checkrun.h"
#include "cli/clirun.h"
#include "platform/processsecrecy.h"
#include "platform/processsignals.h"
#include "platform/standardstreams.h"
#include "session/signin/knownsignins.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QSettings>
#include <QTextStream>

#include <cstdio>

namespace {

using namespace parley;
using namespace Qt::StringLiterals;

int usage(const QString &problem)
{
    note(problem + u"\nTry 'parley-cli --help'."_s);
    return int(ExitStatus::Usage);
}

template <typename Run>
int run(const CliOptions &options, const SessionParts &parts, EventOutput &output,
        LineWriter &writer, ProcessSignals &signalsOfTheSystem)
{
    LineReader input(StandardInput);
    Run program(options, parts, input, output);
    QObject::connect(&program, &Run::finished, QCoreApplication::instance(),
                     [](ExitStatus status) { QCoreApplication::exit(int(status)); });
    QObject::connect(&signalsOfTheSystem, &ProcessSignals::terminationRequested, &program,
                     &Run::terminate);
    // The reader of the events has gone away: the work is done.
    QObject::connect(&writer, &LineWriter::closed, &program, &Run::terminate, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&program, &Run::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    openStandardStreams();
    keepMemoryPrivate();
    ProcessSignals signalsOfTheSystem; // before any other thread, see there
    QCoreApplication application(argc, argv);
    // The window's own names: both programs share settings, outbox and saved sign-ins.
    QCoreApplication::setOrganizationName(u"parley"_s);
    QCoreApplication::setApplicationName(u"parley"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PARLEY_VERSION));

    // Events tell what happens; QT_LOGGING_RULES=parley.*=true brings the rest back.
    QLoggingCategory::setFilterRules(u"parley.*.info=false"_s);

    const auto parsed = parseCommandLine(QCoreApplication::arguments());
    if (const auto *text = std::get_if<PlainText>(&parsed)) {
        QTextStream(stdout) << text->text;
        return int(ExitStatus::Clean);
    }
    if (const auto *problem = std::get_if<UsageProblem>(&parsed))
        return usage(problem->text);
    const CliOptions &options = std::get<CliOptions>(parsed);

    LineWriter writer(StandardOutput);
    EventOutput output(writer);
    QString fileProblem;
    if (!options.eventLogPath.isEmpty())
        fileProblem = output.openLog(options.eventLogPath);
    if (fileProblem.isEmpty() && !options.tracePath.isEmpty())
        fileProblem = output.openTrace(options.tracePath);
    if (!fileProblem.isEmpty()) {
        note(fileProblem);
        return int(ExitStatus::Other);
    }

    SystemClock clock;
    SystemReachability reachability;
    QNetworkAccessManager network;
    QNetworkAccessManager mediaNetwork;
    const auto store = options.useKeychain ? makeKeychainStore(u"parley"_s) : makeMemoryStore();
    QSettings settings;
    const auto known = makeSettingsKnownSignIns(settings);
    const SessionParts parts { .network = network,
                               .store = *store,
                               .clock = clock,
                               .reachability = reachability,
                               .transports = twilsock::webSocketTransports(),
                               .random = systemRandom(),
                               .knownSignIns = options.useKeychain ? known.get() : nullptr,
                               .mediaNetwork = &mediaNetwork };
    return options.checkEndpoint ? run<CheckRun>(options, parts, output, writer, signalsOfTheSystem)
                                 : run<CliRun>(options, parts, output, writer, signalsOfTheSystem);
}
