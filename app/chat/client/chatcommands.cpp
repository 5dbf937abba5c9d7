// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatcommands.h"

#include "chat/conversations/conversationregistry.h"
#include "chat/messages/messagestream.h"
#include "chat/wire/chatparsing.h"
#include "twilsock/sid.h"

namespace parley::chat {

using namespace Qt::StringLiterals;

ChatCommands::ChatCommands(ChatContext &context, ConversationRegistry &registry,
                           MessageStream &messages, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_registry(registry)
    , m_messages(messages)
    , m_run(std::make_unique<QObject>())
{ }

ChatCommands::~ChatCommands() = default;

void ChatCommands::reset()
{
    m_run = std::make_unique<QObject>();
}

void ChatCommands::create(const NewConversation &wanted, Callback<Conversation> done)
{
    QJsonObject body { { u"attributes"_s, jsonText(wanted.attributes) } };
    if (!wanted.friendlyName.isEmpty())
        body.insert(u"friendly_name"_s, wanted.friendlyName);
    if (!wanted.uniqueName.isEmpty())
        body.insert(u"unique_name"_s, wanted.uniqueName);
    m_context.rest.post(m_context.configuration.conversations, body, RestClient::newMutationId(),
                        RestClient::Repeat::AfterDrop, m_run.get(),
                        [this, done = std::move(done)](const Outcome<RestAnswer> &outcome) {
                            const auto *answer = std::get_if<RestAnswer>(&outcome);
                            if (answer == nullptr)
                                return done(std::get<ChatError>(outcome));
                            const QString sid = answer->body.value("sid"_L1).toString();
                            if (sid.isEmpty())
                                return done(ChatError { .code = ChatError::Code::BadAnswer });
                            joinBySid(sid, answer->body, done);
                        });
}

void ChatCommands::join(const QString &conversation, Callback<Conversation> done)
{
    const QString local = m_registry.sidOf(conversation);
    if (!local.isEmpty() || isSid(conversation, "CH"_L1))
        return joinBySid(local.isEmpty() ? conversation : local, {}, std::move(done));
    resolve(conversation,
            [this, conversation, done = std::move(done)](const Outcome<QString> &outcome) {
                if (const auto *sid = std::get_if<QString>(&outcome))
                    return joinBySid(*sid, {}, done);
                peek(conversation, [this, done](const Outcome<QJsonObject> &peeked) {
                    const auto *description = std::get_if<QJsonObject>(&peeked);
                    if (description == nullptr)
                        return done(std::get<ChatError>(peeked));
                    joinBySid(description->value("sid"_L1).toString(), *description, done);
                });
            });
}

// Creating a conversation does not join it. Joining a second time answers with an error.
void ChatCommands::joinBySid(const QString &sid, const QJsonObject &description,
                             Callback<Conversation> done)
{
    const int removals = m_registry.removalsOf(sid);
    m_context.rest.post(m_context.participantsUrl(sid), { { u"identity"_s, m_context.identity() } },
                        RestClient::newMutationId(), RestClient::Repeat::AfterDrop, m_run.get(),
                        [this, sid, removals, description,
                         done = std::move(done)](const Outcome<RestAnswer> &outcome) {
                            if (const auto *error = std::get_if<ChatError>(&outcome)) {
                                if (!isParticipantAlready(*error))
                                    return done(*error);
                            }
                            adoptPeeked(sid, removals, description, done);
                        });
}

void ChatCommands::adoptPeeked(const QString &sid, int removals, const QJsonObject &description,
                               Callback<Conversation> done)
{
    const QJsonObject objects = description.value("sync_objects"_L1).toObject();
    const auto adopt = [this, sid, removals](const QJsonObject &answer) {
        if (m_registry.removalsOf(sid) == removals)
            m_registry.adopt(sid, answer);
    };
    const Conversation *known = m_registry.find(sid);
    if (!objects.isEmpty() || (known != nullptr && known->status == Conversation::Status::Joined)) {
        adopt(description);
        return awaitJoined(sid, std::move(done));
    }
    peek(sid, [this, sid, adopt, done = std::move(done)](const Outcome<QJsonObject> &peeked) {
        const auto *answer = std::get_if<QJsonObject>(&peeked);
        adopt(answer != nullptr ? *answer : QJsonObject());
        awaitJoined(sid, done);
    });
}

void ChatCommands::awaitJoined(const QString &sid, Callback<Conversation> done)
{
    m_registry.whenOpen(sid, m_run.get(),
                        [this, sid, done = std::move(done)](const std::optional<ChatError> &error) {
                            const Conversation *conversation = m_registry.find(sid);
                            if (error)
                                done(*error);
                            else if (conversation == nullptr)
                                done(ChatError { .code = ChatError::Code::NotFound });
                            else
                                done(Conversation(*conversation));
                        });
}

void ChatCommands::peek(const QString &conversation, Callback<QJsonObject> done)
{
    m_context.rest.get(m_context.conversationUrl(conversation), m_run.get(),
                       [done = std::move(done)](const Outcome<RestAnswer> &outcome) {
                           if (const auto *answer = std::get_if<RestAnswer>(&outcome))
                               done(QJsonObject(answer->body));
                           else
                               done(std::get<ChatError>(outcome));
                       });
}

void ChatCommands::resolve(const QString &conversation, Callback<QString> done)
{
    const QString local = m_registry.sidOf(conversation);
    if (!local.isEmpty() || isSid(conversation, "CH"_L1))
        return done(local.isEmpty() ? conversation : local);
    if (conversation.isEmpty() || m_context.configuration.myConversations.isEmpty())
        return done(ChatError { .code = ChatError::Code::NotFound });
    m_context.rest.get(
        m_context.myConversationUrl(conversation), m_run.get(),
        [done = std::move(done)](const Outcome<RestAnswer> &outcome) {
            if (const auto *error = std::get_if<ChatError>(&outcome))
                return done(*error);
            const QString sid
                = std::get<RestAnswer>(outcome).body.value("conversation_sid"_L1).toString();
            if (sid.isEmpty())
                return done(ChatError { .code = ChatError::Code::NotFound });
            done(sid);
        });
}

void ChatCommands::withSid(const QString &conversation, Callback<Nothing> done,
                           const std::function<void(const QString &)> &command)
{
    resolve(conversation, [done = std::move(done), command](const Outcome<QString> &outcome) {
        if (const auto *sid = std::get_if<QString>(&outcome))
            command(*sid);
        else
            done(std::get<ChatError>(outcome));
    });
}

RestClient::Done ChatCommands::plainly(Callback<Nothing> done) const
{
    return [done = std::move(done)](const Outcome<RestAnswer> &outcome) {
        if (const auto *error = std::get_if<ChatError>(&outcome))
            done(*error);
        else
            done(Nothing {});
    };
}

void ChatCommands::leave(const QString &conversation, Callback<Nothing> done)
{
    removeParticipant(conversation, m_context.identity(), std::move(done));
}

void ChatCommands::deleteConversation(const QString &conversation, Callback<Nothing> done)
{
    withSid(conversation, done, [this, done](const QString &sid) {
        m_context.rest.remove(m_context.conversationUrl(sid), m_run.get(), plainly(done));
    });
}

void ChatCommands::addParticipant(const QString &conversation, const QString &identity,
                                  Callback<Nothing> done)
{
    withSid(conversation, done, [this, identity, done](const QString &sid) {
        m_context.rest.post(m_context.participantsUrl(sid),
                            { { u"identity"_s, identity }, { u"attributes"_s, u"{}"_s } },
                            RestClient::newMutationId(), RestClient::Repeat::AfterDrop, m_run.get(),
                            plainly(done));
    });
}

void ChatCommands::removeParticipant(const QString &conversation, const QString &identity,
                                     Callback<Nothing> done)
{
    withSid(conversation, done, [this, identity, done](const QString &sid) {
        m_context.rest.remove(withSegment(m_context.participantsUrl(sid), identity), m_run.get(),
                              plainly(done));
    });
}

void ChatCommands::withMessage(const QString &conversation, qint64 index, Callback<Nothing> done,
                               std::function<void(const QUrl &)> command)
{
    withSid(conversation, done,
            [this, index, done, command = std::move(command)](const QString &sid) {
                m_registry.whenOpen(
                    sid, m_run.get(),
                    [this, sid, index, done, command](const std::optional<ChatError> &error) {
                        if (error)
                            return done(*error);
                        m_messages.find(sid, index, m_run.get(),
                                        [this, sid, done, command](const Outcome<Message> &found) {
                                            if (const auto *message = std::get_if<Message>(&found))
                                                command(m_context.messageUrl(sid, message->sid));
                                            else
                                                done(std::get<ChatError>(found));
                                        });
                    });
            });
}

void ChatCommands::editMessage(const QString &conversation, qint64 index, const QString &body,
                               Callback<Nothing> done)
{
    withMessage(conversation, index, done, [this, body, done](const QUrl &url) {
        m_context.rest.post(url, { { u"body"_s, body } }, RestClient::newMutationId(),
                            RestClient::Repeat::AfterDrop, m_run.get(), plainly(done));
    });
}

void ChatCommands::deleteMessage(const QString &conversation, qint64 index, Callback<Nothing> done)
{
    withMessage(conversation, index, done, [this, done](const QUrl &url) {
        m_context.rest.remove(url, m_run.get(), plainly(done));
    });
}

// The protocol documents one changed field for each request, so they are sent one after the other.
void ChatCommands::applyChanges(const QUrl &url, std::vector<QJsonObject> bodies,
                                Callback<Nothing> done)
{
    if (bodies.empty())
        return done(Nothing {});
    const QJsonObject body = bodies.back();
    bodies.pop_back();
    m_context.rest.post(url, body, RestClient::newMutationId(), RestClient::Repeat::AfterDrop,
                        m_run.get(),
                        [this, url, bodies = std::move(bodies),
                         done = std::move(done)](const Outcome<RestAnswer> &outcome) {
                            if (const auto *error = std::get_if<ChatError>(&outcome))
                                return done(*error);
                            applyChanges(url, bodies, done);
                        });
}

void ChatCommands::update(const QString &conversation, const ConversationChange &change,
                          Callback<Nothing> done)
{
    std::vector<QJsonObject> bodies; // the last one goes first
    if (change.attributes)
        bodies.push_back({ { u"attributes"_s, jsonText(*change.attributes) } });
    if (change.friendlyName)
        bodies.push_back({ { u"friendly_name"_s, *change.friendlyName } });
    if (change.uniqueName) // first: it is the one that may be taken already
        bodies.push_back({ { u"unique_name"_s, *change.uniqueName } });
    withSid(conversation, done, [this, bodies, done](const QString &sid) {
        applyChanges(m_context.conversationUrl(sid), bodies, done);
    });
}

void ChatCommands::setMuted(const QString &conversation, bool muted, Callback<Nothing> done)
{
    const QString level = muted ? u"muted"_s : u"default"_s;
    withSid(conversation, done, [this, level, done](const QString &sid) {
        m_context.rest.post(m_context.myConversationUrl(sid),
                            { { u"notification_level"_s, level } }, RestClient::newMutationId(),
                            RestClient::Repeat::AfterDrop, m_run.get(), plainly(done));
    });
}

void ChatCommands::setParticipantAttributes(const QString &conversationSid,
                                            const QString &participantSid,
                                            const QJsonObject &attributes, Callback<Nothing> done)
{
    m_context.rest.post(withSegment(m_context.participantsUrl(conversationSid), participantSid),
                        { { u"attributes"_s, jsonText(attributes) } }, RestClient::newMutationId(),
                        RestClient::Repeat::AfterDrop, m_run.get(), plainly(std::move(done)));
}

void ChatCommands::updateOwnUser(const QString &field, const QString &value, Callback<Nothing> done)
{
    m_context.rest.post(withSegment(m_context.configuration.users, m_context.identity()),
                        { { field, value } }, RestClient::newMutationId(),
                        RestClient::Repeat::AfterDrop, m_run.get(), plainly(std::move(done)));
}

} // namespace parley::chat
