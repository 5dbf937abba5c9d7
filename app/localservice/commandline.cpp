// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/commandline.h"

#include "localservice/demo/demotraffic.h"
#include "platform/privatefiles.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxNameCharacters = 256;

QString description()
{
    return u"Twilio Conversations on this machine: a token end point and a service that the\n"
           "official client libraries and Parley can talk to. Binds to 127.0.0.1 only and\n"
           "prints one JSON line with both addresses when it is ready.\n\n"
           "Signals: SIGINT and SIGTERM end it; SIGUSR1 cuts every client connection\n"
           "without a word; SIGUSR2 takes the token end point down, or up again, to show\n"
           "what a failing back end does."_s;
}

QString defaultDatabase()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + "/parley/local-service.sqlite"_L1;
}

/// A whole number in the range, or nothing.
template <typename Number>
std::optional<Number> number(const QString &text, qint64 least, qint64 most)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    return ok && value >= least && value <= most ? std::optional(Number(value)) : std::nullopt;
}

/// False: \a text is no NAME:PASSWORD.
bool readAccount(const QString &text, std::vector<Account> &accounts)
{
    const qsizetype colon = text.indexOf(u':');
    if (colon <= 0 || colon > MaxNameCharacters || colon == text.size() - 1)
        return false;
    accounts.push_back({ text.left(colon), text.mid(colon + 1) });
    return true;
}

/// What is wrong with the accounts in \a path, or nothing. Texts of the file are not repeated: they
/// hold passwords.
QString readAccountsFile(const QString &path, std::vector<Account> &accounts)
{
    constexpr qint64 MaxBytes = 1024 * 1024;
    QFile file(path);
    if (!isFileOrNothing(path) || !file.open(QIODevice::ReadOnly) || file.size() > MaxBytes)
        return u"--accounts-file cannot be read, or is no file: "_s + path;
    if (!isFilePrivate(path))
        return u"--accounts-file holds passwords, but other users may read or write it; "
               "take their rights away (chmod 600): "_s
            + path;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines.at(i).trimmed();
        if (!line.isEmpty() && !readAccount(line, accounts))
            return u"--accounts-file needs NAME:PASSWORD in line %1"_s.arg(i + 1);
    }
    return accounts.empty() ? u"--accounts-file has no account: "_s + path : QString();
}

} // namespace

CommandLine parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(description());
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const QCommandLineOption tokenPort(u"token-port"_s, u"Port of the token end point; 0: any."_s,
                                       u"N"_s, u"0"_s);
    const QCommandLineOption servicePort(u"service-port"_s, u"Port of the service; 0: any."_s,
                                         u"N"_s, u"0"_s);
    const QCommandLineOption database(u"database"_s, u"SQLite file, or :memory:."_s, u"FILE"_s,
                                      defaultDatabase());
    const QCommandLineOption account(
        u"account"_s,
        u"An account; may be repeated. Default: alice, bob and carol, password demo."_s,
        u"NAME:PASSWORD"_s);
    const QCommandLineOption accountsFile(
        u"accounts-file"_s,
        u"Accounts, a line NAME:PASSWORD for each, in a file for the user alone. With any account "
        "given, only the given ones may sign in."_s,
        u"FILE"_s);
    const QCommandLineOption setAside(
        u"set-damaged-aside"_s,
        u"Rename a damaged database and begin with a new one; nothing is deleted."_s);
    const QCommandLineOption ttl(u"token-ttl"_s, u"Life of a token."_s, u"SECONDS"_s, u"3600"_s);
    const QCommandLineOption lead(
        u"about-to-expire-lead"_s,
        u"How long before its end a token is said to be about to expire."_s, u"SECONDS"_s,
        u"180"_s);
    const QCommandLineOption noDemoData(u"no-demo-data"_s,
                                        u"No demo conversations, no assistant."_s);
    const QCommandLineOption traffic(
        u"demo-traffic"_s,
        u"The demo users who are not connected chat, so many messages a second."_s,
        u"MESSAGES_PER_SECOND"_s, u"0"_s);
    const QCommandLineOption rooms(u"demo-conversations"_s,
                                   u"So many further conversations, for all accounts."_s, u"N"_s,
                                   u"0"_s);
    parser.addOptions({ tokenPort, servicePort, database, account, accountsFile, setAside, ttl,
                        lead, noDemoData, traffic, rooms });

    const auto usageError = [](const QString &text) {
        return CommandLine { CommandLine::Outcome::UsageError, text + u" (see --help)"_s, {} };
    };
    if (!parser.parse(arguments))
        return usageError(parser.errorText());
    if (parser.isSet(help))
        return { CommandLine::Outcome::Print, parser.helpText().trimmed(), {} };
    if (parser.isSet(version)) {
        return { CommandLine::Outcome::Print,
                 QCoreApplication::applicationName() + u' '
                     + QCoreApplication::applicationVersion(),
                 {} };
    }
    if (!parser.positionalArguments().isEmpty())
        return usageError(u"Unexpected argument: "_s + parser.positionalArguments().constFirst());

    CommandLine result;
    const auto firstPort
        = number<quint16>(parser.value(tokenPort), 0, std::numeric_limits<quint16>::max());
    const auto secondPort
        = number<quint16>(parser.value(servicePort), 0, std::numeric_limits<quint16>::max());
    if (!firstPort || !secondPort)
        return usageError(u"A port is a number from 0 to 65535"_s);
    constexpr qint64 Day = 24 * 60 * 60;
    const auto ttlSeconds = number<qint64>(parser.value(ttl), 1, Day);
    const auto leadSeconds = number<qint64>(parser.value(lead), 0, Day);
    if (!ttlSeconds || !leadSeconds)
        return usageError(u"A life or lead is a number of seconds, at most 86400"_s);
    bool isRate = false;
    const double rate = parser.value(traffic).toDouble(&isRate);
    if (!isRate || !(rate >= 0 && rate <= DemoTraffic::MaxRate))
        return usageError(u"--demo-traffic is a number from 0 to 2000"_s);
    constexpr qint64 MostRooms = 900; // a user may be in 1000 conversations
    const auto roomCount = number<int>(parser.value(rooms), 0, MostRooms);
    if (!roomCount)
        return usageError(u"--demo-conversations is a number from 0 to 900"_s);
    const QStringList accounts = parser.values(account);
    for (const QString &text : accounts) {
        if (!readAccount(text, result.config.accounts)) // without the text: it holds a password
            return usageError(u"--account needs NAME:PASSWORD"_s);
    }
    if (parser.isSet(accountsFile)) {
        const QString wrong = readAccountsFile(parser.value(accountsFile), result.config.accounts);
        if (!wrong.isEmpty())
            return usageError(wrong);
    }
    if (parser.value(database).isEmpty())
        return usageError(u"--database needs a file"_s);
    result.config.tokenPort = *firstPort;
    result.config.servicePort = *secondPort;
    result.config.databasePath = parser.value(database);
    result.config.setsDamagedAside = parser.isSet(setAside);
    result.config.tokenTtl = std::chrono::seconds(*ttlSeconds);
    result.config.aboutToExpireLead = std::chrono::seconds(*leadSeconds);
    result.config.demoData = !parser.isSet(noDemoData);
    result.config.demoTraffic = rate;
    result.config.demoConversations = *roomCount;
    return result;
}

void wipePasswords(int argc, char **argv)
{
    constexpr std::string_view Option("--account");
    bool isAccount = false;
    for (int i = 1; i < argc; ++i) {
        const std::string_view text(argv[i]);
        const bool hasValue = text.starts_with("--account=");
        if (isAccount || hasValue) {
            const std::size_t colon = text.find(':');
            if (colon != std::string_view::npos)
                std::fill(argv[i] + colon + 1, argv[i] + text.size(), 'x');
        }
        isAccount = text == Option;
    }
}

} // namespace parley::localservice
