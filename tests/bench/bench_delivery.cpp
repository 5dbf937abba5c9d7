// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// How long the local service takes to deliver under load: 200 clients in 100 conversations of two
// send 10 messages a second each, for ten seconds. Measured is the time from the request of the
// sender to the arrival at the other one, and whether each message arrives once. The clients are
// bare sockets that share one thread, so the time that this thread needs for them is part of the
// figure.

#include "figure.h"
#include "rawclient.h"
#include "servers.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QTimer>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

using namespace parley;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Pairs = 100;
constexpr int MessagesPerSecond = 2 * Pairs * 10;
constexpr int Messages = MessagesPerSecond * 10;
constexpr int WarmUpMessages = MessagesPerSecond;
constexpr auto Settle = 3s; // behind the last message; what has not arrived then is lost
constexpr auto Patience = 120s;
constexpr QByteArrayView NumberMark("number=");

/// A conversation with one client of each of its two participants.
struct Pair
{
    QString path {};
    std::array<bench::RawClient, 2> clients {};
};

class Delivery : public QObject
{
public:
    void run()
    {
        QTimer::singleShot(Patience, this, [this] { fail(u"it takes too long"_s); });
        if (!m_servers.problem().isEmpty())
            return fail(m_servers.problem());
        fetchTokens();
    }

private:
    void fail(const QString &reason) { QCoreApplication::exit(bench::cannotMeasure(reason)); }

    void fetchTokens()
    {
        const QString identity = m_tokens.isEmpty() ? u"alice"_s : u"bob"_s;
        bench::fetchToken(m_network, m_servers.tokenUrl(), identity, this,
                          [this](const QString &token) {
                              m_tokens.append(token);
                              if (m_tokens.size() < 2)
                                  return fetchTokens();
                              addPair();
                          });
    }

    void addPair()
    {
        if (m_pairs.size() == Pairs)
            return start();
        m_pairs.push_back(std::make_unique<Pair>());
        openClient(0);
    }

    void openClient(std::size_t side)
    {
        Pair &pair = *m_pairs.back();
        pair.clients.at(side).open(m_servers.serviceUrl(), m_tokens.at(qsizetype(side)),
                                   [this, side](const QString &problem) {
                                       if (!problem.isEmpty())
                                           return fail(problem);
                                       side == 0 ? openClient(1) : readConfiguration();
                                   });
    }

    bench::RawClient &alice() { return m_pairs.back()->clients.front(); }

    void readConfiguration()
    {
        alice().request(
            u"GET"_s, u"/Client/v2/Configuration"_s, {}, [this](int, const QJsonObject &json) {
                m_pairs.back()->path = QUrl(json["links"_L1]["conversations"_L1].toString()).path();
                createConversation();
            });
    }

    void createConversation()
    {
        alice().request(
            u"POST"_s, m_pairs.back()->path, { { u"friendly_name"_s, u"Two"_s } },
            [this](int status, const QJsonObject &json) {
                if (status != 201)
                    return fail(u"no conversation could be made"_s);
                m_pairs.back()->path += u'/' + json["sid"_L1].toString();
                addParticipants({ u"alice"_s, u"bob"_s }, json["sync_objects"_L1].toObject());
            });
    }

    void addParticipants(QStringList identities, const QJsonObject &objects)
    {
        if (identities.isEmpty())
            return readObject(u"list"_s, objects);
        const QJsonObject body { { u"identity"_s, identities.takeFirst() } };
        alice().request(u"POST"_s, m_pairs.back()->path + "/Participants"_L1, body,
                        [this, identities, objects](int, const QJsonObject &) {
                            addParticipants(identities, objects);
                        });
    }

    /// Only by its SID can an object be followed.
    void readObject(const QString &type, const QJsonObject &objects)
    {
        const QString path = type == "list"_L1
            ? u"/v3/Lists/"_s + objects["messages"_L1].toString()
            : u"/v3/Documents/"_s + objects["conversation"_L1].toString();
        alice().request(u"GET"_s, path, {}, [this, type, objects](int, const QJsonObject &json) {
            m_subscriptions.append(
                QJsonObject { { u"object_sid"_s, json["sid"_L1] }, { u"object_type"_s, type } });
            if (m_subscriptions.size() < 2)
                return readObject(u"document"_s, objects);
            subscribe(0);
        });
    }

    void subscribe(std::size_t side)
    {
        const QJsonObject body { { u"event_protocol_version"_s, 4 },
                                 { u"action"_s, u"establish"_s },
                                 { u"correlation_id"_s, 1 },
                                 { u"requests"_s, m_subscriptions } };
        bench::RawClient *const client = &m_pairs.back()->clients.at(side);
        client->request(u"POST"_s, u"/v4/Subscriptions"_s, body,
                        [this, side, client](int, const QJsonObject &) {
                            client->onNotification([this, side, client](const QByteArray &bytes) {
                                arrived(*client, side, bytes);
                            });
                            if (side == 0)
                                return subscribe(1);
                            m_subscriptions = {};
                            QTimer::singleShot(0, this, &Delivery::addPair);
                        });
    }

    void start()
    {
        m_sentAt.reserve(Messages);
        m_arrivals.assign(Messages, 0);
        connect(&m_timer, &QTimer::timeout, this, &Delivery::sendDue);
        m_timer.setTimerType(Qt::PreciseTimer);
        m_elapsed.start();
        m_timer.start(1ms);
    }

    /// All clients in turn, so that the messages are spread evenly over the second.
    void sendDue()
    {
        const auto due = std::min<qint64>(m_elapsed.elapsed() * MessagesPerSecond / 1000, Messages);
        while (qint64(m_sentAt.size()) < due) {
            const std::size_t number = m_sentAt.size();
            Pair &pair = *m_pairs.at(number % Pairs);
            m_sentAt.push_back(m_elapsed.nsecsElapsed());
            const QString body
                = QLatin1String(NumberMark) + QString::number(number) + u';' + QString(200, u'm');
            pair.clients.at(number / Pairs % 2)
                .request(u"POST"_s, pair.path + "/Messages"_L1, { { u"body"_s, body } }, {});
        }
        if (due < Messages)
            return;
        m_timer.stop();
        QTimer::singleShot(Settle, this, &Delivery::report);
    }

    void arrived(bench::RawClient &client, std::size_t side, const QByteArray &bytes)
    {
        const qint64 now = m_elapsed.nsecsElapsed();
        client.acknowledge(bytes);
        const qsizetype mark = bytes.indexOf(NumberMark);
        if (mark < 0)
            return; // the change of the conversation
        const qsizetype start = mark + NumberMark.size();
        const std::size_t number = bytes.mid(start, bytes.indexOf(';', start) - start).toUInt();
        if (number >= m_sentAt.size() || number / Pairs % 2 == side)
            return; // the sender's own
        ++m_arrivals.at(number);
        if (number >= WarmUpMessages)
            m_durations.push_back(static_cast<double>(now - m_sentAt.at(number)) / 1e6);
    }

    void report()
    {
        const auto wrong = std::ranges::count_if(m_arrivals, [](int count) { return count != 1; });
        if (wrong > 0)
            return fail(u"%1 of %2 messages did not arrive once"_s.arg(wrong).arg(Messages));
        std::ranges::sort(m_durations);
        const auto share = [this](double part) {
            return m_durations.at(std::size_t(double(m_durations.size() - 1) * part));
        };
        bench::print(
            { .name = u"delivery"_s,
              .value = share(0.99),
              .aim = 20,
              .unit = u"ms"_s,
              .detail = u"p99 of %1 messages, 200 clients that send 10 a second each, none "
                        "lost (median %2, longest %3 ms)"_s.arg(m_durations.size())
                            .arg(share(0.5), 0, 'f', 2)
                            .arg(m_durations.back(), 0, 'f', 1) });
        QCoreApplication::exit(0);
    }

    bench::Servers m_servers;
    QNetworkAccessManager m_network;
    QStringList m_tokens; // alice's and bob's
    std::vector<std::unique_ptr<Pair>> m_pairs;
    QJsonArray m_subscriptions; // of the last pair
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    std::vector<qint64> m_sentAt; // by the number of the message
    std::vector<int> m_arrivals;
    std::vector<double> m_durations; // milliseconds
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    Delivery delivery;
    QTimer::singleShot(0, &delivery, &Delivery::run);
    return QCoreApplication::exec();
}
