// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/options.h"

#include "settings/uisettings.h"

#include <QCommandLineParser>
#include <QRegularExpression>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

QString checkUrls(const Options &options)
{
    if (options.tokenUrl.isEmpty()) {
        return options.serviceUrl.isEmpty() ? QString()
                                            : u"--service-url needs --token-url as well."_s;
    }
    SessionConfig config;
    config.tokenUrl = options.tokenUrl;
    config.auth = options.auth;
    config.serviceUrl = options.serviceUrl;
    config.region = options.region;
    config.identity = options.user.isEmpty() ? u"user"_s : options.user;
    return config.problem();
}

} // namespace

Options parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Desktop chat client for Twilio Conversations. Without --token-url it goes where the last "
        "sign-in was; the first time that is an embedded local service with demo accounts."_s);
    const QCommandLineOption help({ u"h"_s, u"help"_s }, u"Show this help and exit."_s);
    const QCommandLineOption version({ u"v"_s, u"version"_s }, u"Show the version and exit."_s);
    const QCommandLineOption tokenUrl(
        u"token-url"_s,
        u"The back end's token end point; none: that of the last sign-in, at first the embedded "
        "service."_s,
        u"URL"_s);
    const QCommandLineOption tokenAuth(
        u"token-auth"_s,
        u"How the request authenticates: basic (default; no colon in the user), bearer or query."_s,
        u"KIND"_s);
    const QCommandLineOption serviceUrl(
        u"service-url"_s, u"Twilsock end point; default: Twilio's for the region."_s, u"WSURL"_s);
    const QCommandLineOption region(u"region"_s, u"Twilio region; default us1."_s, u"NAME"_s);
    const QCommandLineOption user(u"user"_s, u"Identity to sign in as."_s, u"NAME"_s);
    const QCommandLineOption noKeychain(u"no-keychain"_s,
                                        u"Keep the credential in memory for this run."_s);
    const QCommandLineOption eventLog(
        u"event-log"_s, u"Append every event, redacted, as JSON lines to a file."_s, u"FILE"_s);
    const QCommandLineOption profile(
        u"profile"_s,
        u"Settings, data and embedded service of their own, kept under this name: letters, digits, "
        "'-' and '_', at most 32."_s,
        u"NAME"_s);
    const QCommandLineOption hidden(
        u"hidden"_s,
        u"Start without a window, behind the tray icon; minimised where there is none. For the "
        "start of the session."_s);
    const QCommandLineOption tour(
        u"tour"_s, u"For developers: walk through the first minute as alice and save pictures."_s,
        u"DIR"_s);
    const QCommandLineOption reverse(u"reverse"_s, u"Lay the window out from right to left."_s);
    // As Qt programs take it: -reverse is one word, not seven letters.
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.addOptions({ help, version, tokenUrl, tokenAuth, serviceUrl, region, user, noKeychain,
                        eventLog, profile, hidden, reverse, tour });

    Options options;
    const bool parsed = parser.parse(arguments);
    options.helpText = parser.helpText();
    options.helpText.replace(u"<executable_name>"_s,
                             u"parley"_s); // there is no application object yet
    options.help = parser.isSet(help);
    options.version = parser.isSet(version);
    if (options.help || options.version)
        return options;
    if (!parsed) {
        options.problem = parser.errorText();
        return options;
    }
    if (!parser.positionalArguments().isEmpty()) {
        options.problem
            = u"Unexpected argument: %1"_s.arg(parser.positionalArguments().constFirst());
        return options;
    }
    options.tokenUrl = QUrl(parser.value(tokenUrl), QUrl::StrictMode);
    options.serviceUrl = QUrl(parser.value(serviceUrl), QUrl::StrictMode);
    if (parser.isSet(region))
        options.region = parser.value(region);
    options.user = parser.value(user);
    options.isMirrored = parser.isSet(reverse);
    options.noKeychain = parser.isSet(noKeychain);
    options.eventLog = parser.value(eventLog);
    options.tourFolder = parser.value(tour);
    options.profile = parser.value(profile);
    options.isHidden = parser.isSet(hidden);
    static const QRegularExpression profileName(u"^[A-Za-z0-9_-]{1,32}$"_s);
    if (parser.isSet(profile) && !profileName.match(options.profile).hasMatch()) {
        options.problem
            = u"--profile needs a name of letters, digits, '-' and '_', at most 32 of them."_s;
        return options;
    }
    if (parser.isSet(tokenAuth)) {
        const std::optional<TokenAuth> auth = authFromName(parser.value(tokenAuth));
        if (!auth) {
            options.problem = u"--token-auth must be basic, bearer or query."_s;
            return options;
        }
        options.auth = *auth;
    }
    if (parser.isSet(tokenUrl) && !options.tokenUrl.isValid())
        options.problem = u"--token-url is not a URL."_s;
    else if (!options.tourFolder.isEmpty() && parser.isSet(tokenUrl))
        options.problem = u"--tour works with the embedded service only."_s;
    else
        options.problem = checkUrls(options);
    return options;
}

} // namespace parley::ui
