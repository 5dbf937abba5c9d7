// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/twilsock/sessionsocket.h"
#include "simulatedtime.h"
#include "token/dice.h"
#include "twilsock/transport.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace parley::test {

class SimulatedTransport;
class SimulatedSocket;

/// One connection between a client and the service. Frames stay in order, as TCP keeps them; those
/// that are on their way when the wire breaks are lost.
struct Wire
{
    int machine = 0;
    bool isBroken = false; ///< nothing passes any more
    QPointer<SimulatedTransport> client {};
    QPointer<SimulatedSocket> service {};
    MonotonicTime lastToClient {};
    MonotonicTime lastToService {};
};

/// The network between some machines and one service: it delays, cuts and loses.
class SimulatedNetwork final : public QObject
{
    Q_OBJECT

public:
    /// Takes what the service gets; false: the service is down.
    using Accept = std::function<bool(std::unique_ptr<localservice::SessionSocket>)>;

    /// References must outlive this object.
    SimulatedNetwork(SimulatedTime &time, Dice &dice, int machines, Accept accept);

    [[nodiscard]] twilsock::TransportFactory transports(int machine);

    /// Breaks what is open; both ends hear of it.
    void cut(int machine);
    /// False: no connection can be made, and what is open breaks.
    void setUp(int machine, bool up);
    /// Everything is swallowed without a word, and what is open never works again.
    void setSwallowing(int machine, bool on);
    enum class Ending { Answered, Refused, Lost };
    /// One exchange on a connection of its own: \a serve takes the request where the service is
    /// (false: it is down), and \a done tells the client how it ended. Where the network swallows
    /// everything it never does.
    void exchange(int machine, std::function<bool()> serve, std::function<void(Ending)> done);
    void setDelay(int machine, std::chrono::milliseconds delay)
    {
        m_paths[std::size_t(machine)].delay = delay;
    }

private:
    friend class SimulatedTransport;
    friend class SimulatedSocket;
    struct Path
    {
        bool isUp = true;
        bool isSwallowing = false;
        int breaks = 0; ///< how often everything that was on its way was lost
        std::chrono::milliseconds delay { 20 };
    };

    void open(SimulatedTransport *client, int machine);
    void toService(const std::shared_ptr<Wire> &wire, std::function<void(SimulatedSocket &)> what);
    void toClient(const std::shared_ptr<Wire> &wire,
                  std::function<void(SimulatedTransport &)> what);
    [[nodiscard]] std::chrono::milliseconds delay(int machine);
    void breakWire(Wire &wire);

    SimulatedTime &m_time;
    Dice &m_dice;
    Accept m_accept;
    std::vector<Path> m_paths;
    std::vector<std::weak_ptr<Wire>> m_wires {};
};

} // namespace parley::test
