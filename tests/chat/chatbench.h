// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/fakemedia.h"
#include "chat/fakeservice.h"
#include "chat/outboxstore.h"
#include "support/fakereachability.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

namespace parley::test {

/// alice's client at a fake service, on one fake clock; what it says is logged as text.
class ChatBench
{
public:
    explicit ChatBench(std::unique_ptr<chat::OutboxStore> outbox = chat::makeMemoryOutboxStore());

    /// Signs in and waits until everything is loaded.
    void start();
    /// Cuts the link and waits until the client is back.
    void reconnect();
    /// A client that knows nothing but the outbox: the program was started again.
    void restart();
    /// The log since the last call of this.
    QStringList takeLog();
    /// The same, only lines that begin with \a word.
    QStringList takeLog(const QString &word);

    FakeClock clock;
    FakeMedia http { clock };
    FakeTransports transports { &clock };
    FakeReachability network;
    FakeService service { clock, transports };
    std::unique_ptr<chat::OutboxStore> store;
    std::unique_ptr<chat::ChatClient> client;
    QObject context; ///< of callbacks
    std::function<void()> onEvent {}; ///< called with each line of the log

private:
    void makeClient();
    void log(const QString &line);

    QStringList m_log;
};

/// `ok`, or the code of the error.
template <typename T> QString textOf(const chat::Outcome<T> &outcome)
{
    const auto *error = std::get_if<chat::ChatError>(&outcome);
    return error != nullptr ? chat::codeName(*error) : QStringLiteral("ok");
}

} // namespace parley::test
