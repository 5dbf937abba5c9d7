// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

#include <chrono>
#include <vector>

namespace parley::test {

/// One thing that happens to the simulated chain.
struct SimulatedEvent
{
    Q_GADGET

public:
    enum class Kind {
        Say, ///< a client sends a message
        SayWithFile,
        Edit, ///< … changes one of its messages
        Delete,
        ReadAll,
        RefreshToken,
        Cut, ///< the connection breaks, frames in flight are lost
        NetworkDown,
        NetworkUp,
        Swallow, ///< the network swallows everything without a word
        SwallowNot,
        Slow, ///< frames take up to two seconds
        Fast,
        Kill, ///< the client's program dies
        KillAtStep, ///< … in the middle of something: \a amount calls later
        StartClient,
        StopService,
        StartService,
        LoseReply, ///< the service carries out the next command and breaks the connection
        ExpireTokens, ///< the service ends all tokens now
        PushAboutToExpire,
        EndpointDown,
        EndpointHangs,
        EndpointUp,
        ShortTokens, ///< of three minutes from now on
        LongTokens,
        SetClock, ///< the client's wall clock is \a amount minutes wrong from now on
        Count
    };
    Q_ENUM(Kind)

    std::chrono::milliseconds wait {}; ///< before it happens
    Kind kind {};
    int client = 0;
    int amount = 0;
};
using History = std::vector<SimulatedEvent>;

struct SimulationResult
{
    QString problem {}; ///< empty: all went well
    quint64 steps = 0;
    int messages = 0;
    /// Differs as soon as anything that can be seen went another way.
    size_t fingerprint = 0;
};

/// Clients and the service in one process, in virtual time, over a network that fails.
class Simulation final
{
public:
    static constexpr int MostClients = 4;

    [[nodiscard]] static History history(quint64 seed);
    /// Runs \a history, mends everything, waits until all is quiet, and checks what must hold.
    [[nodiscard]] static SimulationResult run(quint64 seed, const History &history);
    /// A short history that fails as well.
    [[nodiscard]] static History shrunk(quint64 seed, History history);
    [[nodiscard]] static QString text(const History &history);
};

} // namespace parley::test
