// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "connectionbench.h"

#include <QMetaEnum>

namespace parley::test {

using namespace Qt::StringLiterals;

using twilsock::Connection;
using twilsock::ConnectionError;
using twilsock::Frame;

namespace {

QString kindName(TokenRejection::Kind kind)
{
    switch (kind) {
    case TokenRejection::Kind::Expired:
        return u"expired"_s;
    case TokenRejection::Kind::Refused:
        return u"refused"_s;
    case TokenRejection::Kind::Protocol:
        return u"protocol"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

ConnectionBench::ConnectionBench(twilsock::ConnectionConfig config)
    : m_connection(std::make_unique<Connection>(std::move(config), transports.factory(), clock,
                                                network, [this] { return random; }))
{
    Connection *const c = m_connection.get();
    QObject::connect(c, &Connection::stateChanged, c, [this](State state) {
        m_log.append(QString::fromLatin1(QMetaEnum::fromType<State>().valueToKey(int(state))));
    });
    QObject::connect(c, &Connection::errorOccurred, c, [this](const ConnectionError &error) {
        Q_ASSERT(!error.message.isEmpty());
        m_log.append(u"error %1/%2%3"_s.arg(error.httpStatusCode)
                         .arg(error.errorCode)
                         .arg(error.terminal ? u" terminal"_s : QString()));
    });
    QObject::connect(c, &Connection::initialized, c, [this] { m_log.append(u"initialized"_s); });
    QObject::connect(c, &Connection::notificationReceived, c,
                     [this](const QString &type, const QByteArray &payload) {
                         m_log.append(
                             u"notification %1 %2"_s.arg(type, QString::fromUtf8(payload)));
                     });
    TokenConsumer *const t = c->tokenConsumer();
    QObject::connect(t, &TokenConsumer::tokenAccepted, c, [this](const AccessToken &token) {
        if (m_numbers.contains(token.jwt()))
            noteAnswer(m_numbers.value(token.jwt()), OfferAnswer::Accepted, {});
    });
    QObject::connect(t, &TokenConsumer::tokenRefused, c,
                     [this](const AccessToken &token, const TokenRejection &rejection) {
                         if (m_numbers.contains(token.jwt()))
                             noteAnswer(m_numbers.value(token.jwt()), OfferAnswer::Refused,
                                        rejection);
                     });
    QObject::connect(t, &TokenConsumer::expiryAnnounced, c, [this] { m_log.append(u"push"_s); });
}

ConnectionBench::Offer ConnectionBench::offer(const AccessToken &token, int number)
{
    m_numbers.insert(token.jwt(), number);
    const auto told = std::make_shared<Offer>(Offer::AnswerFollows);
    const auto hasReturned = std::make_shared<bool>(false);
    consumer().offerToken(token,
                          TokenReply([this, number, told, hasReturned](
                                         OfferAnswer answer, const TokenRejection &rejection) {
                              if (answer == OfferAnswer::Postponed)
                                  *told = Offer::AnswerLater;
                              else if (answer != OfferAnswer::Kept)
                                  noteAnswer(number, answer, rejection);
                              else if (*hasReturned)
                                  ++kept;
                              else
                                  *told = Offer::Kept;
                          }));
    *hasReturned = true;
    return *told;
}

void ConnectionBench::noteAnswer(int number, OfferAnswer answer, const TokenRejection &rejection)
{
    if (answer == OfferAnswer::Accepted)
        note(u"accepted %1"_s.arg(number));
    else
        note(u"rejected %1 %2 %3/%4"_s.arg(number)
                 .arg(kindName(rejection.kind))
                 .arg(rejection.status)
                 .arg(rejection.errorCode));
    if (const auto listener = answered) // a copy: it may destroy the bench's connection
        listener(number, answer);
}

twilsock::ConnectionConfig ConnectionBench::defaultConfig()
{
    twilsock::ConnectionConfig config;
    config.url = QUrl(u"wss://tsock.example/v3/wsconnect"_s);
    config.metadata = QJsonObject { { u"type"_s, u"conversations"_s } };
    config.registrations = QJsonArray { QJsonObject { { u"product"_s, u"ip_messaging"_s } } };
    return config;
}

AccessToken ConnectionBench::token(int serial, const QString &identity)
{
    TokenSpec spec;
    spec.serial = serial;
    spec.identity = identity;
    return makeToken(spec);
}

QByteArray ConnectionBench::policy(int min, int max)
{
    return R"({"backoff_policy":{"reconnect_min_ms":)" + QByteArray::number(min)
        + R"(,"reconnect_max_ms":)" + QByteArray::number(max) + "}}";
}

void ConnectionBench::openWith(int serial)
{
    m_connection->connectToService();
    offer(serial);
    link().accept();
}

void ConnectionBench::connectWith(int serial)
{
    openWith(serial);
    answerInit();
    takeLog();
}

void ConnectionBench::answerInit(int code, int errorCode, const QByteArray &payload)
{
    link().reply(link().lastFrame(u"init"_s), code, errorCode, {}, payload);
}

void ConnectionBench::answerUpdate(int code, int errorCode, const QByteArray &payload)
{
    link().reply(link().lastFrame(u"update"_s), code, errorCode, {}, payload);
}

QStringList ConnectionBench::tokensSent()
{
    QStringList sent;
    const QList<Frame> frames = link().frames();
    for (const Frame &frame : frames) {
        const QByteArray jwt = frame.header.value("token"_L1).toString().toLatin1();
        if (jwt.isEmpty())
            continue;
        const QByteArray claims
            = QByteArray::fromBase64(jwt.split('.').at(1), QByteArray::Base64UrlEncoding);
        const QString jti = QJsonDocument::fromJson(claims).object().value("jti"_L1).toString();
        sent.append(frame.method() + u' ' + jti.section(u'-', -1));
    }
    return sent;
}

} // namespace parley::test
