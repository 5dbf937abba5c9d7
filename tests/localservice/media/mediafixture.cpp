// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mediafixture.h"

#include <QDir>
#include <QNetworkRequest>
#include <QTest>

namespace parley::test {

using namespace localservice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void MediaFixture::init()
{
    m_clock = std::make_unique<FakeClock>();
    m_folder = std::make_unique<QTemporaryDir>();
    start();
    m_aliceToken = token(u"alice"_s);
    m_bobToken = token(u"bob"_s);
    m_alice = std::make_unique<RawClient>(m_service->serviceUrl());
    QVERIFY(m_alice->waitOpen());
    QCOMPARE(m_alice->init(m_aliceToken).value(u"status"_s).toObject().value(u"code"_s).toInt(),
             200);
    const QJsonObject configuration = ask(*m_alice, "GET", u"/Client/v2/Configuration"_s);
    const QJsonObject links = configuration.value(u"links"_s).toObject();
    m_media = links.value(u"media_service"_s).toString();
    QVERIFY(m_media.startsWith(m_base + u"/v1/Services/IS"_s));
    m_api = QUrl(links.value(u"users"_s).toString()).path().chopped(6);
    m_conversation = ask(*m_alice, "POST", m_api + u"/Conversations"_s).value(u"sid"_s).toString();
    static_cast<void>(ask(*m_alice, "POST",
                          m_api + u"/Conversations/"_s + m_conversation + u"/Participants"_s,
                          { { u"identity"_s, u"alice"_s } }));
}

void MediaFixture::start()
{
    m_service.reset();
    Config config;
    config.databasePath = m_folder->filePath(u"data/service.sqlite"_s);
    config.accounts = { { u"alice"_s, u"secret"_s }, { u"bob"_s, u"secret"_s } };
    config.demoData = false;
    config.tokenTtl = 24h;
    m_service = std::make_unique<LocalService>(config, *m_clock);
    QVERIFY2(m_service->start(), qPrintable(m_service->errorString()));
    m_base = u"http://127.0.0.1:%1"_s.arg(m_service->tokenUrl().port());
}

void MediaFixture::cleanup()
{
    m_alice.reset();
    m_service.reset();
    m_network.clearConnectionCache();
    m_folder.reset();
    m_clock.reset();
}

QByteArray MediaFixture::token(const QString &user)
{
    QUrl url = m_service->tokenUrl();
    url.setQuery(u"identity=%1&password=secret"_s.arg(user));
    return request(m_network, "GET", url).body;
}

MediaFixture::Answer MediaFixture::http(const QByteArray &method, const QUrl &url,
                                        const QByteArray &token, const QByteArray &body,
                                        const QByteArray &contentType)
{
    QNetworkRequest call(url);
    if (!token.isEmpty())
        call.setRawHeader("X-Twilio-Token", token);
    if (!contentType.isEmpty())
        call.setRawHeader("Content-Type", contentType);
    return { request(m_network, method, call, body, 30'000) };
}

MediaFixture::Answer MediaFixture::upload(const QByteArray &token, const QByteArray &bytes,
                                          const QString &name, const QByteArray &type)
{
    QUrl url(m_media);
    url.setQuery(u"Category=media&Filename="_s + QString::fromLatin1(QUrl::toPercentEncoding(name)),
                 QUrl::StrictMode);
    return http("POST", url, token, bytes, type);
}

QJsonObject MediaFixture::ask(RawClient &client, const QByteArray &method, const QString &path,
                              const QJsonObject &body)
{
    return client.ask(method, path, body).payloadObject();
}

QStringList MediaFixture::files() const
{
    return QDir(m_folder->filePath(u"data/service.sqlite.media"_s)).entryList(QDir::Files);
}

} // namespace parley::test
