// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "cli/clioptions.h"
#include "cli/commandhelp.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStandardPaths>

namespace parley {

namespace {

/// All options of the program, by name.
struct Options
{
    QCommandLineOption tokenUrl { QStringLiteral("token-url"),
                                  QStringLiteral("The back end's token end point."),
                                  QStringLiteral("URL") };
    QCommandLineOption tokenAuth {
        QStringLiteral("token-auth"),
        QStringLiteral("How the request authenticates: basic (default; no colon in the user), "
                       "bearer or query."),
        QStringLiteral("basic|bearer|query"), QStringLiteral("basic")
    };
    QCommandLineOption serviceUrl { QStringLiteral("service-url"),
                                    QStringLiteral(
                                        "Twilsock end point; default: Twilio's in the region."),
                                    QStringLiteral("WSURL") };
    QCommandLineOption region {
        QStringLiteral("region"),
        QStringLiteral("Twilio region; default: the token's own, else us1."), QStringLiteral("NAME")
    };
    QCommandLineOption user { QStringLiteral("user"), QStringLiteral("Identity to sign in as."),
                              QStringLiteral("NAME") };
    QCommandLineOption passwordStdin {
        QStringLiteral("password-stdin"),
        QStringLiteral("The first line of standard input is the password or bearer credential.")
    };
    QCommandLineOption passwordEnv {
        QStringLiteral("password-env"),
        QStringLiteral("It is the value of environment variable NAME."), QStringLiteral("NAME")
    };
    QCommandLineOption noKeychain { QStringLiteral("no-keychain"),
                                    QStringLiteral("Keep the credential in memory for this run.") };
    QCommandLineOption eventLog { QStringLiteral("event-log"),
                                  QStringLiteral("Append every event, redacted, as JSON lines."),
                                  QStringLiteral("FILE") };
    QCommandLineOption trace { QStringLiteral("trace"),
                               QStringLiteral("Append why each token was asked for, taken or "
                                              "refused, as JSON lines without secrets."),
                               QStringLiteral("FILE") };
    QCommandLineOption dataFolder { QStringLiteral("data-folder"),
                                    QStringLiteral("Outbox and locks; default: the user's."),
                                    QStringLiteral("FOLDER") };
    QCommandLineOption checkEndpoint {
        QStringLiteral("check-endpoint"),
        QStringLiteral("Fetch one token, check what usually goes wrong, and end.")
    };
    QCommandLineOption help { { QStringLiteral("h"), QStringLiteral("help") },
                              QStringLiteral("Show this text.") };
    QCommandLineOption version { { QStringLiteral("v"), QStringLiteral("version") },
                                 QStringLiteral("Show the version.") };

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
        return QStringLiteral("Use either --password-stdin or --password-env.");
    if (parser.isSet(options.passwordStdin)) {
        result.secretSource = Source::StandardInput;
    } else if (parser.isSet(options.passwordEnv)) {
        result.secretSource = Source::Environment;
        result.secretVariable = parser.value(options.passwordEnv);
        const QByteArray variable = result.secretVariable.toLocal8Bit();
        if (qEnvironmentVariableIsEmpty(variable.constData()))
            return QStringLiteral("The environment variable %1 is not set.")
                .arg(result.secretVariable);
    } else if (!result.useKeychain) {
        return QStringLiteral(
            "Without the keychain a password is needed: --password-stdin or --password-env.");
    }
    return {};
}

/// The first problem in a sentence, or nothing.
QString fill(const QCommandLineParser &parser, const Options &options, CliOptions &result)
{
    if (!parser.positionalArguments().isEmpty())
        return QStringLiteral("Unexpected argument '%1'.")
            .arg(parser.positionalArguments().constFirst());
    SessionConfig &session = result.session;
    if (!parser.isSet(options.tokenUrl))
        return QStringLiteral("--token-url is needed.");
    session.tokenUrl = QUrl(parser.value(options.tokenUrl), QUrl::StrictMode);
    const auto auth = authFromName(parser.value(options.tokenAuth));
    if (!auth)
        return QStringLiteral("--token-auth is basic, bearer or query.");
    session.auth = *auth;
    session.serviceUrl = QUrl(parser.value(options.serviceUrl), QUrl::StrictMode);
    if (parser.isSet(options.serviceUrl) && !session.serviceUrl.isValid())
        return QStringLiteral("The service URL cannot be read.");
    session.region = parser.value(options.region);
    session.identity = parser.value(options.user);
    session.alwaysAskKeychain = true;
    session.dataFolder = parser.isSet(options.dataFolder)
        ? parser.value(options.dataFolder)
        : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (session.dataFolder.isEmpty())
        return QStringLiteral("--data-folder needs a folder.");
    result.useKeychain = !parser.isSet(options.noKeychain);
    result.checkEndpoint = parser.isSet(options.checkEndpoint);
    result.eventLogPath = parser.value(options.eventLog);
    if (parser.isSet(options.eventLog) && result.eventLogPath.isEmpty())
        return QStringLiteral("--event-log needs a file.");
    result.tracePath = parser.value(options.trace);
    if (parser.isSet(options.trace) && result.tracePath.isEmpty())
        return QStringLiteral("--trace needs a file.");
    if (const QString problem = secretProblem(parser, options, result); !problem.isEmpty())
        return problem;
    if (session.identity.isEmpty())
        return QStringLiteral("--user is needed.");

    // Plain http to another machine is one of the things that the doctor is there to explain.
    SessionConfig judged = session;
    if (result.checkEndpoint && judged.tokenUrl.scheme() == QLatin1String("http"))
        judged.tokenUrl.setScheme(QStringLiteral("https"));
    return judged.problem();
}

} // namespace

std::variant<CliOptions, UsageProblem, PlainText> parseCommandLine(const QStringList &arguments)
{
    const Options options;
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Signs in, prints every event as a JSON line, takes commands as JSON lines."));
    parser.addOptions(options.all());
    const bool isParsed = parser.parse(arguments);
    if (parser.isSet(options.help))
        return PlainText { parser.helpText() + commandHelp() };
    if (parser.isSet(options.version))
        return PlainText {
            QStringLiteral("parley-cli %1\n").arg(QCoreApplication::applicationVersion())
        };
    if (!isParsed)
        return UsageProblem { parser.errorText() };
    CliOptions result;
    const QString problem = fill(parser, options, result);
    if (!problem.isEmpty())
        return UsageProblem { problem };
    return result;
}

} // namespace parley
