// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/commandline.h"
#include "localservice/localservice.h"
#include "process/processsecrecy.h"
#include "process/processsignals.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <csignal>
#include <cstdio>

#include <sys/resource.h>

namespace {

using namespace Qt::StringLiterals;

void printError(const QString &message)
{
    std::fprintf(stderr, "parley-local-service: %s\n", qUtf8Printable(message));
}

void printReady(const parley::localservice::LocalService &service)
{
    // By hand in this order, as the contract shows it; the addresses need no escaping.
    std::printf("{\"event\":\"ready\",\"tokenUrl\":\"%s\",\"serviceUrl\":\"%s\"}\n",
                service.tokenUrl().toEncoded().constData(),
                service.serviceUrl().toEncoded().constData());
    std::fflush(stdout);
}

/// A connection is a file, and many systems let a process have 1024 at first. Returns how many
/// connections to the chat service that leaves room for.
int allowManyConnections()
{
    constexpr rlim_t Wanted = 8192;
    constexpr rlim_t OtherFiles = 400; // the token end point, the database, media
    constexpr rlim_t FewConnections = 100;
    constexpr rlim_t ManyConnections = 2000;
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return int(FewConnections);
    if (limit.rlim_cur < Wanted) {
        limit.rlim_cur = std::min(limit.rlim_max, Wanted);
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    const rlim_t left = limit.rlim_cur - std::min(limit.rlim_cur, OtherFiles);
    return int(std::clamp(left, FewConnections, ManyConnections));
}

} // namespace

int main(int argc, char *argv[])
{
    using namespace parley::localservice;

    parley::ProcessSignals signalsOfTheSystem({ SIGUSR1, SIGUSR2 }); // first of all, see there
    const int maxConnections = allowManyConnections();
    QCoreApplication application(argc, argv);
    QCoreApplication::setOrganizationName(u"Parley"_s);
    QCoreApplication::setApplicationName(u"parley-local-service"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(PARLEY_VERSION));

    CommandLine commandLine = parseCommandLine(QCoreApplication::arguments());
    if (commandLine.outcome == CommandLine::Outcome::Print) {
        std::printf("%s\n", qUtf8Printable(commandLine.text));
        return 0;
    }
    if (commandLine.outcome == CommandLine::Outcome::UsageError) {
        printError(commandLine.text);
        return 2;
    }

    commandLine.config.maxConnections = maxConnections;
    LocalService service(commandLine.config);
    if (!service.start()) {
        printError(service.errorString());
        return 1;
    }
    bool endpointUp = true;
    QObject::connect(&signalsOfTheSystem, &parley::ProcessSignals::terminationRequested,
                     &application, &QCoreApplication::quit);
    QObject::connect(&signalsOfTheSystem, &parley::ProcessSignals::received, &service,
                     [&](int number) {
                         if (number == SIGUSR1) {
                             service.dropConnections();
                         } else {
                             endpointUp = !endpointUp;
                             service.setTokenEndpointUp(endpointUp);
                         }
                     });
    printReady(service);
    return QCoreApplication::exec();
}
