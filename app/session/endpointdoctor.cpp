// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/endpointdoctor.h"
#include "session/loopback.h"
#include "session/tokenchecks.h"
#include "session/tokenrequest.h"
#include "token/httpdate.h"
#include "twilsock/connection.h"

#include <QNetworkReply>
#include <QPointer>

namespace parley {

using namespace std::chrono_literals;

namespace {

constexpr auto AnswerLimit = 15s;
constexpr auto ServiceLimit = 20s;
constexpr auto RevocationLimit = 3s;

struct LateDelete
{
    void operator()(QObject *object) const
    {
        object->disconnect();
        object->deleteLater(); // we may be inside one of its signals
    }
};

using Finding = EndpointDoctor::Finding;

Finding reachFinding(QNetworkReply::NetworkError error, bool isTimeout)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return Finding::HostUnknown;
    case QNetworkReply::ConnectionRefusedError:
        return Finding::NothingListens;
    default:
        return isTimeout ? Finding::HostSilent : Finding::HostUnreachable;
    }
}

QString reachFix(Finding finding)
{
    if (finding == Finding::HostUnknown)
        return QStringLiteral("The host name is not known. Check --token-url for a typing error.");
    if (finding == Finding::NothingListens)
        return QStringLiteral("Nothing listens there. Start the back end, and check the port.");
    return QStringLiteral("Check the address, the network and any firewall or proxy in between.");
}

bool isTlsError(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::SslHandshakeFailedError;
}

} // namespace

class EndpointDoctor::Private
{
public:
    Private(EndpointDoctor &doctor, SessionConfig sessionConfig, SessionParts sessionParts)
        : q(doctor)
        , config(std::move(sessionConfig))
        , parts(std::move(sessionParts))
    { }

    void ask(const QString &secret);
    void takeReply(bool isTimeout);
    void judge(QNetworkReply::NetworkError error, const QString &errorText, bool isTimeout);
    bool judgeReach(QNetworkReply::NetworkError error, const QString &errorText, bool isTimeout);
    void tryService();
    void serviceAnswered(const Check &check);
    void endSession();
    void finish();
    /// False: the doctor was destroyed by a listener.
    bool tell(const Check &check);

    EndpointDoctor &q;
    const SessionConfig config;
    SessionParts parts;
    LocalReachability loopback;
    tokenchecks::Answer answer;
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
    const QNetworkRequest request
        = tokenrequest::make(config.tokenUrl, config.auth, config.identity, secret);
    reply.reset(config.auth == TokenAuth::Query ? parts.network.get(request)
                                                : parts.network.post(request, QByteArray()));
    connect(reply.get(), &QNetworkReply::finished, &q, [this] { takeReply(false); });
    connect(reply.get(), &QNetworkReply::readyRead, &q, [this] {
        if (reply->bytesAvailable() > HttpTokenProvider::MaxAnswerBytes)
            takeReply(false);
    });
    timer = std::make_unique<QObject>();
    parts.clock.callAfter(AnswerLimit, timer.get(), [this] { takeReply(true); });
}

void EndpointDoctor::Private::takeReply(bool isTimeout)
{
    const auto ended = std::move(reply);
    ended->disconnect(&q);
    answer.status = ended->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.contentType = ended->rawHeader("Content-Type");
    answer.body = ended->read(HttpTokenProvider::MaxAnswerBytes + 1);
    answer.serverTime = parseHttpDate(ended->rawHeader("Date"));
    const auto error = ended->error();
    const QString errorText = ended->errorString();
    ended->abort();
    judge(error, errorText, isTimeout);
}

bool EndpointDoctor::Private::judgeReach(QNetworkReply::NetworkError error,
                                         const QString &errorText, bool isTimeout)
{
    const QString host = config.tokenUrl.host();
    const bool isAnswered = answer.status != 0;
    if (!isAnswered && !isTlsError(error)) {
        const Finding finding = reachFinding(error, isTimeout);
        tell({ QStringLiteral("reached"),
               false,
               isTimeout ? QStringLiteral("%1 gave no answer within 15 s.").arg(host)
                         : QStringLiteral("%1 cannot be reached: %2.").arg(host, errorText),
               reachFix(finding),
               finding,
               { host } });
        return false;
    }
    if (!tell({ QStringLiteral("reached"),
                true,
                QStringLiteral("%1 answers.").arg(host),
                {},
                Finding::HostAnswers,
                { host } }))
        return false;
    if (isTlsError(error)) {
        tell({ QStringLiteral("tls"), false, errorText,
               QStringLiteral(
                   "Use a certificate that this computer trusts, for this very host name and "
                   "not expired; check this computer's date. There is no way around it."),
               Finding::CertificateBad });
        return false;
    }
    const bool isSecure = config.tokenUrl.scheme() == QLatin1String("https");
    return tell({ QStringLiteral("tls"),
                  true,
                  isSecure ? QStringLiteral("The connection is secure.")
                           : QStringLiteral("Plain http, which is allowed on this machine only."),
                  {},
                  isSecure ? Finding::Secure : Finding::PlainOnThisMachine });
}

void EndpointDoctor::Private::judge(QNetworkReply::NetworkError error, const QString &errorText,
                                    bool isTimeout)
{
    const QPointer<EndpointDoctor> alive(&q);
    const bool isReached = judgeReach(error, errorText, isTimeout);
    if (!alive)
        return;
    if (!isReached)
        return finish();
    const Check status = tokenchecks::status(answer);
    if (!tell(status))
        return;
    if (!status.ok)
        return finish();
    if (!tell(tokenchecks::contentType(answer)))
        return;
    if (answer.body.size() > HttpTokenProvider::MaxAnswerBytes || isTimeout) {
        if (tell({ QStringLiteral("jwt"), false,
                   isTimeout ? QStringLiteral("The answer was not complete within 15 s.")
                             : QStringLiteral("The answer is longer than 64 KiB."),
                   QStringLiteral("Answer with the token alone, and at once."),
                   isTimeout ? Finding::AnswerIncomplete : Finding::AnswerTooLong }))
            finish();
        return;
    }
    for (const Check &check : tokenchecks::token(answer, config.identity, parts.clock.wallNow())) {
        if (!tell(check))
            return;
    }
    tryService();
}

void EndpointDoctor::Private::tryService()
{
    const auto parsed = AccessToken::parse(tokenchecks::jwtOf(answer));
    const auto *token = std::get_if<AccessToken>(&parsed);
    if (token == nullptr)
        return endSession();
    SessionConfig place = config;
    if (place.region.isEmpty())
        place.region = token->region();
    twilsock::ConnectionConfig connectionConfig;
    connectionConfig.url = place.effectiveServiceUrl();
    Reachability &network = isOnLoopback(connectionConfig.url) ? loopback : parts.reachability;
    connection.reset(new twilsock::Connection(connectionConfig, parts.transports, parts.clock,
                                              network, parts.random));
    const QString name = QStringLiteral("service");
    connect(
        connection.get(), &twilsock::Connection::errorOccurred, &q,
        [this, name](const twilsock::ConnectionError &error) {
            if (!error.terminal) // a refusal comes as the reply, which knows more
                serviceAnswered(
                    { name, false, error.message,
                      QStringLiteral("Check --service-url or --region, and that the network lets "
                                     "WebSockets through."),
                      Finding::ServiceUnreachable });
        });
    timer = std::make_unique<QObject>();
    parts.clock.callAfter(ServiceLimit, timer.get(), [this, name] {
        serviceAnswered(
            { name, false, QStringLiteral("The service gave no answer within 20 s."),
              QStringLiteral("Check --service-url or --region, and any firewall in between."),
              Finding::ServiceSilent });
    });
    connection->connectToService();
    connection->tokenConsumer()->offerToken(
        *token,
        TokenReply([this, name, alive = QPointer(timer.get())](TokenAnswer verdict,
                                                               const TokenRejection &rejection) {
            if (!alive)
                return;
            if (verdict == TokenAnswer::Accepted) {
                serviceAnswered({ name,
                                  true,
                                  QStringLiteral("The service accepts the token."),
                                  {},
                                  Finding::ServiceAccepts });
            } else if (verdict == TokenAnswer::Refused) {
                serviceAnswered({ name,
                                  false,
                                  QStringLiteral("Refused with %1/%2: %3")
                                      .arg(rejection.status)
                                      .arg(rejection.errorCode)
                                      .arg(rejection.message),
                                  QStringLiteral("Sign with the secret that belongs to the API key "
                                                 "in 'iss', and use a Conversations service of "
                                                 "the same account and region."),
                                  Finding::ServiceRefuses,
                                  { QString::number(rejection.status),
                                    QString::number(rejection.errorCode) } });
            }
        }));
}

void EndpointDoctor::Private::serviceAnswered(const Check &check)
{
    if (!connection)
        return;
    connection->disconnect(&q);
    connection->disconnectFromService();
    connection.reset();
    if (tell(check))
        endSession();
}

/// The check has signed in; it must not leave a session behind.
void EndpointDoctor::Private::endSession()
{
    const QString session = tokenchecks::sessionOf(answer);
    if (session.isEmpty() || config.auth == TokenAuth::Bearer)
        return finish();
    reply.reset(
        parts.network.deleteResource(tokenrequest::makeRevocation(config.tokenUrl, session)));
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
    const QString problem = HttpTokenProvider::urlProblem(d->config.tokenUrl, d->config.auth);
    d->timer = std::make_unique<QObject>();
    if (problem.isEmpty()) {
        d->ask(secret);
        return;
    }
    d->parts.clock.callAfter(0ms, d->timer.get(), [this, problem] {
        // Nothing is sent: the password would go over the network in plain.
        const bool isPlain = d->config.tokenUrl.scheme() == QLatin1String("http");
        if (d->tell({ isPlain ? QStringLiteral("tls") : QStringLiteral("reached"), false, problem,
                      QStringLiteral("Use an https:// address without a password in it."),
                      isPlain ? Finding::AddressPlain : Finding::AddressUnusable }))
            d->finish();
    });
}

} // namespace parley
