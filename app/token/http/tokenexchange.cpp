// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/http/tokenexchange.h"

#include "token/http/certificates.h"
#include "token/http/httpdate.h"
#include "token/http/tokenanswer.h"

#include <QNetworkAccessManager>
#include <QSslError>

#include <algorithm>
#include <utility>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

using Code = TokenError::Code;

constexpr qint64 ChunkBytes = 16 * 1024;
/// The network library refuses to unfold a body to more than 10 MiB, with the same error as for one
/// that is broken. gzip packs at most 1032 bytes into one, so a smaller body than this is broken.
constexpr qint64 SmallestBombBytes = 10 * 1024 * 1024 / 1032;
/// A handshake takes a few round trips. Some servers for plain http wait for ever for the end of
/// what a TLS client says first.
constexpr auto HandshakePatience = std::chrono::seconds(1);

/// A body of no bytes that can be sent once. The network library sends a request again on a new
/// connection when the server hangs up before the first byte of its answer; it begins with going
/// back to the start of the body, and that fails here. So each request that goes out is one that
/// the caller knows of.
class EmptyBodySentOnce final : public QIODevice
{
public:
    explicit EmptyBodySentOnce(const QByteArray &method)
        // Newer versions of the library (Qt 6.11) ignore an empty body of a GET, and add a
        // Content-Type to a POST whose body is not empty. What is sent is up to Content-Length.
        : m_size(method == "GET" ? 1 : 0)
    {
        open(QIODevice::ReadOnly);
    }
    [[nodiscard]] qint64 size() const override { return m_size; }
    bool reset() override { return false; }
    bool seek(qint64) override { return false; }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const qint64 m_size;
};

TokenError tooLarge()
{
    return { .code = Code::TooLarge, .detail = u"the answer has more than 64 KiB"_s };
}

/// Why there was no HTTP answer. Never errorString(): it quotes the URL, and that may hold a
/// password.
TokenError networkProblem(QNetworkReply::NetworkError error, const QString &host)
{
    const auto because = [error, &host](const char *what) {
        return u"%1: %2 (network error %3)"_s.arg(host, QLatin1String(what)).arg(int(error));
    };
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return { .code = Code::Tls, .detail = because("no secure connection") };
    case QNetworkReply::TimeoutError:
        return { .code = Code::Timeout, .detail = because("no answer in time") };
    case QNetworkReply::ConnectionRefusedError:
        return { .code = Code::Offline, .detail = because("connection refused") };
    case QNetworkReply::HostNotFoundError:
        return { .code = Code::Offline, .detail = because("host not found") };
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError: // see EmptyBodySentOnce
        return { .code = Code::Offline, .detail = because("connection closed without an answer") };
    case QNetworkReply::ProxyAuthenticationRequiredError: // also an end point's own 407
        return { .code = Code::Configuration,
                 .detail = because("a proxy on the way wants a sign-in of its own"),
                 .httpStatus = 407 };
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return { .code = Code::NotOurService, .detail = because("no HTTP answer") };
    default:
        return { .code = Code::Offline, .detail = because("not reached") };
    }
}

} // namespace

TokenExchange::TokenExchange(QNetworkAccessManager &network, Clock &clock, TokenEndpoint endpoint,
                             PortQuestion portQuestion)
    : m_network(network)
    , m_clock(clock)
    , m_endpoint(std::move(endpoint))
    , m_portQuestion(portQuestion)
    , m_result { .token = TokenError {} }
{ }

TokenExchange::~TokenExchange()
{
    dropReply();
}

void TokenExchange::dropReply()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater(); // we may be inside one of its signals
    m_reply = nullptr;
}

void TokenExchange::start(const TokenCredential &credential, const QByteArray &idempotencyKey,
                          Callback done)
{
    m_done = std::move(done);
    if (const auto problem = tokenRequestProblem(m_endpoint, credential)) {
        QMetaObject::invokeMethod(
            this, [this, problem = *problem] { end(problem); }, Qt::QueuedConnection);
        return;
    }
    send(makeTokenRequest(m_endpoint, credential, idempotencyKey));
}

void TokenExchange::send(const TokenRequest &wanted)
{
    auto *body = new EmptyBodySentOnce(wanted.method);
    // A request of one's own making, because the library adds a Content-Type to a POST.
    m_reply = m_network.sendCustomRequest(wanted.request, wanted.method, body);
    body->setParent(m_reply);
    m_reply->setReadBufferSize(ChunkBytes);
    connect(m_reply, &QNetworkReply::readyRead, this, &TokenExchange::readMore);
    connect(m_reply, &QNetworkReply::finished, this, &TokenExchange::finished);
    connect(m_reply, &QNetworkReply::encrypted, this, [this] { m_isEncrypted = true; });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (!errors.isEmpty())
            m_certificateProblem = certificateProblem(errors.constFirst());
    });
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, &TokenExchange::watchHandshake);
}

void TokenExchange::watchHandshake()
{
    if (std::exchange(m_isConnecting, true) || m_portQuestion == PortQuestion::Forbidden
        || m_endpoint.url.scheme() != "https"_L1)
        return;
    m_clock.callAfter(HandshakePatience, this, [this] {
        if (m_done && !m_isEncrypted && m_certificateProblem.isEmpty())
            askPort();
    });
}

/// False: there was too much, which has ended the exchange; this object may be gone.
bool TokenExchange::readMore()
{
    m_body += m_reply->read(MaxAnswerBytes + 1 - m_body.size());
    if (m_body.size() <= MaxAnswerBytes)
        return true;
    end(tooLarge());
    return false;
}

void TokenExchange::finished()
{
    while (m_reply->bytesAvailable() > 0) {
        if (!readMore())
            return;
    }
    read();
}

void TokenExchange::timeOut()
{
    if (m_done)
        end(TokenError { .code = Code::Timeout, .detail = u"no complete answer in time"_s });
}

void TokenExchange::read()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto error = m_reply->error();
    // Below 200 are failures of the transport, also in the middle of an answer that began well.
    const bool isTransport
        = error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied;
    if (isTransport || status == 0) {
        TokenError problem = networkProblem(error, m_endpoint.url.host());
        if (problem.code == Code::Tls && !m_certificateProblem.isEmpty())
            problem.detail = m_certificateProblem;
        return endOrAskPort(problem);
    }
    const auto date = parseHttpDate(m_reply->rawHeader("Date"));
    if (!isGoodStatus(status))
        return endOrAskPort(errorOfStatus(status, m_reply->rawHeader("Retry-After"),
                                          date.value_or(m_clock.wallNow())));
    const QByteArray encoding = m_reply->rawHeader("Content-Encoding").left(40);
    const QString encodedAs = encoding.isEmpty() || !isHeaderSafe(QString::fromLatin1(encoding))
        ? QString()
        : u" (Content-Encoding: %1)"_s.arg(QString::fromLatin1(encoding));
    if (error != QNetworkReply::NoError) {
        const qint64 packed = std::max(
            qint64(m_body.size()),
            m_reply->attribute(QNetworkRequest::OriginalContentLengthAttribute).toLongLong());
        if (packed >= SmallestBombBytes)
            return end(tooLarge());
        return end(TokenError { .code = Code::NotOurService,
                                .detail = u"the answer cannot be decoded"_s + encodedAs });
    }

    auto answer = readTokenAnswer(m_reply->rawHeader("Content-Type"), m_body);
    if (auto *problem = std::get_if<TokenError>(&answer)) {
        problem->detail += encodedAs;
        return end(*problem);
    }
    m_result.session = std::get<TokenAnswer>(answer).session;
    end(AccessToken::parse(std::get<TokenAnswer>(answer).jwt));
}

/// Whether the other one of http and https may be spoken at the port.
bool TokenExchange::isDoubtfulPort() const
{
    if (!m_isConnecting || m_portQuestion == PortQuestion::Forbidden || m_result.isPortAsked)
        return false;
    switch (m_reply->error()) {
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::UnknownNetworkError:
        return !m_isEncrypted && m_certificateProblem.isEmpty()
            && m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isNull();
    default: // servers that speak TLS often say 400 to plain http, and why
        return m_endpoint.url.scheme() == "http"_L1
            && m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 400
            && (m_body.contains("HTTPS") || m_body.contains("SSL") || m_body.contains("TLS"));
    }
}

void TokenExchange::endOrAskPort(const TokenError &error)
{
    if (!isDoubtfulPort())
        return end(error);
    m_failure = error;
    askPort();
}

/// Its answer ends the exchange, unless the port does not speak the other protocol and the
/// handshake still goes on.
void TokenExchange::askPort()
{
    if (m_probe)
        return;
    const bool isSecure = m_endpoint.url.scheme() == "https"_L1;
    m_probe = std::make_unique<PortProbe>(m_clock);
    m_probe->ask(m_endpoint.url, isSecure ? PortProbe::Protocol::Http : PortProbe::Protocol::Tls,
                 [this, isSecure](bool speaks) {
                     m_result.isPortAsked = !speaks;
                     if (speaks && isSecure)
                         end(TokenError { .code = Code::PortSpeaksHttp,
                                          .detail = u"the port speaks http, not https"_s });
                     else if (speaks)
                         end(TokenError { .code = Code::PortSpeaksHttps,
                                          .detail = u"the port speaks https, not http"_s });
                     else if (m_failure)
                         end(*m_failure);
                 });
}

void TokenExchange::end(std::variant<AccessToken, TokenError> token)
{
    m_result.token = std::move(token);
    if (m_reply) {
        m_result.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        m_result.contentType = m_reply->rawHeader("Content-Type");
        m_result.serverTime = parseHttpDate(m_reply->rawHeader("Date"));
        m_result.networkError = m_reply->error();
    }
    dropReply();
    // Last: may destroy this object, so the result is not a member any more.
    const auto done = std::exchange(m_done, nullptr);
    const TokenExchangeResult result = std::exchange(m_result, { .token = TokenError {} });
    if (done)
        done(result);
}

} // namespace parley
