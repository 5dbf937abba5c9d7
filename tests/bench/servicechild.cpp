// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "servicechild.h"

#include <QJsonDocument>
#include <QUrlQuery>

namespace parley::bench {

using namespace Qt::StringLiterals;

void ServiceChild::start(std::function<void(const QString &)> done)
{
    m_done = std::move(done);
    const auto line = [this](const QByteArray &text) {
        const QJsonObject ready = QJsonDocument::fromJson(text).object();
        m_tokenUrl = QUrl(ready["tokenUrl"_L1].toString());
        m_serviceUrl = QUrl(ready["serviceUrl"_L1].toString());
        connectAlice();
    };
    m_process.start(besides(u"parley-local-service"_s),
                    { u"--token-port"_s, u"0"_s, u"--service-port"_s, u"0"_s, u"--database"_s,
                      u":memory:"_s, u"--no-demo-data"_s },
                    {}, line, [this](const QString &said) { finish(said); });
}

QStringList ServiceChild::cliArguments(const QString &user, const QUrl &serviceUrl) const
{
    return { u"--token-url"_s,      m_tokenUrl.toString(), u"--service-url"_s,
             serviceUrl.toString(), u"--user"_s,           user,
             u"--no-keychain"_s,    u"--password-env"_s,   u"PARLEY_PASSWORD"_s };
}

QList<Child::Variable> ServiceChild::cliEnvironment()
{
    return { { "PARLEY_PASSWORD", u"demo"_s } };
}

QUrl ServiceChild::tokenUrlOf(const QString &identity) const
{
    QUrl url = m_tokenUrl;
    url.setQuery(QUrlQuery { { u"identity"_s, identity }, { u"password"_s, u"demo"_s } });
    return url;
}

void ServiceChild::token(const QString &identity, std::function<void(const QString &)> done)
{
    fetchToken(m_network, m_tokenUrl, identity, this, std::move(done));
}

void ServiceChild::leave()
{
    if (RawClient *const alice = m_alice.release())
        alice->deleteLater(); // we may be inside one of its answers
}

void ServiceChild::connectAlice()
{
    token(u"alice"_s, [this](const QString &token) {
        m_alice = std::make_unique<RawClient>();
        m_alice->open(m_serviceUrl, token, [this](const QString &problem) {
            if (!problem.isEmpty())
                return finish(problem);
            readConfiguration();
        });
    });
}

void ServiceChild::readConfiguration()
{
    m_alice->request(
        u"GET"_s, u"/Client/v2/Configuration"_s, {}, [this](int, const QJsonObject &configuration) {
            m_conversations = QUrl(configuration["links"_L1]["conversations"_L1].toString()).path();
            finish(m_conversations.isEmpty() ? u"the local service has no configuration"_s
                                             : QString());
        });
}

void ServiceChild::createConversation(const QString &name, const QStringList &others,
                                      std::function<void(const QString &)> done)
{
    m_alice->request(
        u"POST"_s, m_conversations, { { u"friendly_name"_s, name } },
        [this, others, done = std::move(done)](int status, const QJsonObject &conversation) {
            if (status != 201)
                return done({});
            addAll(m_conversations + u'/' + conversation["sid"_L1].toString(),
                   QStringList { u"alice"_s } + others, done);
        });
}

void ServiceChild::addAll(const QString &path, QStringList identities,
                          std::function<void(const QString &)> done)
{
    if (identities.isEmpty())
        return done(path);
    const QJsonObject body { { u"identity"_s, identities.takeFirst() } };
    m_alice->request(u"POST"_s, path + "/Participants"_L1, body,
                     [this, path, identities, done = std::move(done)](int, const QJsonObject &) {
                         addAll(path, identities, done);
                     });
}

void ServiceChild::sendMessage(const QString &conversationPath, const QString &body,
                               std::function<void()> done)
{
    m_alice->request(u"POST"_s, conversationPath + "/Messages"_L1, { { u"body"_s, body } },
                     [done = std::move(done)](int, const QJsonObject &) {
                         if (done)
                             done();
                     });
}

void ServiceChild::finish(const QString &problem)
{
    if (const auto done = std::exchange(m_done, {}))
        done(problem);
}

} // namespace parley::bench
