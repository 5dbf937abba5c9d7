// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/messagelistmodel.h"
#include "chat/outboxstore.h"
#include "simulatedmedia.h"
#include "simulatednetwork.h"
#include "simulatedservice.h"
#include "support/fakereachability.h"
#include "token/tokenmanager.h"

#include <optional>
#include <set>
#include <vector>

namespace parley::test {

/// The token end point as one client sees it.
struct SimulatedEndpoint
{
    bool isUp = true;
    bool isHanging = false;
    std::chrono::seconds life { 600 };
};

/// One Parley without a window: token manager, chat client, model and outbox. It can be killed and
/// started again; only the outbox stays.
class SimulatedClient final
{
public:
    SimulatedClient(int number, SimulatedTime &time, Dice &dice, SimulatedNetwork &network,
                    SimulatedService &service);
    ~SimulatedClient();

    void start();
    void kill();
    [[nodiscard]] bool isRunning() const { return m_run != nullptr; }
    void setNetwork(bool up);
    enum class File { None, One };
    /// Sends the next message.
    void say(File file);
    /// Changes the text of a message of its own that is shown, or deletes it.
    void edit();
    void remove();
    void readAll();
    void refreshToken();

    [[nodiscard]] SimulatedEndpoint &endpoint() { return m_endpoint; }
    [[nodiscard]] SimulatedClock &clock() { return m_clock; }
    [[nodiscard]] QString name() const { return m_name; }
    /// Whether \a bodies are those that it said, in their order, each once.
    [[nodiscard]] bool hasSaid(const QStringList &bodies) const;
    [[nodiscard]] QStringList shown() const;
    /// Connected with a token, and nothing waits.
    [[nodiscard]] bool isSettled() const;
    /// What is wrong with it at the end; empty: nothing.
    [[nodiscard]] QString problem() const;

private:
    class Provider;
    struct Run;
    struct Said
    {
        QString body {};
        QString mark {}; ///< of its file
        bool mayBeGone = false; ///< it was asked to be deleted, and the answer may have been lost
    };

    /// The index of one of its own messages that it shows; empty: it shows none.
    [[nodiscard]] std::optional<qint64> pickOwn() const;

    const int m_number;
    const QString m_name;
    SimulatedTime &m_time;
    Dice &m_dice;
    SimulatedNetwork &m_network;
    SimulatedService &m_service;
    SimulatedClock m_clock;
    SimulatedEndpoint m_endpoint {};
    FakeReachability m_reachability {};
    std::unique_ptr<chat::OutboxStore> m_outbox;
    SimulatedMedia m_http;
    std::vector<Said> m_said {};
    int m_edits = 0;
    QString m_problem {};
    std::unique_ptr<Run> m_run;
};

} // namespace parley::test
