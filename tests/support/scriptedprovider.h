// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "support/testtoken.h"
#include "token/clock.h"
#include "token/tokenprovider.h"

#include <QList>

#include <vector>

namespace parley::test {

/// A back end in virtual time that answers each request as a script says; without one it issues
/// fresh tokens. Counts what a test wants to know of the requests.
class ScriptedProvider final : public TokenProvider
{
public:
    /// One answer. Without `make` it never comes.
    struct Answer
    {
        std::function<FetchOutcome()> make {};
        std::chrono::milliseconds delay = std::chrono::milliseconds(50);
    };
    /// What answers request number 1, 2, …
    using Script = std::function<Answer(int request)>;

    explicit ScriptedProvider(Clock &clock);

    // how the server is
    TokenSpec spec {}; ///< of fresh tokens; issuedAt and serial are set for each
    std::chrono::milliseconds serverOffset {}; ///< its clock minus the local wall clock
    bool sendsDate = true;
    std::chrono::milliseconds delay = std::chrono::milliseconds(50);
    bool reloadChanges = false; ///< what reloadCredential() answers
    /// How long that takes; empty: for ever.
    std::optional<std::chrono::milliseconds> reloadDelay = std::chrono::milliseconds(10);
    bool heedsAbort = true; ///< false: answers all the same, also who is not interested any more
    Script script {};

    // answers for scripts
    [[nodiscard]] Answer fresh();
    [[nodiscard]] Answer fresh(const TokenSpec &changed); ///< issuedAt: now
    [[nodiscard]] Answer exactly(const QByteArray &jwt); ///< parsed as a real provider would
    [[nodiscard]] Answer failure(TokenError::Code code,
                                 std::optional<std::chrono::milliseconds> retryAfter = {});
    [[nodiscard]] static Answer never() { return {}; }

    [[nodiscard]] WallTime serverNow() const { return m_clock.wallNow() + serverOffset; }
    [[nodiscard]] TokenSpec freshSpec();

    // what happened
    [[nodiscard]] int requests() const { return static_cast<int>(m_starts.size()); }
    [[nodiscard]] const std::vector<MonotonicTime> &starts() const { return m_starts; }
    [[nodiscard]] const QList<QByteArray> &keys() const { return m_keys; }
    [[nodiscard]] int inFlight() const { return m_inFlight; }
    [[nodiscard]] int mostInFlight() const { return m_mostInFlight; }
    [[nodiscard]] int aborts() const { return m_aborts; }
    [[nodiscard]] int reloads() const { return m_reloads; }
    [[nodiscard]] int confirmations() const { return m_confirmations; }

    void fetchToken(const QByteArray &idempotencyKey, QObject *context,
                    FetchCallback done) override;
    void abort() override;
    void reloadCredential(QObject *context, std::function<void(bool)> done) override;
    void confirmCredential() override { ++m_confirmations; }

private:
    [[nodiscard]] std::optional<WallTime> date() const;

    Clock &m_clock;
    std::vector<MonotonicTime> m_starts {};
    QList<QByteArray> m_keys {};
    int m_serial = 0;
    int m_inFlight = 0;
    int m_mostInFlight = 0;
    int m_aborts = 0;
    int m_reloads = 0;
    int m_confirmations = 0;
    std::unique_ptr<QObject> m_attempt {};
};

} // namespace parley::test
