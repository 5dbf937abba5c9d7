// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "scriptednetwork.h"
#include "session/events/eventreporter.h"
#include "session/session.h"
#include "session/signin/signinentry.h"
#include "signin/fakecredentialstore.h"
#include "signin/memoryknownsignins.h"
#include "support/fakeclock.h"
#include "support/fakereachability.h"
#include "support/faketransport.h"
#include "support/testtoken.h"

#include <memory>
#include <vector>

namespace parley::test {

/// A session of alice's in virtual time, among fakes: back end, keychain, network and chat service.
class SessionBench
{
public:
    SessionBench();
    ~SessionBench();

    /// A new program start: everything outside of it stays.
    void launch();
    void quit();
    /// What a user does who wants to be remembered.
    void typeIn(const QString &password = QStringLiteral("demo"));
    /// Moves time and lets the event loop have its turns.
    void advance(std::chrono::milliseconds duration);

    /// A token that is \a age old now.
    [[nodiscard]] QByteArray jwt(std::chrono::seconds life = std::chrono::hours(1),
                                 std::chrono::seconds age = std::chrono::seconds(0),
                                 const QString &identity = QStringLiteral("alice"));
    [[nodiscard]] HttpAnswer tokenAnswer(std::chrono::seconds life = std::chrono::hours(1));
    [[nodiscard]] HttpAnswer sessionAnswer(const QString &session);
    void answerAlwaysWithTokens(std::chrono::seconds life = std::chrono::hours(1));

    /// As if an earlier run had saved it.
    void save(const SignInEntry &signIn);
    void savePassword(const QString &password);
    [[nodiscard]] QByteArray savedBytes() const { return store.secrets.value(key()); }
    [[nodiscard]] std::optional<SignInEntry> saved() const
    {
        return SignInEntry::decoded(savedBytes());
    }
    [[nodiscard]] QString key() const { return config.keychainKey(); }

    [[nodiscard]] QStringList eventNames() const;
    [[nodiscard]] QJsonObject event(const QString &name) const; ///< the last of that name
    [[nodiscard]] int tokenRequests() const;
    [[nodiscard]] SessionParts parts();

    FakeClock clock;
    FakeReachability reachability;
    FakeCredentialStore store { clock };
    CredentialStore *keychain = nullptr; ///< used instead of it
    ScriptedNetwork network { clock };
    FakeTransports transports { &clock };
    MemoryKnownSignIns known;
    SessionConfig config;
    std::unique_ptr<Session> session;
    std::unique_ptr<EventReporter> reporter;

    // What was heard since the last launch.
    std::vector<QJsonObject> events;
    std::vector<Session::KeychainStatus> statuses;
    std::vector<TokenManager::State> states;
    std::vector<TokenError> failures;
    int signedIn = 0;
    int applied = 0;

private:
    void ping();

    int m_serial = 0;
    MonotonicTime m_lastPing {};
};

} // namespace parley::test
