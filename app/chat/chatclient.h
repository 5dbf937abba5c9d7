// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/client/chatconversations.h"
#include "chat/client/chatmedia.h"
#include "chat/client/chatmessages.h"
#include "chat/client/chatoutbox.h"
#include "chat/client/chatparticipants.h"
#include "chat/client/chatusers.h"
#include "twilsock/connection.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <memory>

namespace parley::chat {

class KeptStore;
class OutboxStore;

/// What a ChatClient needs to know besides its parts.
struct ChatConfig
{
    QUrl serviceUrl {}; ///< Twilsock end point
    /// Twilio's, such as `us1`; asked each time the client initialises, because a token may name
    /// it.
    std::function<QString()> region { [] { return QStringLiteral("us1"); } };
    QString applicationName {};
    QString applicationVersion {};
};

/// A Conversations client: owns the Twilsock connection and Sync on it, keeps conversations,
/// participants and messages current, sends through an ordered outbox. Feed it tokens through
/// tokenConsumer(); knows neither keychain nor UI. conversations(), messages() and the other four
/// return the objects that have the commands and signals; they live as long as the client.
///
/// All signals but ChatOutbox::draftChanged() come by the clock, in the order in which things
/// happened and never from inside a command: a slot may give any command, sign out, or destroy the
/// client.
class ChatClient final : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Initializing, Initialized, Failed };
    Q_ENUM(State)

    /// \a network (for media), \a clock, \a reachability and \a outbox must outlive this object.
    ChatClient(ChatConfig config, twilsock::TransportFactory transports,
               QNetworkAccessManager &network, Clock &clock, Reachability &reachability,
               OutboxStore &outbox, RandomSource random = systemRandom(),
               QObject *parent = nullptr);
    ~ChatClient() override;

    [[nodiscard]] State state() const;
    /// From the Configuration; before, the one that was given to showKept(), else empty.
    [[nodiscard]] QString identity() const;
    /// The other one in a conversation of two; empty: it is none, or a third one takes part, as far
    /// as is known.
    [[nodiscard]] QString directPartnerOf(const Conversation &conversation) const;
    [[nodiscard]] twilsock::Connection &connection();
    [[nodiscard]] TokenConsumer *tokenConsumer();

    /// Wanted from now on: connects with the first token and initialises.
    void start();
    /// Until the service has told its own, what an earlier run of \a identity has kept counts as
    /// the user's conversations (their `loading` is Kept), messages and names of people. No signal
    /// tells of it, so models are made afterwards. \a store must outlive this object, or reset()
    /// comes first.
    void showKept(const KeptStore &store, const QString &identity);
    /// The store is not read any more. What is shown stays until it is replaced.
    void hideKept();
    /// Leaves; stays so until start(). What is in the outbox stays there.
    void stop();
    /// Leaves and forgets every conversation and message (sign-out); outbox on disk is kept.
    void reset();

    [[nodiscard]] ChatConversations &conversations() const;
    [[nodiscard]] ChatParticipants &participants() const;
    [[nodiscard]] ChatUsers &users() const;
    [[nodiscard]] ChatMessages &messages() const;
    [[nodiscard]] ChatOutbox &outbox() const;
    [[nodiscard]] ChatMedia &media() const;

Q_SIGNALS:
    void stateChanged(parley::chat::ChatClient::State state);
    void initialized();
    void initFailed(const QString &message);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley::chat
