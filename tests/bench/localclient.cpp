// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localclient.h"

#include "token/accesstoken.h"
#include "twilsock/transport.h"

#include <QNetworkReply>
#include <QUrlQuery>

namespace parley::bench {

using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<chat::OutboxStore> outboxAt(const QString &path)
{
    auto file = path.isEmpty() ? nullptr : chat::openOutboxStore(path, nullptr);
    return file ? std::move(file) : chat::makeMemoryOutboxStore();
}

} // namespace

LocalClient::LocalClient(const QUrl &tokenUrl, const QUrl &serviceUrl, const QString &identity,
                         const QString &outbox)
    : m_tokenUrl(tokenUrl)
    , m_outbox(outboxAt(outbox))
    , m_chat({ .serviceUrl = serviceUrl }, twilsock::webSocketTransports(), m_network, m_clock,
             m_reachability, *m_outbox)
{
    m_tokenUrl.setQuery(QUrlQuery { { u"identity"_s, identity }, { u"password"_s, u"demo"_s } });
    connect(&m_chat, &chat::ChatClient::initialized, this, [this] { finish({}); });
    connect(&m_chat, &chat::ChatClient::initFailed, this, &LocalClient::finish);
}

void LocalClient::start(std::function<void(const QString &)> done)
{
    m_done = std::move(done);
    QNetworkReply *reply = m_network.get(QNetworkRequest(m_tokenUrl));
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        const auto token = AccessToken::parse(reply->readAll().trimmed());
        if (!std::holds_alternative<AccessToken>(token))
            return finish(u"the local service gave no token"_s);
        m_chat.tokenConsumer()->offerToken(std::get<AccessToken>(token), TokenReply());
        m_chat.start();
    });
}

void LocalClient::finish(const QString &problem)
{
    if (const auto done = std::exchange(m_done, {}))
        done(problem);
}

} // namespace parley::bench
