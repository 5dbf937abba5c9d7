// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "sync/syncclient.h"
#include "twilsock/connection.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <functional>
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

    /// \a network (for media), \a clock, \a reachability and \a outbox must outlive this object.
    ChatClient(ChatConfig config, twilsock::TransportFactory transports,
               QNetworkAccessManager &network, Clock &clock, Reachability &reachability,
               OutboxStore &outbox, RandomSource random = systemRandom(),
               QObject *parent = nullptr);
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
    /// What is known of a user now. Unknown ones are read: userUpdated() follows.
    [[nodiscard]] User user(const QString &identity) const;
    /// Identities that are typing now, without the own one.
    [[nodiscard]] QStringList typing(const QString &conversationSid) const;
    /// Waiting, being sent, or failed, in order.
    [[nodiscard]] std::vector<Message> outbox(const QString &conversationSid) const;
    /// Conversations with something in the outbox; also those that are gone or not known yet.
    [[nodiscard]] QStringList conversationsInOutbox() const;
    [[nodiscard]] bool outboxIsEmpty() const; ///< failed ones do not count
    /// Of what sendMessage() lets pass; the usual limits before the configuration is known.
    [[nodiscard]] MediaLimits mediaLimits() const;
    /// What the user has typed and not sent, kept on disk.
    [[nodiscard]] QString draft(const QString &conversationSid) const;
    /// False: it could not be kept (disk full).
    bool setDraft(const QString &conversationSid, const QString &text);

    // Commands. A conversation is named by SID or unique name everywhere.
    void createConversation(const NewConversation &wanted, QObject *context,
                            Callback<Conversation> done); ///< the creator joins
    void createConversation(const QString &friendlyName, const QString &uniqueName,
                            QObject *context, Callback<Conversation> done);
    /// The conversation of two with \a identity, made unless the user is in one already. Both sides
    /// find it among their own conversations, by the attribute
    /// `parley: {"direct": [identity, identity]}`; of several the oldest counts.
    void openDirectConversation(const QString &identity, QObject *context,
                                Callback<Conversation> done);
    void updateConversation(const QString &conversation, const ConversationChange &change,
                            QObject *context, Callback<Nothing> done);
    /// Sets the own notification level.
    void setMuted(const QString &conversation, bool muted, QObject *context,
                  Callback<Nothing> done);
    void join(const QString &conversation, QObject *context, Callback<Conversation> done);
    void leave(const QString &conversation, QObject *context, Callback<Nothing> done);
    void deleteConversation(const QString &conversation, QObject *context, Callback<Nothing> done);
    void loadParticipants(const QString &conversation, QObject *context,
                          Callback<std::vector<Participant>> done);
    void addParticipant(const QString &conversation, const QString &identity, QObject *context,
                        Callback<Nothing> done);
    /// \a participant is an identity or a participant's sid (MB…), which also names one who has no
    /// identity.
    void removeParticipant(const QString &conversation, const QString &participant,
                           QObject *context, Callback<Nothing> done);
    void setParticipantAttributes(const QString &conversation, const QString &identity,
                                  const QJsonObject &attributes, QObject *context,
                                  Callback<Nothing> done);
    /// A page of messages, oldest first.
    struct History
    {
        std::vector<Message> messages {};
        bool hasOlder = false; ///< of historyAfter(): always false, it has not looked
        bool hasNewer = false; ///< of history(): always false, it has not looked
    };
    /// The newest \a count messages before index \a before (exclusive; empty: from the end).
    void history(const QString &conversation, int count, std::optional<qint64> before,
                 QObject *context, Callback<History> done);
    /// The oldest \a count messages behind index \a after (exclusive; -1: from the start).
    void historyAfter(const QString &conversation, int count, qint64 after, QObject *context,
                      Callback<History> done);
    void message(const QString &conversation, qint64 index, QObject *context,
                 Callback<Message> done);
    /// Puts a message into the outbox (at once visible in outbox(), kept over a restart) and sends
    /// it in order. \a done when the service has it or refused it; may take as long as the network
    /// is down. Returns the local id; empty if it was refused at once (too long, unknown
    /// conversation).
    QString sendMessage(const QString &conversation, const QString &body,
                        const QJsonObject &attributes, QObject *context, Callback<Message> done);
    /// The same with attachments: they are uploaded one after the other when the message's turn
    /// comes (uploadProgress()), then the message is sent. Refused at once, with nothing kept:
    /// TooMany, TooLarge, FileMissing.
    QString sendMessage(const QString &conversation, const OutgoingMessage &message,
                        QObject *context, Callback<Message> done);
    void retryMessage(const QString &localId);
    /// Also while its files are uploaded (which ends that); not once the message itself is on its
    /// way.
    /// Takes a message out of the outbox before it is sent. False: it was not taken out, because it
    /// is on its way or has been sent.
    [[nodiscard]] bool discardMessage(const QString &localId);
    void editMessage(const QString &conversation, qint64 index, const QString &body,
                     QObject *context, Callback<Nothing> done);
    void deleteMessage(const QString &conversation, qint64 index, QObject *context,
                       Callback<Nothing> done);
    /// Changes a message's attributes without overwriting what others put there: reads them anew,
    /// applies \a change (perhaps several times: when another client changed them meanwhile) and
    /// writes the result. messageattributes.h has the changes that Parley makes, as
    /// reactionChange().
    void updateMessageAttributes(const QString &conversation, qint64 index,
                                 const AttributeChange &change, QObject *context,
                                 Callback<Nothing> done);
    /// Says that the user types; throttled to the service's interval; dropped while offline.
    void sendTyping(const QString &conversation);
    /// Moves the own read horizon forward to \a index (never back).
    void advanceReadHorizon(const QString &conversation, qint64 index, QObject *context,
                            Callback<Nothing> done);
    void setAllMessagesRead(const QString &conversation, QObject *context, Callback<Nothing> done);
    /// Takes the horizon away: nothing counts as read, the unread count is unknown.
    void setNoMessagesRead(const QString &conversation, QObject *context, Callback<Nothing> done);

    // Media. They travel by plain HTTPS with the token of the connection.
    using Progress = std::function<void(qint64 received, qint64 total)>;
    /// A URL that works without a sign-in for some minutes; kept until it runs out.
    void mediaContentUrl(const QString &mediaSid, QObject *context, Callback<QUrl> done);
    /// Saves the file as \a filePath (replaced if it exists) once it is complete; destroying \a
    /// context cancels it and leaves nothing behind. Answers with the path.
    void downloadMedia(const Media &media, const QString &filePath, QObject *context,
                       Progress progress, Callback<QString> done);
    /// For previews. TooLarge if it is over \a maxBytes.
    void loadMedia(const Media &media, qint64 maxBytes, QObject *context,
                   Callback<QByteArray> done);

    // Users
    /// Keeps what is known of a user current until releaseUser() was called as often. At most as
    /// many as the service allows are followed; beyond that the oldest is dropped.
    void subscribeUser(const QString &identity);
    void releaseUser(const QString &identity);
    void setOwnFriendlyName(const QString &name, QObject *context, Callback<Nothing> done);
    void setOwnAttributes(const QJsonObject &attributes, QObject *context, Callback<Nothing> done);

    /// Those that the user looks at: they are loaded first. Only a hint.
    void setVisibleConversations(const QStringList &conversationSids);

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
    /// Changes of a conversation's messages were lost for good (the service has forgotten them).
    /// New messages have been told. A model that shows older ones should read them again.
    void messagesMissed(const QString &conversationSid);
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
    /// Of a message in the outbox: bytes of all its files together.
    void uploadProgress(const QString &conversationSid, const QString &localId, qint64 sent,
                        qint64 total);
    void draftChanged(const QString &conversationSid);
    /// Something about a user became known or changed: see user().
    void userUpdated(const QString &identity);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley::chat
