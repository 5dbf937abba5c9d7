// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "support/fakeclock.h"
#include "support/fakeconsumer.h"
#include "support/fakereachability.h"
#include "support/scriptedprovider.h"
#include "token/tokenmanager.h"

#include <QStringList>

#include <memory>
#include <random>

namespace parley::test {

/// A token manager with everything around it in virtual time, and all that it says as lines of
/// text.
class World
{
public:
    explicit World(unsigned seed = 1);

    /// `state ready`, `refreshStarted deadline 1`, `failed serverError 1`, `tokenChanged 2` …
    QStringList events {};
    QList<QJsonObject> trace {};
    std::vector<std::chrono::milliseconds> retries {}; ///< of tokenUpdateFailed; -1 ms: none

    FakeClock clock {};
    FakeReachability network {};
    ScriptedProvider provider { clock };
    TokenManager manager;
    std::unique_ptr<FakeConsumer> chat { std::make_unique<FakeConsumer>(clock) };

    void advance(std::chrono::milliseconds time) { clock.advance(time); }
    /// Signs in with tokens of life \a life and waits until the first one is applied; then forgets
    /// events.
    void signIn(std::chrono::seconds life = std::chrono::hours(1));
    /// Goes to just before the refresh instant; the request starts within the next millisecond.
    void goToDeadline();
    void forget();
    [[nodiscard]] int requests() const { return provider.requests() - m_requestsBefore; }
    [[nodiscard]] int count(const QString &prefix) const;
    [[nodiscard]] QString takeEvents(); ///< joined with ", "; forgets them
    [[nodiscard]] QString stateName() const;
    [[nodiscard]] int traced(const char *kind) const;

    /// Signs out and checks what holds after every scenario; empty: all does.
    [[nodiscard]] QString invariantProblem();

private:
    void listen();
    [[nodiscard]] QString budgetProblem() const;

    std::mt19937 m_generator;
    int m_requestsBefore = 0;
    quint64 m_lastGeneration = 0;
    bool m_generationsRise = true;
};

} // namespace parley::test
