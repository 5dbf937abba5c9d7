// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "simulation.h"

#include "simulatedclient.h"
#include "token/enumname.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>
#include <optional>

namespace parley::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SimulatedEvent::Kind;

namespace {

/// Whatever the chain is made of, for one run.
class World final
{
public:
    explicit World(quint64 seed)
        : m_dice(seed)
        , m_service(m_time, names(clientsOf(seed)))
        , m_network(m_time, m_dice, clientsOf(seed),
                    [this](auto socket) { return m_service.accept(std::move(socket)); })
    {
        for (int i = 0; i < clientsOf(seed); ++i)
            m_clients.push_back(
                std::make_unique<SimulatedClient>(i, m_time, m_dice, m_network, m_service));
        for (const auto &client : m_clients)
            client->start();
        pass(3s);
    }
    ~World()
    {
        m_clients.clear();
        m_service.stop();
        deliverPosted();
    }

    static int clientsOf(quint64 seed) { return 2 + int(seed % 3); }

    void happen(const SimulatedEvent &event)
    {
        pass(event.wait);
        const int number = event.client % int(m_clients.size());
        SimulatedClient &client = *m_clients[std::size_t(number)];
        localservice::ChatService *const chat = m_service.chat();
        switch (event.kind) {
        case Kind::Say:
            return client.say(SimulatedClient::File::None);
        case Kind::SayWithFile:
            return client.say(SimulatedClient::File::One);
        case Kind::Edit:
            return client.edit();
        case Kind::Delete:
            return client.remove();
        case Kind::ReadAll:
            return client.readAll();
        case Kind::RefreshToken:
            return client.refreshToken();
        case Kind::Cut:
            return m_network.cut(number);
        case Kind::NetworkDown:
            return client.setNetwork(false);
        case Kind::NetworkUp:
            return client.setNetwork(true);
        case Kind::Swallow:
            return m_network.setSwallowing(number, true);
        case Kind::SwallowNot:
            return m_network.setSwallowing(number, false);
        case Kind::Slow:
            return m_network.setDelay(number, 2s);
        case Kind::Fast:
            return m_network.setDelay(number, 20ms);
        case Kind::Kill:
            return client.kill();
        case Kind::KillAtStep:
            m_doomed = { number, m_time.steps() + quint64(event.amount) };
            return;
        case Kind::StartClient:
            return client.start();
        case Kind::StopService:
            return m_service.stop();
        case Kind::StartService:
            if (chat == nullptr)
                m_service.start();
            return;
        case Kind::LoseReply:
            if (chat != nullptr)
                chat->server.setFaults({ .loseNextReplies = 1 });
            return;
        case Kind::ExpireTokens:
            if (chat != nullptr)
                chat->server.expireTokensNow();
            return;
        case Kind::PushAboutToExpire:
            if (chat != nullptr)
                chat->server.pushAboutToExpire();
            return;
        case Kind::EndpointDown:
            client.endpoint().isUp = false;
            return;
        case Kind::EndpointHangs:
            client.endpoint().isHanging = true;
            return;
        case Kind::EndpointUp:
            client.endpoint().isUp = true;
            client.endpoint().isHanging = false;
            return;
        case Kind::ShortTokens:
            client.endpoint().life = 180s;
            return;
        case Kind::LongTokens:
            client.endpoint().life = 600s;
            return;
        case Kind::SetClock:
            return client.clock().setError(std::chrono::minutes(event.amount));
        case Kind::Count:
            break;
        }
        Q_UNREACHABLE();
    }

    /// Mends everything and waits until all is quiet, for as long as the longest back-off and the
    /// slowest pace may take.
    void heal()
    {
        m_doomed.reset();
        if (m_service.chat() == nullptr)
            m_service.start();
        m_service.chat()->server.setFaults({});
        for (std::size_t i = 0; i < m_clients.size(); ++i) {
            m_network.setSwallowing(int(i), false);
            m_network.setDelay(int(i), 20ms);
            m_clients[i]->setNetwork(true);
            m_clients[i]->endpoint() = {};
            m_clients[i]->start();
        }
        const MonotonicTime latest = m_time.now() + 15min;
        do
            pass(5s);
        while (m_time.now() < latest && !isQuiet());
    }

    [[nodiscard]] QString problem()
    {
        for (const auto &client : m_clients) {
            if (const QString found = client->problem(); !found.isEmpty())
                return client->name() + u' ' + found;
        }
        const QStringList kept = m_service.bodies();
        for (const auto &client : m_clients) {
            QStringList own;
            std::ranges::copy_if(kept, std::back_inserter(own), [&client](const QString &body) {
                return body.startsWith(client->name() + u' ');
            });
            if (!client->hasSaid(own))
                return u"the service has other messages of %1 than it sent: %2"_s.arg(
                    client->name(), own.join(u", "_s));
            if (client->shown() != kept)
                return u"%1 shows %2; the service has %3"_s.arg(
                    client->name(), client->shown().join(u", "_s), kept.join(u", "_s));
        }
        return {};
    }

    [[nodiscard]] SimulationResult result()
    {
        const QStringList kept = m_service.bodies();
        return { .problem = problem(),
                 .steps = m_time.steps(),
                 .messages = int(kept.size()),
                 .fingerprint = qHashMulti(0, kept, m_time.steps(), m_time.now().count()) };
    }

private:
    [[nodiscard]] static QStringList names(int count)
    {
        QStringList names;
        for (int i = 0; i < count; ++i)
            names.append(u"user%1"_s.arg(i));
        return names;
    }

    void pass(std::chrono::milliseconds time)
    {
        const MonotonicTime end = m_time.now() + time;
        while (m_time.step(end)) {
            // In the middle of something: what the last call has posted is lost with the client.
            if (m_doomed && m_time.steps() >= m_doomed->step) {
                m_clients[std::size_t(m_doomed->client)]->kill();
                m_doomed.reset();
            }
            deliverPosted();
        }
    }

    static void deliverPosted()
    {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    [[nodiscard]] bool isQuiet()
    {
        return std::ranges::all_of(m_clients,
                                   [](const auto &client) { return client->isSettled(); })
            && problem().isEmpty();
    }

    struct Doomed
    {
        int client = 0;
        quint64 step = 0;
    };

    Dice m_dice;
    SimulatedTime m_time {};
    SimulatedService m_service;
    SimulatedNetwork m_network;
    std::vector<std::unique_ptr<SimulatedClient>> m_clients {};
    std::optional<Doomed> m_doomed {};
};

std::chrono::milliseconds pause(Dice &dice)
{
    switch (dice.below(8)) {
    case 0:
        return std::chrono::seconds(dice.below(120));
    case 1:
    case 2:
        return std::chrono::milliseconds(dice.below(10'000));
    case 3:
        return 0ms;
    default:
        return std::chrono::milliseconds(dice.below(200));
    }
}

} // namespace

History Simulation::history(quint64 seed)
{
    Dice dice(~seed);
    History history;
    const int length = 10 + dice.below(40);
    for (int i = 0; i < length; ++i) {
        SimulatedEvent event;
        event.wait = pause(dice);
        event.client = dice.below(MostClients);
        event.kind = !dice.oneIn(2) ? Kind(dice.below(int(Kind::Count)))
            : dice.oneIn(5)         ? Kind::SayWithFile
                                    : Kind::Say;
        event.amount = event.kind == Kind::SetClock ? dice.below(240) - 120 : 1 + dice.below(40);
        history.push_back(event);
    }
    return history;
}

SimulationResult Simulation::run(quint64 seed, const History &history)
{
    World world(seed);
    for (const SimulatedEvent &event : history)
        world.happen(event);
    world.heal();
    return world.result();
}

History Simulation::shrunk(quint64 seed, History history)
{
    const auto fails
        = [seed](const History &shorter) { return !run(seed, shorter).problem.isEmpty(); };
    for (std::size_t size = std::max<std::size_t>(history.size() / 2, 1); size > 0; size /= 2) {
        for (std::size_t begin = 0; begin + size <= history.size();) {
            History shorter = history;
            const auto first = shorter.begin() + std::ptrdiff_t(begin);
            shorter.erase(first, first + std::ptrdiff_t(size));
            if (fails(shorter))
                history = std::move(shorter);
            else
                begin += size;
        }
    }
    return history;
}

QString Simulation::text(const History &history)
{
    QString text;
    for (const SimulatedEvent &event : history)
        text += u"  after %1 ms: %2 client %3 amount %4\n"_s.arg(event.wait.count())
                    .arg(enumName(event.kind))
                    .arg(event.client)
                    .arg(event.amount);
    return text;
}

} // namespace parley::test
