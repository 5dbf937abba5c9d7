// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/localservice.h"

#include "localservice/chatservice.h"
#include "localservice/demo/demoassistant.h"
#include "localservice/demo/demodata.h"
#include "localservice/demo/demotraffic.h"
#include "localservice/http/loopbackserver.h"
#include "localservice/logging.h"
#include "localservice/media/mediaservice.h"
#include "localservice/store/database.h"
#include "localservice/store/databasefile.h"
#include "localservice/store/installation.h"
#include "localservice/store/mediastore.h"
#include "localservice/store/messagestore.h"
#include "localservice/tokens/accountstore.h"
#include "localservice/tokens/tokenendpoint.h"
#include "token/isotime.h"

#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::hours UnsentMediaLife { 24 };
constexpr std::chrono::hours SweepInterval { 1 };

QStringList demoNames()
{
    return { u"alice"_s, u"bob"_s, u"carol"_s };
}

/// Where the database says whether an account has the password of the demo accounts.
QString demoMark(const QString &name)
{
    return u"demo_password "_s + name;
}

} // namespace

class LocalService::Private
{
public:
    /// The parts that need the installation's keys, in the order in which they need each other.
    struct Parts
    {
        Parts(Database &database, MediaStore &mediaStore, const Installation &made,
              const Config &config, AccountStore &accounts, Clock &clock)
            : chat(database, mediaStore, made, config.aboutToExpireLead, config.maxConnections,
                   clock)
            , media(database, mediaStore, chat.store, chat.validator, made, clock)
            , http(
                  clock,
                  [this](const HttpRequest &request, const HttpReply &reply) {
                      routeHttp(request, reply);
                  },
                  [this](HttpRequest &head) { return media.refuseLarge(head); })
            , endpoint(database, accounts, made, config.tokenTtl, clock)
            , traffic(chat.conversations, chat.store, clock,
                      [this](const QString &identity) { return chat.server.isConnected(identity); })
        { }

        void routeHttp(const HttpRequest &request, const HttpReply &reply)
        {
            if (MediaService::isMediaPath(request.path))
                media.handle(request, reply);
            else
                endpoint.handle(request, reply);
        }

        ChatService chat;
        MediaService media;
        LoopbackServer http; // before the end point, whose hanging replies belong to it
        TokenEndpoint endpoint;
        DemoTraffic traffic;
        std::unique_ptr<DemoAssistant> assistant;
    };

    Private(Config givenConfig, Clock *givenClock)
        : config(std::move(givenConfig))
        , clock(givenClock != nullptr ? *givenClock : systemClock)
    { }

    [[nodiscard]] bool startParts();
    [[nodiscard]] bool openDatabase(const QString &path);
    [[nodiscard]] QString setDatabaseAside();
    void makeAccounts();
    [[nodiscard]] bool makeUsers();
    void sweepMedia();
    [[nodiscard]] bool listen();

    Config config;
    SystemClock systemClock;
    Clock &clock;
    Faults faults;
    ServiceFaults serviceFaults;
    QString error;
    bool isDamaged = false;
    // In this order: a reply that waits for a password check must end before its HTTP server does.
    std::unique_ptr<Database> database;
    std::unique_ptr<MediaStore> media;
    std::unique_ptr<Parts> parts;
    std::unique_ptr<AccountStore> accounts;
};

LocalService::LocalService(Config config, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(config), nullptr))
{ }

LocalService::LocalService(Config config, Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(config), &clock))
{ }

LocalService::~LocalService() = default;

bool LocalService::start()
{
    if (d->parts)
        return true;
    if (d->startParts()) {
        // Queued: a slot may destroy the service, and the request that used the fault still runs.
        connect(&d->parts->endpoint, &TokenEndpoint::faultUsed, this, &LocalService::faultsChanged,
                Qt::QueuedConnection);
        connect(&d->parts->chat.server, &TwilsockServer::faultUsed, this,
                &LocalService::faultsChanged, Qt::QueuedConnection);
        return true;
    }
    d->parts.reset();
    d->accounts.reset();
    d->media.reset();
    d->database.reset();
    return false;
}

bool LocalService::Private::startParts()
{
    const QString path = config.databasePath.isEmpty() ? u":memory:"_s : config.databasePath;
    if (!openDatabase(path))
        return false;
    media = std::make_unique<MediaStore>(*database);
    if (!media->open(path)) {
        error = u"The folder for media beside the database cannot be used."_s;
        return false;
    }
    accounts = std::make_unique<AccountStore>(*database);
    error = u"The database cannot be written."_s;
    Transaction transaction(*database);
    const Installation installation = Installation::loadOrCreate(*database);
    makeAccounts();
    if (!transaction.commit())
        return false;
    parts = std::make_unique<Parts>(*database, *media, installation, config, *accounts, clock);
    parts->endpoint.setFaults(faults);
    parts->chat.server.setFaults(serviceFaults);
    if (!makeUsers())
        return false;
    sweepMedia();
    error.clear();
    return listen();
}

bool LocalService::Private::openDatabase(const QString &path)
{
    database = std::make_unique<Database>();
    if (database->open(path))
        return true;
    isDamaged = database->problem() == Database::Problem::Damaged;
    error = database->errorString();
    if (!isDamaged || !config.setsDamagedAside)
        return false;
    database.reset(); // which has the file open
    const QString aside = setDatabaseAside();
    if (aside.isEmpty()) {
        error += u" (it cannot be renamed)"_s;
        return false;
    }
    qCWarning(lcLocalService) << "the damaged database was renamed, and a new one is made:"
                              << aside;
    database = std::make_unique<Database>();
    if (database->open(path))
        return true;
    error = database->errorString();
    return false;
}

QString LocalService::Private::setDatabaseAside()
{
    if (!isDamaged)
        return {};
    const QString day = isoTime(clock.wallNow()).left(10);
    const std::optional<QString> aside = DatabaseFile(config.databasePath).setAside(day);
    isDamaged = !aside;
    return aside.value_or(QString());
}

void LocalService::Private::sweepMedia()
{
    Transaction transaction(*database);
    media->sweep(isoTime(clock.wallNow() - UnsentMediaLife));
    if (transaction.commit())
        media->committed();
    clock.callAfter(SweepInterval, &parts->chat.server, [this] { sweepMedia(); });
}

void LocalService::Private::makeAccounts()
{
    QStringList given;
    for (const Account &account : config.accounts)
        given.append(account.name);
    accounts->load(given);
    for (const Account &account : config.accounts) {
        accounts->setAccount(account.name, account.password);
        database->setMeta(demoMark(account.name), "no");
    }
    if (!given.isEmpty())
        return;
    const QStringList names = demoNames();
    for (const QString &name : names) {
        // An account that was given another password keeps it. Databases that say nothing about
        // that are of a time when all demo accounts had the one password.
        const QByteArray mark = database->meta(demoMark(name));
        const bool isDemo = !accounts->hasPassword(name) || mark == "yes"
            || (mark.isEmpty() && accounts->isPassword(name, Config().demoPassword));
        if (isDemo)
            accounts->setAccount(name, config.demoPassword);
        database->setMeta(demoMark(name), isDemo ? "yes" : "no");
    }
}

bool LocalService::Private::makeUsers()
{
    ConversationStore &conversations = parts->chat.store;
    Transaction transaction(*database);
    const QString at = isoTime(clock.wallNow());
    const QStringList names = accounts->names();
    for (const QString &name : names) {
        const UserRecord user = conversations.users().ensure(name, at);
        conversations.users().setOnline(user, false, at); // in case the last run was killed
    }
    MessageStore messages(*database, parts->chat.syncStore, conversations);
    const DemoTarget demo { *database, conversations, messages, *media };
    bool seeded = !config.demoData || seedDemoData(demo, names, clock.wallNow());
    seeded = seeded && seedDemoRooms(demo, names, config.demoConversations, clock.wallNow());
    const bool stored = transaction.commit();
    parts->chat.syncStore.dropEvents(); // no client is connected yet
    if (config.demoData && !accounts->contains(DemoAssistantAccount::identity()))
        parts->assistant
            = std::make_unique<DemoAssistant>(parts->chat.conversations, conversations, clock);
    return seeded && stored;
}

bool LocalService::Private::listen()
{
    if (!parts->http.listenOn(config.tokenPort)) {
        error = u"The token port cannot be used: "_s + parts->http.errorString();
        return false;
    }
    if (!parts->chat.server.listen(config.servicePort)) {
        error = u"The service port cannot be used: "_s + parts->chat.server.errorString();
        return false;
    }
    const QString base = u"http://127.0.0.1:%1"_s.arg(parts->http.port());
    parts->media.setBase(base);
    parts->chat.conversations.setMediaBase(base);
    parts->traffic.start(config.demoTraffic);
    qCInfo(lcLocalService) << "ready on ports" << parts->http.port() << parts->chat.server.port();
    return true;
}

QString LocalService::errorString() const
{
    return d->error;
}

bool LocalService::isDatabaseDamaged() const
{
    return d->isDamaged;
}

QString LocalService::setDatabaseAside()
{
    return d->setDatabaseAside();
}

QUrl LocalService::tokenUrl() const
{
    return d->parts ? QUrl(u"http://127.0.0.1:%1/token"_s.arg(d->parts->http.port())) : QUrl();
}

QUrl LocalService::serviceUrl() const
{
    return d->parts ? QUrl(u"ws://127.0.0.1:%1/v3/wsconnect"_s.arg(d->parts->chat.server.port()))
                    : QUrl();
}

QStringList LocalService::accountNames() const
{
    return d->accounts ? d->accounts->names() : QStringList();
}

void LocalService::setFaults(const Faults &faults)
{
    d->faults = faults;
    if (d->parts)
        d->parts->endpoint.setFaults(faults);
    Q_EMIT faultsChanged();
}

Faults LocalService::faults() const
{
    return d->parts ? d->parts->endpoint.faults() : d->faults;
}

void LocalService::expireTokensNow()
{
    if (d->parts)
        d->parts->chat.server.expireTokensNow();
}

void LocalService::dropConnections()
{
    if (d->parts)
        d->parts->chat.server.dropConnections();
}

void LocalService::setTokenEndpointUp(bool up)
{
    if (d->parts)
        d->parts->http.setUp(up);
}

void LocalService::setServiceFaults(const ServiceFaults &faults)
{
    d->serviceFaults = faults;
    if (d->parts)
        d->parts->chat.server.setFaults(faults);
    Q_EMIT faultsChanged();
}

ServiceFaults LocalService::serviceFaults() const
{
    return d->parts ? d->parts->chat.server.faults() : d->serviceFaults;
}

void LocalService::setServiceUp(bool up)
{
    if (d->parts)
        d->parts->chat.server.setUp(up);
}

} // namespace parley::localservice
