// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/commandline.h"
#include "localservice/localservice.h"
#include "platform/openfiles.h"
#include "platform/processsecrecy.h"
#include "platform/processsignals.h"
#include "platform/standardstreams.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

namespace {

using namespace Qt::StringLiterals;

constexpr int MaxOpenFiles = 8192; // each connection is one
constexpr int OtherFiles = 400; // connections to the token end point, the database, media
constexpr int FewConnections = 100;
constexpr int ManyConnections = 2000;

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

} // namespace

int main(int argc, char *argv[])
{
    using namespace parley::localservice;

    parley::openStandardStreams();
    using parley::ProcessSignals; // before any other thread, see there
    ProcessSignals signalsOfTheSystem(ProcessSignals::Watch::TerminationAndUserSignals);
    const int openFiles = parley::allowOpenFiles(MaxOpenFiles);
    QCoreApplication application(argc, argv);
    QCoreApplication::setOrganizationName(u"Parley"_s);
    QCoreApplication::setApplicationName(u"parley-local-service"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(PARLEY_VERSION));

    parley::forbidCoreDumps();
    parley::keepMemoryPrivate();
    CommandLine commandLine = parseCommandLine(QCoreApplication::arguments());
    wipePasswords(argc, argv);
    if (commandLine.outcome == CommandLine::Outcome::Print) {
        std::printf("%s\n", qUtf8Printable(commandLine.text));
        return 0;
    }
    if (commandLine.outcome == CommandLine::Outcome::UsageError) {
        printError(commandLine.text);
        return 2;
    }

    commandLine.config.maxConnections
        = std::clamp(openFiles - OtherFiles, FewConnections, ManyConnections);
    LocalService service(commandLine.config);
    if (!service.start()) {
        printError(service.errorString());
        if (service.isDatabaseDamaged()) {
            printError(u"Start with --set-damaged-aside to rename it and to begin with a new one; "
                       "nothing is deleted."_s);
        }
        return 1;
    }
    bool endpointUp = true;
    QObject::connect(&signalsOfTheSystem, &ProcessSignals::terminationRequested, &application,
                     &QCoreApplication::quit);
    QObject::connect(&signalsOfTheSystem, &ProcessSignals::userSignalReceived, &service,
                     [&](int number) {
                         if (number == 1) {
                             service.dropConnections();
                         } else {
                             endpointUp = !endpointUp;
                             service.setTokenEndpointUp(endpointUp);
                         }
                     });
    printReady(service);
    return QCoreApplication::exec();
}
