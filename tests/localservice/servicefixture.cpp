// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicefixture.h"

#include <QTest>

namespace parley::test {

using namespace parley::localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

int errorCode(const QJsonObject &header)
{
    return header.value(u"status"_s).toObject().value(u"errorCode"_s).toInt();
}

int status(const QJsonObject &header)
{
    return header.value(u"status"_s).toObject().value(u"code"_s).toInt();
}

int httpStatus(const twilsock::Frame &reply)
{
    return reply.header.value(u"http_status"_s).toObject().value(u"code"_s).toInt();
}

void ServiceFixture::start()
{
    m_clock = std::make_unique<FakeClock>();
    Config config;
    config.databasePath = u":memory:"_s;
    config.demoData = false;
    config.accounts = { { u"alice"_s, u"demo"_s }, { u"bob"_s, u"demo"_s } };
    m_service = std::make_unique<LocalService>(config, *m_clock);
    QVERIFY2(m_service->start(), qPrintable(m_service->errorString()));
}

void ServiceFixture::stop()
{
    m_network.clearConnectionCache();
    m_service.reset();
}

QByteArray ServiceFixture::token(const QByteArray &name, int ttl)
{
    QUrl url = m_service->tokenUrl();
    url.setQuery(u"identity=%1&password=demo&ttl=%2"_s.arg(QString::fromUtf8(name)).arg(ttl));
    return request(m_network, "GET", url).body;
}

std::unique_ptr<RawClient> ServiceFixture::client(const QByteArray &name, int ttl,
                                                  const QJsonObject &more)
{
    auto result = std::make_unique<RawClient>(m_service->serviceUrl());
    const bool ready = result->waitOpen() && status(result->init(token(name, ttl), more)) == 200;
    return ready ? std::move(result) : nullptr;
}

QString ServiceFixture::serviceSid(RawClient &client)
{
    const QJsonObject links = client.ask("GET", u"/Client/v2/Configuration"_s)
                                  .payloadObject()
                                  .value(u"links"_s)
                                  .toObject();
    return links.value(u"users"_s).toString().section(u'/', 6, 6);
}

void ServiceFixture::follow(RawClient &client, const QString &kind, const QString &name)
{
    const QJsonObject object = client.ask("GET", u"/v3/"_s + kind + u'/' + name).payloadObject();
    const QJsonObject entry { { u"object_sid"_s, object.value(u"sid"_s) },
                              { u"last_event_id"_s, object.value(u"last_event_id"_s) } };
    const auto reply = client.ask("POST", u"/v4/Subscriptions"_s,
                                  { { u"action"_s, u"establish"_s },
                                    { u"correlation_id"_s, 1 },
                                    { u"requests"_s, QJsonArray { entry } } });
    QCOMPARE(httpStatus(reply), 202);
    QCOMPARE(client.next(u"notification"_s).payloadObject().value(u"event_type"_s).toString(),
             u"subscription_established"_s);
}

void ServiceFixture::pass(RawClient &client, std::chrono::seconds time)
{
    while (time > 0s) {
        const std::chrono::seconds step = std::min<std::chrono::seconds>(time, 19s);
        time -= step;
        m_clock->advance(step);
        if (time > 0s)
            QCOMPARE(httpStatus(client.ask("GET", u"/Client/v2/Configuration"_s)), 200);
    }
}

} // namespace parley::test
