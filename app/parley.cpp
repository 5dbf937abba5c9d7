// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

#include "application/application.h"
#include "application/options.h"
#include "application/tour.h"
#include "desktop/singleinstance.h"
#include "diagnostics/logrecorder.h"
#include "diagnostics/watchedapplication.h"
#include "platform/processsecrecy.h"
#include "platform/processsignals.h"
#include "platform/standardstreams.h"
#include "settings/applicationid.h"
#include "theme/icons.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTranslator>

#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

constexpr int UsageError = 2;

void loadTranslations(QApplication &application, QTranslator &parley, QTranslator &qt)
{
    // English has a file too: it holds the plural forms.
    if (parley.load(QLocale(), u"parley"_s, u"_"_s, u":/parley/i18n"_s)
        || parley.load(u":/parley/i18n/parley_en.qm"_s))
        QCoreApplication::installTranslator(&parley);
    if (qt.load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qt);
    application.setApplicationDisplayName(u"Parley"_s);
}

} // namespace

int main(int argc, char *argv[])
{
    using namespace parley::ui;
    parley::openStandardStreams();
    // Help and version need no display, so the options come before the application.
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const Options options = parseOptions(arguments);
    if (options.help) {
        std::fputs(qPrintable(options.helpText), stdout);
        return 0;
    }
    if (options.version) {
        std::puts("parley " PARLEY_VERSION);
        return 0;
    }
    if (!options.problem.isEmpty()) {
        std::fprintf(stderr, "parley: %s\n", qPrintable(options.problem));
        return UsageError;
    }

    parley::ProcessSignals signalsOfTheSystem; // before any other thread, see there
    QCoreApplication::setOrganizationName(u"parley"_s);
    QCoreApplication::setApplicationName(u"parley"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PARLEY_VERSION));
    QGuiApplication::setDesktopFileName(applicationId());
    parley::forbidCoreDumps();
    WatchedApplication qtApplication(argc, argv);
    QApplication::setWindowIcon(programIcon());
    QTranslator parleyTranslator;
    QTranslator qtTranslator;
    loadTranslations(qtApplication, parleyTranslator, qtTranslator);

    LogRecorder logRecorder;
    Application::Environment environment;
    environment.logRecorder = &logRecorder;
    environment.dataFolder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    environment.keychain = !options.noKeychain;
    if (!options.profile.isEmpty()) {
        environment.settingsFile = u"%1/profiles/%2.ini"_s.arg(
            QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation), options.profile);
        environment.dataFolder += "/profiles/"_L1 + options.profile;
    }
    std::unique_ptr<QTemporaryDir> tourData;
    const bool tours = !options.tourFolder.isEmpty();
    if (tours) { // a tour leaves nothing behind
        tourData = std::make_unique<QTemporaryDir>();
        environment.settingsFile = tourData->filePath(u"settings.ini"_s);
        environment.dataFolder.clear();
        environment.keychain = false;
    }
    // Who is started for another user, back end or profile is another program: two people on one
    // desk.
    SingleInstance instance(tours ? QString() : SingleInstance::usualFolder(environment.dataFolder),
                            options.tokenUrl.toString() + u'\n' + options.user + u'\n'
                                + options.profile);
    if (instance.claim() == SingleInstance::Role::Second)
        return 0;
    Application application(qtApplication, options, environment);
    QObject::connect(&instance, &SingleInstance::raiseRequested, &application,
                     &Application::present);
    QObject::connect(&application, &Application::quitStarted, &instance,
                     &SingleInstance::stopAnswering);
    QObject::connect(&signalsOfTheSystem, &parley::ProcessSignals::terminationRequested,
                     &application, &Application::terminate);
    if (!application.start())
        return 1;
    std::unique_ptr<Tour> tour;
    if (tours) {
        tour = std::make_unique<Tour>(application, qtApplication, options.tourFolder);
        tour->start();
    }
    return qtApplication.exec();
}
