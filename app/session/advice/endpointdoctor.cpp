// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/advice/endpointdoctor.h"

#include "session/advice/tokenchecks.h"
#include "token/http/plainrequest.h"
#include "twilsock/connection.h"

#include <QNetworkReply>
#include <QPointer>
#include <QUuid>

namespace parley {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto AnswerLimit = 15s;
constexpr auto ServiceLimit = 20s;
constexpr auto RevocationLimit = 3s;

using Finding = EndpointDoctor::Finding;

} // namespace

class EndpointDoctor::Private
{
public:
    struct LateDelete
    {
        void operator()(QObject *object) const
        {
            object->disconnect();
            object->deleteLater(); // we may be inside one of its signals
        }
    };

    Private(EndpointDoctor &doctor, SessionConfig sessionConfig, SessionParts sessionParts)
        : q(doctor)
        , config(std::move(sessionConfig))
        , parts(std::move(sessionParts))
    { }

    void ask(const QString &secret);
    void explain(const TokenExchangeResult &result);
    void awaitStart(const AccessToken &token);
    void tryService(const AccessToken &token);
    void serviceAnswered(bool ok, const QString &detail, const QString &fix, Finding finding,
                         const QStringList &arguments = {});
    void endSession();
    void finish();
    /// False: the doctor was destroyed by a listener.
    bool tell(const Check &check);

    EndpointDoctor &q;
    const SessionConfig config;
    SessionParts parts;
    LocalReachability loopback;
    const TokenEndpoint endpoint { .url = config.tokenUrl, .auth = config.auth };
    std::unique_ptr<TokenExchange> exchange;
    TokenExchangeResult answer { .token = TokenError {} };
    bool allOk = true;
    std::unique_ptr<QObject> timer;
    std::unique_ptr<QNetworkReply, LateDelete> reply;
    std::unique_ptr<twilsock::Connection, LateDelete> connection;
};

bool EndpointDoctor::Private::tell(const Check &check)
{
    allOk = allOk && check.ok;
    const QPointer<EndpointDoctor> alive(&q);
    Q_EMIT q.checked(check);
    return alive;
}

void EndpointDoctor::Private::finish()
{
    timer.reset();
    Q_EMIT q.finished(allOk);
}

void EndpointDoctor::Private::ask(const QString &secret)
{
    exchange = std::make_unique<TokenExchange>(parts.network, parts.clock, endpoint);
    exchange->start({ .user = config.identity, .secret = secret },
                    QUuid::createUuid().toByteArray(QUuid::WithoutBraces),
                    [this](const TokenExchangeResult &result) { explain(result); });
    timer = std::make_unique<QObject>();
    parts.clock.callAfter(AnswerLimit, timer.get(), [this] { exchange->timeOut(); });
}

void EndpointDoctor::Private::explain(const TokenExchangeResult &result)
{
    exchange.release()->deleteLater(); // we are in a call of it
    timer.reset();
    answer = result;
    const tokenchecks::Question question { .url = config.tokenUrl,
                                           .identity = config.identity,
                                           .localNow = parts.clock.wallNow() };
    for (const Check &check : tokenchecks::checks(answer, question)) {
        if (!tell(check))
            return;
    }
    if (const auto *token = std::get_if<AccessToken>(&answer.token))
        awaitStart(*token);
    else
        endSession();
}

/// A sign-in waits as well for a token that is valid in some seconds.
void EndpointDoctor::Private::awaitStart(const AccessToken &token)
{
    const WallTime now = tokenchecks::serverNow(answer, parts.clock.wallNow());
    const auto ahead = token.notBefore().value_or(now) - now;
    if (ahead <= TokenAdmission::NotBeforeLeeway || ahead > TokenAdmission::LongestHold)
        return tryService(token);
    timer = std::make_unique<QObject>();
    parts.clock.callAfter(ahead, timer.get(),
                          [this] { tryService(std::get<AccessToken>(answer.token)); });
}

void EndpointDoctor::Private::tryService(const AccessToken &token)
{
    SessionConfig place = config;
    if (place.region.isEmpty())
        place.region = token.region();
    twilsock::ConnectionConfig connectionConfig;
    connectionConfig.url = place.effectiveServiceUrl();
    Reachability &network
        = isLoopbackHost(connectionConfig.url.host()) ? loopback : parts.reachability;
    connection.reset(new twilsock::Connection(connectionConfig, parts.transports, parts.clock,
                                              network, parts.random));
    connect(connection.get(), &twilsock::Connection::errorOccurred, &q,
            [this](const twilsock::ConnectionError &error) {
                if (!error.terminal) // a refusal comes as the reply, which knows more
                    serviceAnswered(false, error.message,
                                    u"Check --service-url or --region, and that the network lets "
                                    "WebSockets through."_s,
                                    Finding::ServiceUnreachable);
            });
    timer = std::make_unique<QObject>();
    parts.clock.callAfter(ServiceLimit, timer.get(), [this] {
        serviceAnswered(false, u"The service gave no answer within 20 s."_s,
                        u"Check --service-url or --region, and any firewall in between."_s,
                        Finding::ServiceSilent);
    });
    connection->connectToService();
    connection->tokenConsumer()->offerToken(
        token,
        TokenReply([this, alive = QPointer(timer.get())](OfferAnswer verdict,
                                                         const TokenRejection &rejection) {
            if (!alive)
                return;
            const QString status = QString::number(rejection.status);
            const QString code = QString::number(rejection.errorCode);
            if (verdict == OfferAnswer::Accepted)
                serviceAnswered(true, u"The service accepts the token."_s, {},
                                Finding::ServiceAccepts);
            else if (verdict == OfferAnswer::Refused)
                serviceAnswered(false,
                                u"Refused with %1/%2: %3"_s.arg(status, code, rejection.message),
                                u"Sign with the secret that belongs to the API key in 'iss', and "
                                "use a Conversations service of the same account and region."_s,
                                Finding::ServiceRefuses, { status, code });
        }));
}

void EndpointDoctor::Private::serviceAnswered(bool ok, const QString &detail, const QString &fix,
                                              Finding finding, const QStringList &arguments)
{
    if (!connection)
        return;
    connection->disconnect(&q);
    connection->disconnectFromService();
    connection.reset();
    if (tell({ u"service"_s, ok, detail, fix, finding, arguments }))
        endSession();
}

/// The check has signed in; it must not leave a session behind.
void EndpointDoctor::Private::endSession()
{
    if (answer.session.isEmpty() || config.auth == TokenAuth::Bearer)
        return finish();
    reply.reset(parts.network.deleteResource(makeRevocation(endpoint, answer.session)));
    connect(reply.get(), &QNetworkReply::finished, &q, [this] { finish(); });
    timer = std::make_unique<QObject>();
    parts.clock.callAfter(RevocationLimit, timer.get(), [this] {
        if (const auto slow = std::move(reply)) {
            slow->disconnect(&q);
            slow->abort();
        }
        finish();
    });
}

EndpointDoctor::EndpointDoctor(SessionConfig config, SessionParts parts, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(config), std::move(parts)))
{ }

EndpointDoctor::~EndpointDoctor() = default;

void EndpointDoctor::run(const QString &secret)
{
    d->ask(secret);
}

} // namespace parley
