// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/faults.h"
#include "localservice/store/jsontext.h"
#include "localservice/tokens/tokenvalidator.h"
#include "localservice/twilsock/frameinbox.h"
#include "localservice/twilsock/framesender.h"
#include "localservice/twilsock/registrations.h"
#include "localservice/twilsock/sessionsocket.h"
#include "localservice/twilsock/subscriber.h"
#include "localservice/twilsock/tokenwatch.h"
#include "localservice/twilsock/tunnel.h"
#include "twilsock/frame.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>

namespace parley::localservice {

class ContinuationTokens;

/// What all sessions of one server share. Everything in it outlives them.
struct SessionContext
{
    TokenValidator &validator;
    ContinuationTokens &continuations;
    Clock &clock;
    std::chrono::seconds aboutToExpireLead { 180 };
    std::function<TunnelResponse(const Caller &, const TunnelRequest &)> route {};
    ServiceFaults faults {};
    std::function<void()> faultUsed {};
    /// What the sessions of one user have together; those without a token count as one user.
    std::function<qint64(const QString &identity)> bytesHeld {};
    /// Whether one more session of a user may become ready.
    std::function<bool(const QString &identity)> hasRoom {};
};

/// The service's end of one Twilsock connection: init, token life, requests, acknowledgements and
/// pings. Everything leaves in the order in which it happened.
class ClientSession final : public QObject, public Subscriber
{
    Q_OBJECT

public:
    /// Takes \a socket. \a number names the session in the log.
    ClientSession(std::unique_ptr<SessionSocket> socket, SessionContext &context, int number,
                  QObject *parent = nullptr);
    ~ClientSession() override;

    [[nodiscard]] QString identity() const override
    {
        return m_claims ? m_claims->identity : QString();
    }
    [[nodiscard]] bool isReady() const override { return m_state == State::Ready; }
    /// It has shown no token yet.
    [[nodiscard]] bool isNew() const { return m_state == State::AwaitingInit; }
    [[nodiscard]] bool wants(const QString &messageType) const
    {
        return m_registrations.wants(messageType);
    }
    /// What waits in memory, in both directions.
    [[nodiscard]] qint64 bytesHeld() const { return m_inbox.waitingBytes() + m_sender.backlog(); }
    void sendFrame(const QByteArray &frame, const QString &id) override;
    void flush() override;

    /// `close` 410/51207, as at the end of the token's life. The token is worth nothing afterwards.
    void expire();
    void pushAboutToExpire();
    /// Cuts the socket without a word.
    void cut();

Q_SIGNALS:
    void initialized();
    /// Exactly once, also if it never was initialised.
    void ended();

private:
    enum class State { AwaitingInit, Ready, Closing, Ended };
    struct Status
    {
        int code = 200;
        QString text {};
        int errorCode = 0;
        QString description {};

        [[nodiscard]] QByteArray toJson() const;
    };

    void receive(const QByteArray &bytes);
    void read(const QByteArray &bytes);
    void dispatch(const twilsock::Frame &frame);
    [[nodiscard]] std::variant<TokenClaims, TokenRefusal> validate(const twilsock::Frame &frame);
    void handleInit(const twilsock::Frame &frame);
    void handleUpdate(const twilsock::Frame &frame);
    void handleMessage(const twilsock::Frame &frame);
    /// True if a fault has taken the command over.
    [[nodiscard]] bool failOnPurpose(const QString &id, const TunnelRequest &request);
    void sendResponse(const QString &id, const TunnelResponse &response);
    void handleContext(const twilsock::Frame &frame);
    void acknowledge(const QString &id);
    [[nodiscard]] QJsonObject initAnswer(const QJsonObject &request);

    /// Whether \a more bytes may wait: for a session with a few, or while its user has not many.
    [[nodiscard]] bool mayHold(qint64 more) const;
    /// Everything leaves here. Cuts a client that does not take what it is sent.
    void transmit(const QByteArray &frame);
    void cutLater(const char *why);
    /// Returns the id of the frame.
    QString send(const QString &method, JsonWriter fields = {});
    void sendReply(const QString &id, const Status &status, JsonWriter fields = {},
                   const QByteArray &payload = {});
    void sendRefusal(const QString &id, const TokenRefusal &refusal);
    void refuseFrame(const char *why);
    /// Sends `close` and waits for the client to leave.
    void sendClose(const Status &status);
    void closeSocketAfter(std::chrono::milliseconds delay);
    void watchSilence();
    void checkSilence();
    void finish();

    SessionContext &m_context;
    const int m_number;
    std::unique_ptr<SessionSocket> m_socket;
    FrameInbox m_inbox;
    FrameSender m_sender;
    TokenWatch m_tokenWatch;
    State m_state = State::AwaitingInit;
    std::optional<TokenClaims> m_claims;
    QStringList m_capabilities;
    Registrations m_registrations;
    QSet<QString> m_unacknowledged;
    QStringList m_pings; // unacknowledged ones, oldest first
};

} // namespace parley::localservice
