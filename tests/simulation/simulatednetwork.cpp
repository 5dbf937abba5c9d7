// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "simulatednetwork.h"

#include <algorithm>
#include <utility>

namespace parley::test {

using namespace Qt::StringLiterals;

using namespace std::chrono_literals;

/// The client's end.
class SimulatedTransport final : public twilsock::Transport
{
public:
    SimulatedTransport(SimulatedNetwork &network, int machine)
        : m_network(&network)
        , m_machine(machine)
    { }
    ~SimulatedTransport() override { leave(); }

    void open(const QUrl &) override { m_network->open(this, m_machine); }
    void send(const QByteArray &frame) override;
    void close() override
    {
        leave();
        end(u"closed"_s);
    }

    void connected(const std::shared_ptr<Wire> &wire)
    {
        m_wire = wire;
        Q_EMIT opened();
    }
    void take(const QByteArray &frame)
    {
        if (!m_hasEnded)
            Q_EMIT received(frame);
    }
    /// Says so later, as a network does.
    void end(const QString &detail)
    {
        if (!m_network || std::exchange(m_hasEnded, true))
            return;
        m_network->m_time.callAfter(0ms, this, [this, detail] { Q_EMIT closed(detail, false); });
    }

private:
    void leave();

    QPointer<SimulatedNetwork> m_network;
    int m_machine;
    std::shared_ptr<Wire> m_wire {};
    bool m_hasEnded = false;
};

/// The service's end.
class SimulatedSocket final : public localservice::SessionSocket
{
public:
    SimulatedSocket(SimulatedNetwork &network, std::shared_ptr<Wire> wire)
        : m_network(&network)
        , m_wire(std::move(wire))
    { }
    ~SimulatedSocket() override { abort(); }

    void send(const QByteArray &frame) override
    {
        if (m_network)
            m_network->toClient(m_wire, [frame](auto &client) { client.take(frame); });
    }
    void flush() override { }
    [[nodiscard]] qint64 bytesToWrite() const override { return 0; }
    void setMaxIncoming(qsizetype) override { }
    void close() override
    {
        leave();
        end();
    }
    void abort() override { leave(); }

    void take(const QByteArray &frame)
    {
        if (!m_hasLeft)
            Q_EMIT received(frame);
    }
    void end()
    {
        if (m_network && !std::exchange(m_hasEnded, true))
            m_network->m_time.callAfter(0ms, this, [this] { Q_EMIT disconnected(); });
    }

private:
    void leave()
    {
        if (m_network && !std::exchange(m_hasLeft, true))
            m_network->toClient(m_wire,
                                [](auto &client) { client.end(u"the service closed it"_s); });
    }

    QPointer<SimulatedNetwork> m_network;
    std::shared_ptr<Wire> m_wire;
    bool m_hasLeft = false;
    bool m_hasEnded = false;
};

void SimulatedTransport::send(const QByteArray &frame)
{
    if (m_wire && m_network)
        m_network->toService(m_wire, [frame](auto &service) { service.take(frame); });
}

void SimulatedTransport::leave()
{
    if (m_wire && m_network)
        m_network->toService(std::exchange(m_wire, nullptr), [](auto &service) { service.end(); });
}

SimulatedNetwork::SimulatedNetwork(SimulatedTime &time, Dice &dice, int machines, Accept accept)
    : m_time(time)
    , m_dice(dice)
    , m_accept(std::move(accept))
    , m_paths(std::size_t(machines))
{ }

twilsock::TransportFactory SimulatedNetwork::transports(int machine)
{
    return [this, machine] { return std::make_unique<SimulatedTransport>(*this, machine); };
}

void SimulatedNetwork::cut(int machine)
{
    ++m_paths[std::size_t(machine)].breaks;
    for (const auto &weak : m_wires) {
        if (const auto wire = weak.lock(); wire && wire->machine == machine)
            breakWire(*wire);
    }
}

void SimulatedNetwork::setUp(int machine, bool up)
{
    m_paths[std::size_t(machine)].isUp = up;
    if (!up)
        cut(machine);
}

void SimulatedNetwork::setSwallowing(int machine, bool on)
{
    m_paths[std::size_t(machine)].isSwallowing = on;
    if (!on)
        return;
    ++m_paths[std::size_t(machine)].breaks;
    for (const auto &weak : m_wires) {
        if (const auto wire = weak.lock(); wire && wire->machine == machine)
            wire->isBroken = true;
    }
}

void SimulatedNetwork::open(SimulatedTransport *client, int machine)
{
    m_time.callAfter(2 * delay(machine), client, [this, client, machine] {
        const Path &path = m_paths[std::size_t(machine)];
        if (path.isSwallowing)
            return; // the client waits for ever
        std::erase_if(m_wires, [](const auto &wire) { return wire.expired(); });
        auto wire = std::make_shared<Wire>(Wire { .machine = machine, .client = client });
        auto socket = std::make_unique<SimulatedSocket>(*this, wire);
        wire->service = socket.get();
        if (!path.isUp || !m_accept(std::move(socket))) {
            client->end(u"refused"_s);
            return;
        }
        m_wires.push_back(wire);
        client->connected(wire);
    });
}

void SimulatedNetwork::exchange(int machine, std::function<bool()> serve,
                                std::function<void(Ending)> done)
{
    const Path &path = m_paths[std::size_t(machine)];
    // Lost later, if something breaks while it is on its way; never told while all is swallowed.
    const auto pass = [this, &path, machine, done](int steps, std::function<void()> arrive) {
        m_time.callAfter(steps * delay(machine), this,
                         [&path, done, breaks = path.breaks, arrive = std::move(arrive)] {
                             if (path.isSwallowing)
                                 return;
                             if (path.breaks != breaks)
                                 done(Ending::Lost);
                             else
                                 arrive();
                         });
    };
    pass(2, [&path, pass, serve = std::move(serve), done] {
        const bool isServed = path.isUp && serve();
        pass(1, [done, isServed] { done(isServed ? Ending::Answered : Ending::Refused); });
    });
}

void SimulatedNetwork::toService(const std::shared_ptr<Wire> &wire,
                                 std::function<void(SimulatedSocket &)> what)
{
    if (wire->isBroken || !wire->service)
        return;
    wire->lastToService = std::max(wire->lastToService, m_time.now() + delay(wire->machine));
    m_time.callAfter(wire->lastToService - m_time.now(), wire->service,
                     [wire, what = std::move(what)] {
                         if (!wire->isBroken)
                             what(*wire->service);
                     });
}

void SimulatedNetwork::toClient(const std::shared_ptr<Wire> &wire,
                                std::function<void(SimulatedTransport &)> what)
{
    if (wire->isBroken || !wire->client)
        return;
    wire->lastToClient = std::max(wire->lastToClient, m_time.now() + delay(wire->machine));
    m_time.callAfter(wire->lastToClient - m_time.now(), wire->client,
                     [wire, what = std::move(what)] {
                         if (!wire->isBroken)
                             what(*wire->client);
                     });
}

std::chrono::milliseconds SimulatedNetwork::delay(int machine)
{
    const auto most = m_paths[std::size_t(machine)].delay;
    return most / 4 + std::chrono::milliseconds(m_dice.below(int(most.count()) + 1));
}

void SimulatedNetwork::breakWire(Wire &wire)
{
    if (std::exchange(wire.isBroken, true))
        return;
    if (wire.client)
        wire.client->end(u"the link broke"_s);
    if (wire.service)
        wire.service->end();
}

} // namespace parley::test
