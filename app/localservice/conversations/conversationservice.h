// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/conversations/apijson.h"
#include "localservice/store/conversationstore.h"
#include "localservice/store/mutationlog.h"
#include "localservice/twilsock/tunnel.h"
#include "token/clock.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <variant>

namespace parley::localservice {

class Database;
class MediaStore;
class SubscriptionHub;
class SyncStore;
class Transaction;

/// The Conversations half of the tunnel (host aim): configuration, commands, reads, typing.
///
/// Rights, kept simple. A private conversation takes in its creator, users whom a participant adds,
/// and users whom a participant invited (Programmable Chat); for every other user it does not
/// exist (404). A conversation of type `public` is listed and described to all users, who may join
/// it. Participants read, write, add and invite others, and edit or delete their own messages. The
/// creator may also rename the conversation, delete it, remove others and moderate their messages.
class ConversationService final : public QObject
{
    Q_OBJECT

public:
    /// \a notify sends a notification to the connections of an identity that registered the type.
    using Notify = std::function<void(const QString &identity, const QString &messageType,
                                      const QJsonObject &payload)>;
    /// Tells whether a user is connected now.
    using IsOnline = std::function<bool(const QString &identity)>;

    static constexpr int TypingTimeoutSeconds = 5;

    /// References must outlive this object.
    ConversationService(Database &database, SyncStore &sync, ConversationStore &store,
                        MediaStore &media, SubscriptionHub &hub, const Installation &installation,
                        Clock &clock, Notify notify, IsOnline isOnline, QObject *parent = nullptr);

    /// `http://127.0.0.1:…`, where media are sent and fetched.
    void setMediaBase(const QString &base);

    [[nodiscard]] TunnelResponse handle(const Caller &caller, const TunnelRequest &request);

    // For participants that live in the server.
    /// False: there is no such conversation, or \a identity is not in it.
    bool postMessage(const QString &identity, const QString &conversationSid, const QString &body);
    void sendTyping(const QString &identity, const QString &conversationSid);
    /// Moves the read horizon of \a identity to the last message.
    void readAll(const QString &identity, const QString &conversationSid);
    void setOnline(const QString &identity, bool online);
    /// The same, for a participant that has no connection.
    void setPresent(const QString &identity, bool present);

Q_SIGNALS:
    /// The message is stored and was sent to all participants.
    void messageAdded(const QString &conversationSid, const QString &author, const QString &body);

private:
    struct Call
    {
        const Caller &caller;
        const TunnelRequest &request;
        const ApiJson &json;
        bool isOld = false; ///< Programmable Chat
        QString at {}; ///< the moment, for all that it changes
        QJsonObject body {};

        /// Empty: the request may not be repeated.
        [[nodiscard]] QString mutation() const
        {
            return request.headers.value(QStringLiteral("x-twilio-mutation-id"));
        }
    };
    /// A conversation that the caller may know of, and the caller's place in it.
    struct Membership
    {
        ConversationRecord conversation {};
        std::optional<ParticipantRecord> own {};
        bool isCreator = false;
        bool isInvited = false;

        [[nodiscard]] bool mayEnter() const { return own || isCreator; }
        [[nodiscard]] bool mayJoin() const
        {
            return conversation.isPublic || isCreator || isInvited;
        }
    };

    // Routing
    TunnelResponse client(const Call &call, const QStringList &path);
    TunnelResponse conversations(const Call &call, const QStringList &path);
    TunnelResponse oneConversation(const Call &call, const QString &id, const QStringList &path);
    TunnelResponse participants(const Call &call, const QString &id, const QStringList &path);
    TunnelResponse invites(const Call &call, const QString &id, const QStringList &path);
    TunnelResponse messages(const Call &call, const QString &id, const QStringList &path);
    TunnelResponse users(const Call &call, const QStringList &path);
    TunnelResponse typing(const Caller &caller, const TunnelRequest &request);
    [[nodiscard]] std::optional<TunnelResponse> replayed(const Call &call);

    // Conversations
    TunnelResponse createConversation(const Call &call);
    TunnelResponse readConversation(const Call &call, const QString &id);
    [[nodiscard]] QJsonObject descriptor(const Call &call, const Membership &membership);
    TunnelResponse updateConversation(const Call &call, const Membership &membership);
    TunnelResponse deleteConversation(const Call &call, const Membership &membership);
    TunnelResponse listPublic(const Call &call);
    TunnelResponse listOwn(const Call &call);
    /// One page of what \a fetch gives from behind a SID, each as \a toJson has it.
    TunnelResponse page(const Call &call,
                        const std::function<std::vector<ConversationRecord>(const QString &after,
                                                                            int limit)> &fetch,
                        const std::function<QJsonObject(const ConversationRecord &)> &toJson);
    TunnelResponse readOwn(const Call &call, const QString &id);
    TunnelResponse updateOwn(const Call &call, const QString &id);

    // Participants
    TunnelResponse addParticipant(const Call &call, const QString &id);
    /// The answer if \a call may not add the participant that it names; empty: it may.
    [[nodiscard]] static std::optional<TunnelResponse> refuseToAdd(const Call &call,
                                                                   const Membership &membership);
    TunnelResponse addOther(const Call &call, const ConversationRecord &conversation);
    TunnelResponse updateParticipant(const Call &call, const Membership &membership,
                                     const ParticipantRecord &participant);
    TunnelResponse removeParticipant(const Call &call, const Membership &membership,
                                     const ParticipantRecord &participant);

    // Invitations
    TunnelResponse invite(const Call &call, const Membership &membership);
    TunnelResponse endInvitation(const Call &call, const QString &id, const QString &identity);
    /// Call it after the events, so that the leaving user still gets them. \a objects are those of
    /// participants; the creator, or each user of a public one, keeps the first: the document.
    void revoke(const QString &identity, const ConversationRecord &conversation,
                const QStringList &objects);

    // Messages
    TunnelResponse createMessage(const Call &call, const Membership &membership);
    TunnelResponse updateMessage(const Call &call, const Membership &membership,
                                 const MessageRecord &message);
    TunnelResponse deleteMessage(const Call &call, const Membership &membership,
                                 const MessageRecord &message);
    /// Reads what is to be sent into \a data and \a medias; the answer that refuses it, or nothing.
    [[nodiscard]] std::optional<TunnelResponse> readMessage(const Call &call, QJsonObject &data,
                                                            std::vector<MediaRecord> &medias);
    [[nodiscard]] std::optional<TunnelResponse> readMedia(const Call &call,
                                                          std::vector<MediaRecord> &medias);

    // Users
    TunnelResponse readUser(const Call &call, const QString &id);
    TunnelResponse updateUser(const Call &call, const QString &id);
    TunnelResponse listUsers(const Call &call);

    /// The one place that decides which conversations \a identity may know of. Empty: there is none
    /// under \a id, or it is a private one of others; the caller answers both alike.
    [[nodiscard]] std::optional<Membership> lookUp(const QString &identity, const QString &id);
    /// The conversation, if the caller takes part in it or has created it.
    [[nodiscard]] std::variant<Membership, TunnelResponse> enter(const Call &call,
                                                                 const QString &id);
    [[nodiscard]] std::optional<int> unreadOf(const ParticipantRecord &participant);
    [[nodiscard]] bool isOnline(const QString &identity) const
    {
        return m_present.contains(identity) || m_isOnline(identity);
    }
    [[nodiscard]] QString now() const;
    /// Remembers the mutation, commits, sends the events. \a url is null if the resource is gone
    /// now.
    TunnelResponse finish(Transaction &transaction, const Call &call,
                          const TunnelResponse &response, const QString &url);
    /// The same, for who writes the answer afterwards. False: nothing was kept.
    [[nodiscard]] bool keep(Transaction &transaction, const Call &call, const QString &url);
    bool commitAndPublish(Transaction &transaction, Subscriber *origin = nullptr);

    Database &m_database;
    SyncStore &m_sync;
    ConversationStore &m_store;
    MediaStore &m_media;
    SubscriptionHub &m_hub;
    Installation m_installation;
    ApiJson m_jsonV1;
    ApiJson m_jsonV2;
    Clock &m_clock;
    Notify m_notify;
    IsOnline m_isOnline;
    QSet<QString> m_present; // identities, see setPresent()
    MutationLog m_mutations;
};

} // namespace parley::localservice
