// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/clioptions.h"
#include "cli/commandhelp.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

/// All options of the program, by name.
struct Options
{
    QCommandLineOption tokenUrl { u"token-url"_s, u"The back end's token end point."_s, u"URL"_s };
    QCommandLineOption tokenAuth {
        u"token-auth"_s,
        u"How the request authenticates: basic (default; no colon in the user), "
        "bearer or query."_s,
        u"basic|bearer|query"_s, u"basic"_s
    };
    QCommandLineOption serviceUrl { u"service-url"_s,
                                    u"Twilsock end point; default: Twilio's in the region."_s,
                                    u"WSURL"_s };
    QCommandLineOption region { u"region"_s,
                                u"Twilio region; default: the token's own, else us1."_s,
                                u"NAME"_s };
    QCommandLineOption user { u"user"_s, u"Identity to sign in as."_s, u"NAME"_s };
    QCommandLineOption passwordStdin {
        u"password-stdin"_s,
        u"The first line of standard input is the password or bearer credential."_s
    };
    QCommandLineOption passwordEnv { u"password-env"_s,
                                     u"It is the value of environment variable NAME."_s,
                                     u"NAME"_s };
    QCommandLineOption noKeychain { u"no-keychain"_s,
                                    u"Keep the credential in memory for this run."_s };
    QCommandLineOption eventLog { u"event-log"_s, u"Append every event, redacted, as JSON lines."_s,
                                  u"FILE"_s };
    QCommandLineOption trace { u"trace"_s,
                               u"Append why each token was asked for, taken or "
                               "refused, as JSON lines without secrets."_s,
                               u"FILE"_s };
    QCommandLineOption dataFolder { u"data-folder"_s, u"Outbox and locks; default: the user's."_s,
                                    u"FOLDER"_s };
    QCommandLineOption checkEndpoint {
        u"check-endpoint"_s, u"Fetch one token, check what usually goes wrong, and end."_s
    };
    QCommandLineOption help { { u"h"_s, u"help"_s }, u"Show this text."_s };
    QCommandLineOption version { { u"v"_s, u"version"_s }, u"Show the version."_s };

    [[nodiscard]] QList<QCommandLineOption> all() const
    {
        return { tokenUrl,      tokenAuth,     serviceUrl, region,   user,
                 passwordStdin, passwordEnv,   noKeychain, eventLog, trace,
                 dataFolder,    checkEndpoint, help,       version };
    }
};

QString secretProblem(const QCommandLineParser &parser, const Options &options, CliOptions &result)
{
    using Source = CliOptions::SecretSource;
    if (parser.isSet(options.passwordStdin) && parser.isSet(options.passwordEnv))
        return u"Use either --password-stdin or --password-env."_s;
    if (parser.isSet(options.passwordStdin)) {
        result.secretSource = Source::StandardInput;
    } else if (parser.isSet(options.passwordEnv)) {
        result.secretSource = Source::Environment;
        result.secretVariable = parser.value(options.passwordEnv);
        const QByteArray variable = result.secretVariable.toLocal8Bit();
        if (qEnvironmentVariableIsEmpty(variable.constData()))
            return u"The environment variable %1 is not set."_s.arg(result.secretVariable);
    } else if (!result.useKeychain) {
        return u"Without the keychain a password is needed: --password-stdin or --password-env."_s;
    }
    return {};
}

/// The first problem in a sentence, or nothing.
QString fill(const QCommandLineParser &parser, const Options &options, CliOptions &result)
{
    if (!parser.positionalArguments().isEmpty())
        return u"Unexpected argument '%1'."_s.arg(parser.positionalArguments().constFirst());
    SessionConfig &session = result.session;
    if (!parser.isSet(options.tokenUrl))
        return u"--token-url is needed."_s;
    session.tokenUrl = QUrl(parser.value(options.tokenUrl), QUrl::StrictMode);
    const auto auth = authFromName(parser.value(options.tokenAuth));
    if (!auth)
        return u"--token-auth is basic, bearer or query."_s;
    session.auth = *auth;
    session.serviceUrl = QUrl(parser.value(options.serviceUrl), QUrl::StrictMode);
    if (parser.isSet(options.serviceUrl) && !session.serviceUrl.isValid())
        return u"The service URL cannot be read."_s;
    session.region = parser.value(options.region);
    session.identity = parser.value(options.user);
    session.alwaysAskKeychain = true;
    session.dataFolder = parser.isSet(options.dataFolder)
        ? parser.value(options.dataFolder)
        : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (session.dataFolder.isEmpty())
        return u"--data-folder needs a folder."_s;
    result.useKeychain = !parser.isSet(options.noKeychain);
    result.checkEndpoint = parser.isSet(options.checkEndpoint);
    result.eventLogPath = parser.value(options.eventLog);
    if (parser.isSet(options.eventLog) && result.eventLogPath.isEmpty())
        return u"--event-log needs a file."_s;
    result.tracePath = parser.value(options.trace);
    if (parser.isSet(options.trace) && result.tracePath.isEmpty())
        return u"--trace needs a file."_s;
    if (const QString problem = secretProblem(parser, options, result); !problem.isEmpty())
        return problem;
    if (session.identity.isEmpty())
        return u"--user is needed."_s;

    // Plain http to another machine is one of the things that the doctor is there to explain.
    SessionConfig judged = session;
    if (result.checkEndpoint && judged.tokenUrl.scheme() == "http"_L1)
        judged.tokenUrl.setScheme(u"https"_s);
    return judged.problem();
}

} // namespace

std::variant<CliOptions, UsageProblem, PlainText> parseCommandLine(const QStringList &arguments)
{
    const Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Signs in, prints every event as a JSON line, takes commands as JSON lines."_s);
    parser.addOptions(options.all());
    const bool isParsed = parser.parse(arguments);
    if (parser.isSet(options.help))
        return PlainText { parser.helpText() + commandHelp() };
    if (parser.isSet(options.version))
        return PlainText { u"parley-cli %1\n"_s.arg(QCoreApplication::applicationVersion()) };
    if (!isParsed)
        return UsageProblem { parser.errorText() };
    CliOptions result;
    const QString problem = fill(parser, options, result);
    if (!problem.isEmpty())
        return UsageProblem { problem };
    return result;
}

} // namespace parley
