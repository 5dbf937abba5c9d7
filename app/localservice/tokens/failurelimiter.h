// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QHash>
#include <QString>

#include <deque>
#include <functional>

namespace parley::localservice {

/// Slows down guessing, but no right password: what is delayed is the refusal. After some wrong
/// passwords for one name within a minute, the refusals for that name leave a fixed time apart. An
/// attempt is open until it is answered, whether its client still waits or not. When MaxOpen are
/// open for a name, further ones are checked as those are closed: one of each client in turn, and
/// those of one client in their order. So as many are checked as refusals leave, and the owner of
/// the account gets a turn, soon where the others come from another address.
class FailureLimiter final
{
public:
    static constexpr std::size_t MaxFailures = 10;
    static constexpr std::chrono::milliseconds Window = std::chrono::seconds(60);
    static constexpr std::chrono::milliseconds Pace = std::chrono::milliseconds(200);
    static constexpr int MaxOpen = 64;
    static constexpr qsizetype MaxNames = 1000; ///< whose failures are remembered

    explicit FailureLimiter(const Clock &clock)
        : m_clock(clock)
    { }

    /// Opens an attempt of \a client for \a name and calls \a check, at once or later. close()
    /// follows that.
    void open(const QString &name, std::function<void()> check, const QString &client = {});
    /// The password of an open attempt was wrong: how long its refusal has to wait.
    [[nodiscard]] std::chrono::milliseconds failed(const QString &name);
    /// It was right: what was wrong before is forgotten.
    void succeeded(const QString &name) { m_names[name].failures.clear(); }
    void close(const QString &name);

private:
    using Check = std::function<void()>;
    struct Client
    {
        QString address {};
        std::deque<Check> checks {};
    };
    struct Attempts
    {
        void push(const QString &client, Check check);
        [[nodiscard]] Check takeNext();

        std::deque<MonotonicTime> failures {}; // the last ones
        MonotonicTime nextRefusal {};
        int open = 0;
        std::deque<Client> waiting {}; // the next one to get a turn first
    };

    void makeRoom();

    const Clock &m_clock;
    QHash<QString, Attempts> m_names;
};

} // namespace parley::localservice
