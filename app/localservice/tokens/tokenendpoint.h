// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/faults.h"
#include "localservice/http/http.h"
#include "localservice/tokens/failurelimiter.h"
#include "localservice/tokens/sessionstore.h"
#include "localservice/tokens/tokenissuer.h"

#include <QHash>
#include <QObject>

namespace parley::localservice {

class AccountStore;

/// What `/token` answers: POST with Basic or Bearer, GET with identity and password, DELETE with
/// Bearer; each with an optional `ttl`. Knows no sockets.
class TokenEndpoint final : public QObject
{
    Q_OBJECT

public:
    /// \a database, \a accounts and \a clock must outlive this object.
    TokenEndpoint(Database &database, AccountStore &accounts, const Installation &installation,
                  std::chrono::seconds tokenTtl, Clock &clock, QObject *parent = nullptr);

    void handle(const HttpRequest &request, const HttpReply &reply);

    void setFaults(const Faults &faults) { m_faults = faults; }
    [[nodiscard]] Faults faults() const { return m_faults; }

Q_SIGNALS:
    /// A fault was used up.
    void faultUsed();

private:
    struct Asked; // what a request wants, once it is understood
    /// An answer that its Idempotency-Key gets again, as long as what it brought can be used.
    struct Replay
    {
        HttpResponse response {};
        QByteArray session {};
        MonotonicTime until {};
    };

    void post(const HttpRequest &request, Asked asked, const HttpReply &reply);
    void postBearer(const QByteArray &session, const Asked &asked, const HttpReply &reply);
    void get(const HttpRequest &request, Asked asked, const HttpReply &reply);
    void remove(const HttpRequest &request, const HttpReply &reply);
    void checkPassword(const Asked &asked, const HttpReply &reply,
                       const std::function<void()> &right);
    /// True if a fault has taken the request over.
    [[nodiscard]] bool failOnPurpose(const HttpReply &reply);
    /// True if \a answer is the fault of this moment; then one less is to come.
    [[nodiscard]] bool useFault(Faults::Answer answer);
    void later(std::chrono::milliseconds delay, std::function<void()> action);

    /// A token and \a session, which is new; empty: it could not be stored.
    [[nodiscard]] HttpResponse tokenAnswer(const QString &identity, const QByteArray &session,
                                           const Asked &asked);
    [[nodiscard]] QByteArray issue(const QString &identity, const Asked &asked);
    [[nodiscard]] std::chrono::seconds lifeOf(const Asked &asked) const;
    [[nodiscard]] const HttpResponse *replayed(const QByteArray &key);
    void remember(const QByteArray &key, const Replay &replay);

    AccountStore &m_accounts;
    SessionStore m_sessions;
    TokenIssuer m_issuer;
    FailureLimiter m_limiter;
    Clock &m_clock;
    std::chrono::seconds m_tokenTtl;
    Faults m_faults;
    // Held here, so that they go with this object and not with a timer.
    QHash<int, std::function<void()>> m_waiting;
    int m_lastWaiting = 0;
    QHash<QString, QByteArray> m_lastIssued; // by identity; in memory only
    QHash<QByteArray, Replay> m_replays; // in memory only: they hold tokens
};

} // namespace parley::localservice
