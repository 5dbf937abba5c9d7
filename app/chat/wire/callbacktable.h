// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "token/clock.h"

#include <QPointer>

#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace parley::chat {

/// Every callback that waits for an answer, so that each is called exactly once: with its outcome
/// or, when the user signs out first, with Cancelled. Always by the clock, never from inside the
/// command that got it, and never while a class of chat changes its state.
class CallbackTable
{
public:
    explicit CallbackTable(Clock &clock)
        : m_clock(clock)
    { }

    /// Wraps \a done: the result may be called at any time, also at once, twice or too late; \a
    /// done gets the first outcome unless \a context is gone or cancelAll() came first.
    template <typename T> [[nodiscard]] Callback<T> track(QObject *context, Callback<T> done)
    {
        const quint64 id = ++m_lastId;
        const QPointer<QObject> guard(context);
        const auto deliver = [clock = &m_clock, guard, done](const Outcome<T> &outcome) {
            if (guard && done)
                clock->callAfter(std::chrono::milliseconds(0), guard,
                                 [done, outcome] { done(outcome); });
        };
        m_waiting->emplace(id, [deliver](const ChatError &error) { deliver(error); });
        return [waiting = std::weak_ptr(m_waiting), id, deliver](const Outcome<T> &outcome) {
            const auto table = waiting.lock();
            if (table && table->erase(id) != 0)
                deliver(outcome);
        };
    }

    /// For outcomes that are known at once.
    template <typename T> void later(QObject *context, Callback<T> done, const Outcome<T> &outcome)
    {
        track<T>(context, std::move(done))(outcome);
    }

    void cancelAll()
    {
        const ChatError error { .code = ChatError::Code::Cancelled,
                                .detail = QStringLiteral("signed out meanwhile") };
        for (const auto &entry : std::exchange(*m_waiting, {}))
            entry.second(error);
    }

private:
    using Waiting = std::map<quint64, std::function<void(const ChatError &)>>;

    Clock &m_clock;
    quint64 m_lastId = 0;
    std::shared_ptr<Waiting> m_waiting = std::make_shared<Waiting>();
};

} // namespace parley::chat
