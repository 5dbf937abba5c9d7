// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/tokens/tokenendpoint.h"

#include "localservice/logging.h"
#include "localservice/store/secrets.h"
#include "localservice/tokens/accountstore.h"

#include <QJsonDocument>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace parley::localservice {

using namespace Qt::StringLiterals;

using Verdict = AccountStore::Verdict;

namespace {

constexpr std::chrono::minutes ReplayTime { 10 };
constexpr qsizetype MaxReplays = 1000;
/// From the question to the answer where too many wait for theirs: alike for all names.
constexpr std::chrono::seconds BusyTime { 1 };
constexpr qsizetype MaxBodyBytes = 64 * 1024;
constexpr qsizetype MaxKeyBytes = 256;
constexpr qint64 MaxTtlSeconds = 30 * 24 * 60 * 60; // over the service's 24 h, so that can be shown

HttpResponse json(int status, const QJsonObject &object)
{
    return { status,
             "application/json",
             QJsonDocument(object).toJson(QJsonDocument::Compact),
             { { "Cache-Control", "no-store" } } };
}

HttpResponse failure(int status, const char *error, const QString &message)
{
    HttpResponse response = json(status,
                                 { { u"status"_s, status },
                                   { u"error"_s, QString::fromLatin1(error) },
                                   { u"message"_s, message } });
    if (status == 401)
        response.headers.append(
            HttpHeader { "WWW-Authenticate", "Basic realm=\"Parley local service\"" });
    return response;
}

HttpResponse refused()
{
    return failure(401, "invalid_credential",
                   u"The user name, password or session is not right."_s);
}

HttpResponse tryAgain(HttpResponse response, std::chrono::seconds wait)
{
    response.headers.append(HttpHeader { "Retry-After", QByteArray::number(qint64(wait.count())) });
    return response;
}

/// The part behind the scheme; empty if it is another scheme.
QByteArray credentialOf(const QByteArray &authorization, const QByteArray &scheme)
{
    const qsizetype space = authorization.indexOf(' ');
    if (space < 0 || authorization.left(space).toLower() != scheme)
        return {};
    return authorization.mid(space + 1).trimmed();
}

} // namespace

struct TokenEndpoint::Asked
{
    std::optional<std::chrono::seconds> ttl {};
    QString name {}; ///< with a password
    QString password {};
    QString client {}; ///< the address
    std::shared_ptr<bool> isHeldBack {}; ///< see HttpRequest
    AccountStore::HasLeft hasLeft {};
    QByteArray replayKey {}; ///< empty: no Idempotency-Key
};

TokenEndpoint::TokenEndpoint(Database &database, AccountStore &accounts,
                             const Installation &installation, std::chrono::seconds tokenTtl,
                             Clock &clock, QObject *parent)
    : QObject(parent)
    , m_accounts(accounts)
    , m_sessions(database)
    , m_issuer(installation)
    , m_limiter(clock)
    , m_clock(clock)
    , m_tokenTtl(tokenTtl)
{ }

void TokenEndpoint::handle(const HttpRequest &request, const HttpReply &reply)
{
    if (!isLoopbackName(request.host))
        return reply(
            failure(421, "misdirected_request", u"This end point answers to 127.0.0.1 only."_s));
    if (!isOwnPage(request))
        return reply(
            failure(403, "cross_site", u"Pages of other sites may not ask for a token."_s));
    if (request.path != "/token"_L1)
        return reply(failure(404, "not_found", u"The token end point is /token."_s));
    const bool known
        = request.method == "GET" || request.method == "POST" || request.method == "DELETE";
    if (!known) {
        HttpResponse response = failure(405, "method_not_allowed", u"Use POST, GET or DELETE."_s);
        response.headers.append(HttpHeader { "Allow", "GET, POST, DELETE" });
        return reply(response);
    }
    if (request.bodyBytes > MaxBodyBytes)
        return reply(failure(413, "too_large", u"The request body is too large."_s));
    if (request.method == "DELETE")
        return remove(request, reply);

    Asked asked;
    asked.client = request.client;
    asked.isHeldBack = request.isHeldBack ? request.isHeldBack : std::make_shared<bool>(false);
    asked.hasLeft = request.hasLeft;
    const QString ttl = request.query.queryItemValue(u"ttl"_s, QUrl::FullyDecoded);
    if (request.query.hasQueryItem(u"ttl"_s)) {
        bool isNumber = false;
        const qint64 seconds = ttl.toLongLong(&isNumber);
        if (!isNumber || seconds == 0 || seconds > MaxTtlSeconds || seconds < -MaxTtlSeconds)
            return reply(failure(400, "invalid_ttl", u"ttl must be a number of seconds, not 0."_s));
        asked.ttl = std::chrono::seconds(seconds);
    }
    if (request.idempotencyKey.size() > MaxKeyBytes)
        return reply(failure(400, "invalid_key", u"The Idempotency-Key is too long."_s));
    if (failOnPurpose(reply))
        return;
    HttpReply answer = reply;
    if (useFault(Faults::Answer::Late)) {
        answer = [this, reply, delay = m_faults.delay](const HttpResponse &response) {
            later(delay, [reply, response] { reply(response); });
        };
    }
    if (request.method == "GET")
        get(request, asked, answer);
    else
        post(request, asked, answer);
}

bool TokenEndpoint::useFault(Faults::Answer answer)
{
    if (m_faults.failNextTokens <= 0 || m_faults.answer != answer)
        return false;
    --m_faults.failNextTokens;
    qCInfo(lcLocalService) << "token request fails on purpose," << m_faults.failNextTokens
                           << "more will";
    Q_EMIT faultUsed();
    return true;
}

bool TokenEndpoint::failOnPurpose(const HttpReply &reply)
{
    using Answer = Faults::Answer;
    if (useFault(Answer::Garbage)) {
        reply({ 200, "application/json", "{\"token\":\"this is not a token\"}", {} });
        return true;
    }
    if (useFault(Answer::Status)) {
        const HttpResponse response
            = failure(m_faults.status, "simulated_fault", u"Failed on purpose."_s);
        reply(m_faults.retryAfterSeconds
                  ? tryAgain(response, std::chrono::seconds(*m_faults.retryAfterSeconds))
                  : response);
        return true;
    }
    if (useFault(Answer::Hang)) { // open far longer than any client waits
        later(std::chrono::minutes(2),
              [reply] { reply(failure(504, "simulated_fault", u"Failed on purpose."_s)); });
        return true;
    }
    return false;
}

void TokenEndpoint::later(std::chrono::milliseconds delay, std::function<void()> action)
{
    const int number = ++m_lastWaiting;
    m_waiting.insert(number, std::move(action));
    m_clock.callAfter(delay, this, [this, number] { m_waiting.take(number)(); });
}

void TokenEndpoint::post(const HttpRequest &request, Asked asked, const HttpReply &reply)
{
    if (!request.idempotencyKey.isEmpty()) {
        // Bound to the credential: a key alone must not give out another client's answer.
        asked.replayKey
            = secretHash(request.authorization + '\n' + request.idempotencyKey + '\n'
                         + QByteArray::number(asked.ttl ? qint64(asked.ttl->count()) : 0));
    }
    if (const QByteArray session = credentialOf(request.authorization, "bearer");
        !session.isEmpty())
        return postBearer(session, asked, reply);

    const QByteArray basic = credentialOf(request.authorization, "basic");
    if (basic.isEmpty())
        return reply(failure(401, "no_credential", u"Send Basic or Bearer authorization."_s));
    const auto decoded
        = QByteArray::fromBase64Encoding(basic, QByteArray::AbortOnBase64DecodingErrors);
    const qsizetype colon = decoded ? decoded.decoded.indexOf(':') : -1;
    if (colon < 0)
        return reply(
            failure(400, "invalid_authorization", u"The Basic authorization is broken."_s));
    asked.name = QString::fromUtf8(decoded.decoded.left(colon));
    asked.password = QString::fromUtf8(decoded.decoded.mid(colon + 1));
    checkPassword(asked, reply, [this, asked, reply] {
        if (const HttpResponse *const earlier = replayed(asked.replayKey))
            return reply(*earlier);
        reply(tokenAnswer(asked.name, m_sessions.create(asked.name), asked));
    });
}

void TokenEndpoint::postBearer(const QByteArray &session, const Asked &asked,
                               const HttpReply &reply)
{
    const QString account = m_sessions.accountOf(session);
    if (account.isEmpty() || !m_accounts.contains(account))
        return reply(refused());
    if (const HttpResponse *const earlier = replayed(asked.replayKey))
        return reply(*earlier);
    reply(tokenAnswer(account, m_sessions.rotate(session), asked));
}

void TokenEndpoint::get(const HttpRequest &request, Asked asked, const HttpReply &reply)
{
    asked.name = request.query.queryItemValue(u"identity"_s, QUrl::FullyDecoded);
    asked.password = request.query.queryItemValue(u"password"_s, QUrl::FullyDecoded);
    if (asked.name.isEmpty() || !request.query.hasQueryItem(u"password"_s))
        return reply(failure(400, "missing_parameter", u"identity and password are needed."_s));
    checkPassword(asked, reply, [this, asked, reply] {
        reply({ 200, "text/plain", issue(asked.name, asked), { { "Cache-Control", "no-store" } } });
    });
}

void TokenEndpoint::remove(const HttpRequest &request, const HttpReply &reply)
{
    const QByteArray session = credentialOf(request.authorization, "bearer");
    if (session.isEmpty())
        return reply(failure(401, "no_credential", u"Send the session as Bearer authorization."_s));
    // What is ended already is ended: a repeated sign-out is no error.
    m_sessions.end(session);
    reply({ 204, {}, {}, { { "Cache-Control", "no-store" } } });
}

void TokenEndpoint::checkPassword(const Asked &asked, const HttpReply &reply,
                                  const std::function<void()> &right)
{
    // Each name has limits of its own, also one that is made up: the pace must not tell which names
    // have an account.
    const auto check = [this, asked, reply, right] {
        const MonotonicTime start = m_clock.monotonicNow();
        *asked.isHeldBack = false;
        const auto judged = [this, asked, start, reply, right](Verdict verdict) {
            const QString &name = asked.name;
            if (verdict == Verdict::Right) {
                m_limiter.succeeded(name);
                m_limiter.close(name);
                return right();
            }
            if (verdict == Verdict::Left)
                return m_limiter.close(name);
            const bool isBusy = verdict == Verdict::Busy;
            auto wait = m_limiter.failed(name);
            if (isBusy)
                wait = std::max<std::chrono::milliseconds>(
                    wait, start + BusyTime - m_clock.monotonicNow());
            const auto refuse = [this, name, reply, isBusy] {
                m_limiter.close(name);
                reply(isBusy ? tryAgain(failure(503, "busy", u"Too many sign-ins at once."_s),
                                        BusyTime)
                             : refused());
            };
            *asked.isHeldBack = true;
            if (wait > std::chrono::milliseconds(0))
                later(wait, refuse);
            else
                refuse();
        };
        m_accounts.verify(asked.name, asked.password, asked.hasLeft, judged);
    };
    *asked.isHeldBack = true; // until its turn
    m_limiter.open(asked.name, check, asked.client);
}

HttpResponse TokenEndpoint::tokenAnswer(const QString &identity, const QByteArray &session,
                                        const Asked &asked)
{
    if (session.isEmpty())
        return failure(500, "server_error", u"The session could not be stored."_s);
    const HttpResponse response
        = json(200,
               { { u"token"_s, QString::fromLatin1(issue(identity, asked)) },
                 { u"identity"_s, identity },
                 { u"session"_s, QString::fromLatin1(session) } });
    const auto use = std::min<std::chrono::milliseconds>(ReplayTime, lifeOf(asked));
    if (!asked.replayKey.isEmpty())
        remember(asked.replayKey, { response, session, m_clock.monotonicNow() + use });
    return response;
}

std::chrono::seconds TokenEndpoint::lifeOf(const Asked &asked) const
{
    return asked.ttl.value_or(m_faults.tokenTtl.value_or(m_tokenTtl));
}

QByteArray TokenEndpoint::issue(const QString &identity, const Asked &asked)
{
    QString subject = identity;
    auto life = lifeOf(asked);
    const QByteArray last = m_lastIssued.value(identity);
    if (!last.isEmpty() && useFault(Faults::Answer::SameToken))
        return last;
    if (useFault(Faults::Answer::ExpiredToken))
        life = -std::chrono::seconds(60);
    if (useFault(Faults::Answer::OtherIdentity)) {
        const QStringList names = m_accounts.names();
        const auto other
            = std::find_if(names.begin(), names.end(),
                           [&identity](const QString &name) { return name != identity; });
        subject = other == names.end() ? identity + "-other"_L1 : *other;
    }
    const QByteArray token = m_issuer.issue(subject, life, m_clock.wallNow());
    if (subject == identity)
        m_lastIssued.insert(identity, token);
    return token;
}

const HttpResponse *TokenEndpoint::replayed(const QByteArray &key)
{
    const auto it = m_replays.constFind(key);
    if (key.isEmpty() || it == m_replays.cend() || it->until <= m_clock.monotonicNow())
        return nullptr;
    // A session that has ended meanwhile, by sign-out or by use of its successor, opens nothing.
    return m_sessions.accountOf(it->session).isEmpty() ? nullptr : &it->response;
}

void TokenEndpoint::remember(const QByteArray &key, const Replay &replay)
{
    if (m_replays.size() >= MaxReplays) {
        m_replays.removeIf(
            [now = m_clock.monotonicNow()](const QHash<QByteArray, Replay>::iterator &it) {
                return it.value().until <= now;
            });
    }
    if (m_replays.size() < MaxReplays)
        m_replays.insert(key, replay);
}

} // namespace parley::localservice
