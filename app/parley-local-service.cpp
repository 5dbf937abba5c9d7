// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/commandline.h"
#include "localservice/localservice.h"
#include "localservice/unixsignals.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

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

} // namespace

int main(int argc, char *argv[])
{
    using namespace parley::localservice;

    QCoreApplication application(argc, argv);
    QCoreApplication::setOrganizationName(u"Parley"_s);
    QCoreApplication::setApplicationName(u"parley-local-service"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(PARLEY_VERSION));

    const CommandLine commandLine = parseCommandLine(QCoreApplication::arguments());
    if (commandLine.outcome == CommandLine::Outcome::Print) {
        std::printf("%s\n", qUtf8Printable(commandLine.text));
        return 0;
    }
    if (commandLine.outcome == CommandLine::Outcome::UsageError) {
        printError(commandLine.text);
        return 2;
    }

    LocalService service(commandLine.config);
    if (!service.start()) {
        printError(service.errorString());
        return 1;
    }
    UnixSignals signalWatch;
    bool endpointUp = true;
    QObject::connect(&signalWatch, &UnixSignals::received, &service,
                     [&](UnixSignals::Signal signal) {
                         switch (signal) {
                         case UnixSignals::Signal::Quit:
                             QCoreApplication::quit();
                             break;
                         case UnixSignals::Signal::User1:
                             service.dropConnections();
                             break;
                         case UnixSignals::Signal::User2:
                             endpointUp = !endpointUp;
                             service.setTokenEndpointUp(endpointUp);
                             break;
                         }
                     });
    if (!signalWatch.install()) {
        printError(u"The signal handlers cannot be set up."_s);
        return 1;
    }
    printReady(service);
    return QCoreApplication::exec();
}
