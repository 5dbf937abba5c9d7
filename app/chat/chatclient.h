// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "sync/syncclient.h"
#include "twilsock/connection.h"

#include <QObject>

#include <memory>
#include <vector>

namespace parley::chat {

class OutboxStore;

/// What a ChatClient needs to know besides its parts.
struct ChatConfig
{
    QUrl serviceUrl {}; ///< Twilsock end point
    QString region { QStringLiteral("us1") };
    QString applicationName {};
    QString applicationVersion {};
};

/// A Conversations client: owns the Twilsock connection and Sync on it, keeps conversations,
/// participants and messages current, sends through an ordered outbox. Feed it tokens through
/// tokenConsumer(); knows neither keychain nor UI.
class ChatClient final : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Initializing, Initialized, Failed };
    Q_ENUM(State)

    /// \a clock, \a reachability and \a outbox must outlive this object.
    ChatClient(ChatConfig config, twilsock::TransportFactory transports, Clock &clock,
               Reachability &reachability, OutboxStore &outbox,
               RandomSource random = systemRandom(), QObject *parent = nullptr);
    ~ChatClient() override;

    [[nodiscard]] State state() const;
    [[nodiscard]] QString identity() const; ///< from the Configuration; empty before
    [[nodiscard]] twilsock::Connection &connection();
    [[nodiscard]] TokenConsumer *tokenConsumer();

    /// Wanted from now on: connects with the first token and initialises.
    void start();
    /// Leaves; stays so until start(). What is in the outbox stays there.
    void stop();
    /// Leaves and forgets every conversation and message (sign-out); outbox on disk is kept.
    void reset();

    /// \a id is a SID or a unique name; empty if unknown.
    [[nodiscard]] std::optional<Conversation> conversation(const QString &id) const;
    [[nodiscard]] std::vector<Conversation> conversations() const;
    /// True once every conversation of the start has been loaded (or has failed).
    [[nodiscard]] bool conversationsLoaded() const;
    /// Those known so far; complete once the conversation is open.
    [[nodiscard]] std::vector<Participant> participants(const QString &conversationSid) const;
    /// Of a user, once it is known; else the identity.
    [[nodiscard]] QString friendlyNameOf(const QString &identity) const;
    /// Identities that are typing now, without the own one.
    [[nodiscard]] QStringList typing(const QString &conversationSid) const;
    /// Waiting, being sent, or failed, in order.
    [[nodiscard]] std::vector<Message> outbox(const QString &conversationSid) const;
    [[nodiscard]] bool outboxIsEmpty() const; ///< failed ones do not count

    // Commands. A conversation is named by SID or unique name everywhere.
    void createConversation(const QString &friendlyName, const QString &uniqueName,
                            QObject *context,
                            Callback<Conversation> done); ///< the creator joins
    void join(const QString &conversation, QObject *context, Callback<Conversation> done);
    void leave(const QString &conversation, QObject *context, Callback<Nothing> done);
    void deleteConversation(const QString &conversation, QObject *context, Callback<Nothing> done);
    void loadParticipants(const QString &conversation, QObject *context,
                          Callback<std::vector<Participant>> done);
    void addParticipant(const QString &conversation, const QString &identity, QObject *context,
                        Callback<Nothing> done);
    void removeParticipant(const QString &conversation, const QString &identity, QObject *context,
                           Callback<Nothing> done);
    /// A page of messages, oldest first: the newest \a count ones before index \a before
    /// (exclusive; empty: from the end).
    struct History
    {
        std::vector<Message> messages {};
        bool hasOlder = false;
    };
    void history(const QString &conversation, int count, std::optional<qint64> before,
                 QObject *context, Callback<History> done);
    /// Puts a message into the outbox (at once visible in outbox(), kept over a restart) and sends
    /// it in order. \a done when the service has it or refused it; may take as long as the network
    /// is down. Returns the local id; empty if it was refused at once (too long, unknown
    /// conversation).
    QString sendMessage(const QString &conversation, const QString &body,
                        const QJsonObject &attributes, QObject *context, Callback<Message> done);
    void retryMessage(const QString &localId);
    void discardMessage(const QString &localId);
    void editMessage(const QString &conversation, qint64 index, const QString &body,
                     QObject *context, Callback<Nothing> done);
    void deleteMessage(const QString &conversation, qint64 index, QObject *context,
                       Callback<Nothing> done);
    /// Says that the user types; throttled to the service's interval; dropped while offline.
    void sendTyping(const QString &conversation);
    /// Moves the own read horizon forward to \a index (never back).
    void advanceReadHorizon(const QString &conversation, qint64 index, QObject *context,
                            Callback<Nothing> done);

Q_SIGNALS:
    void stateChanged(parley::chat::ChatClient::State state);
    void initialized();
    void initFailed(const QString &message);
    /// Every conversation of the start was announced.
    void conversationsLoadedChanged();
    void conversationAdded(const parley::chat::Conversation &conversation);
    void conversationJoined(const parley::chat::Conversation &conversation);
    void conversationUpdated(const parley::chat::Conversation &conversation);
    void conversationLeft(const parley::chat::Conversation &conversation);
    void conversationRemoved(const parley::chat::Conversation &conversation);
    void messageAdded(const QString &conversationSid, const parley::chat::Message &message);
    void messageUpdated(const QString &conversationSid, const parley::chat::Message &message);
    void messageRemoved(const QString &conversationSid, const parley::chat::Message &message);
    /// A message of the outbox has reached the service (its `localId` tells which). Comes before
    /// the outboxChanged() that it causes; messageAdded() comes too, before or after.
    void messageConfirmed(const QString &conversationSid, const parley::chat::Message &message);
    /// A message entered, changed in or left the outbox.
    void outboxChanged(const QString &conversationSid, const QString &localId);
    void typingStarted(const QString &conversationSid, const QString &identity);
    void typingEnded(const QString &conversationSid, const QString &identity);
    void participantJoined(const QString &conversationSid,
                           const parley::chat::Participant &participant);
    void participantLeft(const QString &conversationSid,
                         const parley::chat::Participant &participant);
    void participantUpdated(const QString &conversationSid,
                            const parley::chat::Participant &participant);
    /// A user's friendly name became known or changed.
    void userUpdated(const QString &identity);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley::chat
