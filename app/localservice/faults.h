// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace parley::localservice {

struct Account
{
    QString name {};
    QString password {};
};

struct Config
{
    quint16 tokenPort = 0; ///< 0: any free port
    quint16 servicePort = 0;
    QString databasePath {}; ///< `:memory:` or a file, made 0600 in a 0700 folder
    /// Renames a damaged database and makes a new one, instead of failing.
    bool setsDamagedAside = false;
    /// With any given, only these may sign in. Empty: those of the database, and the demo accounts
    /// alice, bob and carol.
    std::vector<Account> accounts {};
    QString demoPassword { QStringLiteral("demo") }; ///< of demo accounts that were given no other
    std::chrono::seconds tokenTtl { 3600 };
    std::chrono::seconds aboutToExpireLead { 180 };
    /// To the chat service; what comes beyond is closed at once. With those of the token end point
    /// (at most 200) it must stay below what the process may open, often 1024.
    int maxConnections = 400;
    bool demoData = true; ///< also the demo participant that answers
    int demoConversations = 0; ///< number of additional ones, made at the first start
    /// Messages a second, by those who are in the demo conversations and not connected.
    double demoTraffic = 0;
};

/// Faults of the token end point that a demonstration or a test can switch on; see the inspector's
/// 'Simulate'.
struct Faults
{
    enum class Answer {
        Normal,
        Status, ///< `status`, with `retryAfterSeconds`
        Hang, ///< no answer for two minutes
        Late, ///< the right answer, `delay` later
        Garbage, ///< JSON whose token is none
        OtherIdentity, ///< a good token for another user
        SameToken, ///< the one that this user got last
        ExpiredToken ///< one that has run out already
    };
    int failNextTokens = 0; ///< number of token requests that `answer` answers
    Answer answer = Answer::Status;
    int status = 503; ///< for Answer::Status
    std::optional<int> retryAfterSeconds {};
    std::optional<std::chrono::seconds> tokenTtl {}; ///< instead of Config::tokenTtl
    std::chrono::milliseconds delay { 5000 }; ///< for Answer::Late

    bool operator==(const Faults &) const = default;
};

/// Faults of the chat service itself. A command is a request that would change something.
struct ServiceFaults
{
    int failNextRequests = 0; ///< so many commands are refused with `status`; nothing is changed
    int status = 503;
    int refuseNextTokens = 0; ///< so many tokens that clients bring are refused with 20101
    int loseNextReplies = 0; ///< so many are carried out, and the connection cut without an answer
    std::chrono::milliseconds latency { 0 }; ///< all that is sent leaves so much later, in order

    bool operator==(const ServiceFaults &) const = default;
};

} // namespace parley::localservice
