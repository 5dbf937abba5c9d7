// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// How long the local service takes to bring one message to 200 subscribers, from the request to the
// last arrival, against a bare WebSocket server that sends as many bytes to 200 clients. The
// clients are the same bare sockets in both cases; they follow the conversation as real ones do and
// acknowledge once everything has arrived. All of them are bob's: the service takes 200 connections
// of one user, and the sender, alice, is one more.

#include "figure.h"
#include "rawclient.h"
#include "servers.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QTimer>

#include <vector>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Subscribers = 200;
constexpr int WarmUpRounds = 5;
constexpr int Rounds = 60;
constexpr qsizetype BodyCharacters = 200;
constexpr auto Patience = 60s;

class Fanout : public QObject
{
public:
    void run()
    {
        QTimer::singleShot(Patience, this, [this] { fail(u"it takes too long"_s); });
        if (!m_servers.problem().isEmpty())
            return fail(m_servers.problem());
        bench::fetchToken(
            m_network, m_servers.tokenUrl(), u"alice"_s, this, [this](const QString &token) {
                m_sender.open(m_servers.serviceUrl(), token, [this](const QString &problem) {
                    if (!problem.isEmpty())
                        return fail(problem);
                    readConfiguration();
                });
            });
    }

private:
    void fail(const QString &reason) { QCoreApplication::exit(bench::cannotMeasure(reason)); }

    void readConfiguration()
    {
        m_sender.request(u"GET"_s, u"/Client/v2/Configuration"_s, {},
                         [this](int, const QJsonObject &json) {
                             m_path = QUrl(json["links"_L1]["conversations"_L1].toString()).path();
                             createConversation();
                         });
    }

    void createConversation()
    {
        m_sender.request(u"POST"_s, m_path, { { u"friendly_name"_s, u"Fan-out"_s } },
                         [this](int status, const QJsonObject &json) {
                             if (status != 201)
                                 return fail(u"no conversation could be made"_s);
                             m_path += u'/' + json["sid"_L1].toString();
                             m_objects = json["sync_objects"_L1].toObject();
                             join();
                         });
    }

    void join()
    {
        addParticipant(u"alice"_s, [this] {
            addParticipant(u"bob"_s, [this] {
                readObject(u"/v3/Lists/"_s + m_objects["messages"_L1].toString());
                readObject(u"/v3/Documents/"_s + m_objects["conversation"_L1].toString());
            });
        });
    }

    void addParticipant(const QString &identity, const std::function<void()> &done)
    {
        m_sender.request(u"POST"_s, m_path + "/Participants"_L1, { { u"identity"_s, identity } },
                         [done](int, const QJsonObject &) { done(); });
    }

    /// Only by its SID can an object be followed.
    void readObject(const QString &path)
    {
        m_sender.request(u"GET"_s, path, {}, [this, path](int, const QJsonObject &json) {
            const QString type = path.contains("Lists"_L1) ? u"list"_s : u"document"_s;
            m_subscriptions.append(
                QJsonObject { { u"object_sid"_s, json["sid"_L1] }, { u"object_type"_s, type } });
            if (m_subscriptions.size() < 2)
                return;
            bench::fetchToken(m_network, m_servers.tokenUrl(), u"bob"_s, this,
                              [this](const QString &token) {
                                  m_token = token;
                                  addSubscriber();
                              });
        });
    }

    void addSubscriber()
    {
        if (m_subscribers.size() == Subscribers)
            return addBareClient();
        m_subscribers.push_back(std::make_unique<bench::RawClient>());
        bench::RawClient *const client = m_subscribers.back().get();
        client->open(m_servers.serviceUrl(), m_token, [this, client](const QString &problem) {
            if (!problem.isEmpty())
                return fail(problem);
            const QJsonObject body { { u"event_protocol_version"_s, 4 },
                                     { u"action"_s, u"establish"_s },
                                     { u"correlation_id"_s, 1 },
                                     { u"requests"_s, m_subscriptions } };
            client->request(u"POST"_s, u"/v4/Subscriptions"_s, body,
                            [this, client](int, const QJsonObject &) {
                                client->onNotification([this, client](const QByteArray &bytes) {
                                    notified(*client, bytes);
                                });
                                QTimer::singleShot(0, this, &Fanout::addSubscriber);
                            });
        });
    }

    void addBareClient()
    {
        if (m_bareClients.size() == Subscribers)
            return QTimer::singleShot(100ms, this, &Fanout::sendMessage); // the last said its own
        m_bareClients.push_back(std::make_unique<QWebSocket>());
        QWebSocket *const client = m_bareClients.back().get();
        connect(client, &QWebSocket::connected, this, &Fanout::addBareClient);
        connect(client, &QWebSocket::binaryMessageReceived, this, &Fanout::bareReceived);
        client->open(m_servers.bareUrl());
    }

    [[nodiscard]] double elapsed() const { return static_cast<double>(m_timer.nsecsElapsed()); }

    void sendMessage()
    {
        if (m_bare.size() == WarmUpRounds + Rounds)
            return report();
        m_messages = 0;
        m_arrived.clear();
        m_timer.start();
        m_sender.request(u"POST"_s, m_path + "/Messages"_L1,
                         { { u"body"_s, QString(BodyCharacters, u'm') } }, {});
    }

    void notified(bench::RawClient &client, const QByteArray &bytes)
    {
        const bool isMessage = bytes.contains("\"list_item_added\"");
        if (!isMessage && !bytes.contains("\"document_updated\""))
            return client.acknowledge(bytes); // the end of subscribing
        if (isMessage && ++m_messages == Subscribers) {
            m_fanout.push_back(elapsed());
            m_frame = bytes;
        }
        m_arrived.append({ &client, bytes });
        if (m_arrived.size() < 2 * Subscribers) // the change of the conversation comes behind
            return;
        for (const auto &[each, notification] : std::as_const(m_arrived))
            each->acknowledge(notification);
        QTimer::singleShot(20ms, this, &Fanout::sendBare); // the service has heard them by then
    }

    void sendBare()
    {
        m_bareArrived = 0;
        m_timer.start();
        m_bareClients.front()->sendBinaryMessage(m_frame);
    }

    void bareReceived()
    {
        if (++m_bareArrived < Subscribers)
            return;
        m_bare.push_back(elapsed());
        QTimer::singleShot(20ms, this, &Fanout::sendMessage);
    }

    void report()
    {
        const auto medianOf = [](std::vector<double> &values) {
            values.erase(values.begin(), values.begin() + WarmUpRounds);
            return bench::median(values);
        };
        const double message = medianOf(m_fanout);
        const double bare = medianOf(m_bare);
        bench::print({ .name = u"fanout"_s,
                       .value = message / bare,
                       .aim = 3,
                       .detail = u"a message to the last of %1 subscribers / as many sends of a "
                                 "bare WebSocket server (medians %2 / %3 ms)"_s.arg(Subscribers)
                                     .arg(message / 1e6, 0, 'f', 2)
                                     .arg(bare / 1e6, 0, 'f', 2) });
        QCoreApplication::exit(0);
    }

    struct Arrival
    {
        bench::RawClient *client = nullptr;
        QByteArray notification {};
    };

    bench::Servers m_servers;
    QNetworkAccessManager m_network;
    bench::RawClient m_sender;
    std::vector<std::unique_ptr<bench::RawClient>> m_subscribers;
    std::vector<std::unique_ptr<QWebSocket>> m_bareClients;
    QString m_token; // of the subscribers
    QString m_path; // of the conversation
    QJsonObject m_objects; // Sync objects of the conversation
    QJsonArray m_subscriptions;
    QByteArray m_frame;
    QElapsedTimer m_timer;
    int m_messages = 0; // of this round
    int m_bareArrived = 0;
    QList<Arrival> m_arrived;
    std::vector<double> m_fanout;
    std::vector<double> m_bare;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    Fanout fanout;
    QTimer::singleShot(0, &fanout, &Fanout::run);
    return QCoreApplication::exec();
}
