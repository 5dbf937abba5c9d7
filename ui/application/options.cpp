// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/options.h"

#include "settings/uisettings.h"

#include <QCommandLineParser>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

QCommandLineOption valued(const QString &name, const QString &description, const QString &value)
{
    return QCommandLineOption(name, description, value);
}

QString checkUrls(const Options &options)
{
    if (options.tokenUrl.isEmpty()) {
        return options.serviceUrl.isEmpty()
            ? QString()
            : QStringLiteral("--service-url needs --token-url as well.");
    }
    SessionConfig config;
    config.tokenUrl = options.tokenUrl;
    config.auth = options.auth;
    config.serviceUrl = options.serviceUrl;
    config.region = options.region;
    config.identity = options.user.isEmpty() ? QStringLiteral("user") : options.user;
    const QString urlProblem = HttpTokenProvider::urlProblem(options.tokenUrl, options.auth);
    return urlProblem.isEmpty() ? config.problem() : urlProblem;
}

} // namespace

Options parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Desktop chat client for Twilio Conversations. Without --token-url it runs an "
        "embedded local service with demo accounts."));
    const QCommandLineOption help({ u"h"_qs, u"help"_qs }, u"Show this help and exit."_qs);
    const QCommandLineOption version({ u"v"_qs, u"version"_qs }, u"Show the version and exit."_qs);
    const QCommandLineOption tokenUrl
        = valued(u"token-url"_qs, u"The back end's token end point; none: the embedded service."_qs,
                 u"URL"_qs);
    const QCommandLineOption tokenAuth = valued(
        u"token-auth"_qs,
        u"How the request authenticates: basic (default; no colon in the user), bearer or query."_s,
        u"KIND"_qs);
    const QCommandLineOption serviceUrl
        = valued(u"service-url"_qs, u"Twilsock end point; default: Twilio's for the region."_qs,
                 u"WSURL"_qs);
    const QCommandLineOption region
        = valued(u"region"_qs, u"Twilio region; default us1."_qs, u"NAME"_qs);
    const QCommandLineOption user = valued(u"user"_qs, u"Identity to sign in as."_qs, u"NAME"_qs);
    const QCommandLineOption noKeychain(u"no-keychain"_qs,
                                        u"Keep the credential in memory for this run."_qs);
    const QCommandLineOption eventLog = valued(
        u"event-log"_qs, u"Append every event, redacted, as JSON lines to a file."_qs, u"FILE"_qs);
    const QCommandLineOption tour = valued(
        u"tour"_qs, u"For developers: walk through the first minute as alice and save pictures."_qs,
        u"DIR"_qs);
    parser.addOptions({ help, version, tokenUrl, tokenAuth, serviceUrl, region, user, noKeychain,
                        eventLog, tour });

    Options options;
    const bool parsed = parser.parse(arguments);
    options.helpText = parser.helpText();
    options.helpText.replace(u"<executable_name>"_qs,
                             u"parley"_qs); // there is no application object yet
    options.help = parser.isSet(help);
    options.version = parser.isSet(version);
    if (options.help || options.version)
        return options;
    if (!parsed) {
        options.problem = parser.errorText();
        return options;
    }
    if (!parser.positionalArguments().isEmpty()) {
        options.problem = QStringLiteral("Unexpected argument: %1")
                              .arg(parser.positionalArguments().constFirst());
        return options;
    }
    options.tokenUrl = QUrl(parser.value(tokenUrl), QUrl::StrictMode);
    options.serviceUrl = QUrl(parser.value(serviceUrl), QUrl::StrictMode);
    if (parser.isSet(region))
        options.region = parser.value(region);
    options.user = parser.value(user);
    options.noKeychain = parser.isSet(noKeychain);
    options.eventLog = parser.value(eventLog);
    options.tourFolder = parser.value(tour);
    if (parser.isSet(tokenAuth)) {
        const std::optional<TokenAuth> auth = authFromName(parser.value(tokenAuth));
        if (!auth.has_value()) {
            options.problem = QStringLiteral("--token-auth must be basic, bearer or query.");
            return options;
        }
        options.auth = *auth;
    }
    if (parser.isSet(tokenUrl) && !options.tokenUrl.isValid())
        options.problem = QStringLiteral("--token-url is not a URL.");
    else if (!options.tourFolder.isEmpty() && parser.isSet(tokenUrl))
        options.problem = QStringLiteral("--tour works with the embedded service only.");
    else
        options.problem = checkUrls(options);
    return options;
}

} // namespace parley::ui
