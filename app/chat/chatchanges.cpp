// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatcommands.h"

#include "chat/chatparsing.h"
#include "chat/conversationregistry.h"
#include "chat/messageattributes.h"
#include "chat/rosterdirectory.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

// The part of ChatCommands that changes what is there, and direct conversations.

namespace parley::chat {

using namespace std::chrono_literals;

namespace {

constexpr int UniqueNameExists = 50353;
/// Whoever was faster to make it needs a moment to add us.
constexpr int JoinAttempts = 4;
constexpr auto JoinWait = std::chrono::milliseconds(500);

/// The same for both sides, whatever characters and however long the identities are.
QString directNameOf(const QString &a, const QString &b)
{
    QStringList pair { a, b };
    std::ranges::sort(pair);
    const QByteArray text = QJsonDocument(QJsonArray::fromStringList(pair)).toJson();
    return QStringLiteral("parley-direct-")
        + QString::fromLatin1(
               QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().left(40));
}

} // namespace

void ChatCommands::openDirect(const QString &identity, Callback<Conversation> done)
{
    const QString name = directNameOf(m_context.identity(), identity);
    for (const Conversation &known : m_registry.values()) {
        const bool isIt
            = known.uniqueName == name || directPartnerOf(known, m_context.identity()) == identity;
        if (!isIt || known.status != Conversation::Status::Joined)
            continue;
        return awaitJoined(
            known.sid,
            [this, identity, done = std::move(done)](const Outcome<Conversation> &outcome) {
                const auto *opened = std::get_if<Conversation>(&outcome);
                if (opened == nullptr)
                    return done(outcome);
                // Not everybody may add: what is there is opened all the same.
                completeDirect(identity, *opened,
                               [known = *opened, done](const Outcome<Conversation> &completed) {
                                   const auto *error = std::get_if<ChatError>(&completed);
                                   if (error != nullptr && error->httpStatus == 403)
                                       done(known);
                                   else
                                       done(completed);
                               });
            });
    }
    createDirect(identity, std::move(done));
}

void ChatCommands::createDirect(const QString &identity, Callback<Conversation> done)
{
    const QString name = directNameOf(m_context.identity(), identity);
    create({ .uniqueName = name, .attributes = directAttributes(m_context.identity(), identity) },
           [this, identity, name, done = std::move(done)](const Outcome<Conversation> &outcome) {
               if (const auto *created = std::get_if<Conversation>(&outcome))
                   return addToDirect(identity, *created, done);
               if (std::get<ChatError>(outcome).serviceCode == UniqueNameExists)
                   return joinDirect(identity, name, 1, done);
               done(outcome);
           });
}

void ChatCommands::joinDirect(const QString &identity, const QString &uniqueName, int attempt,
                              Callback<Conversation> done)
{
    join(uniqueName,
         [this, identity, uniqueName, attempt,
          done = std::move(done)](const Outcome<Conversation> &outcome) {
             const auto *joined = std::get_if<Conversation>(&outcome);
             if (joined != nullptr && directPartnerOf(*joined, m_context.identity()) == identity)
                 return completeDirect(identity, *joined, done);
             if (joined != nullptr)
                 return done(ChatError {
                     .code = ChatError::Code::Refused,
                     .detail = QStringLiteral("somebody else has made it, not one of the two") });
             if (attempt == JoinAttempts)
                 return done(outcome);
             m_context.clock.callAfter(JoinWait * attempt, m_run.get(),
                                       [this, identity, uniqueName, attempt, done] {
                                           joinDirect(identity, uniqueName, attempt + 1, done);
                                       });
         });
}

// The other one may never have been added, or may have left: then it is added (again).
void ChatCommands::completeDirect(const QString &identity, const Conversation &conversation,
                                  Callback<Conversation> done)
{
    m_rosters.load(conversation.sid, m_run.get(),
                   [this, identity, conversation,
                    done = std::move(done)](const Outcome<std::vector<Participant>> &outcome) {
                       const auto *roster = std::get_if<std::vector<Participant>>(&outcome);
                       // Who cannot look does not add: what is there is opened.
                       const bool isComplete = roster == nullptr
                           || std::ranges::find(*roster, identity, &Participant::identity)
                               != roster->end();
                       if (isComplete)
                           done(conversation);
                       else
                           addToDirect(identity, conversation, done);
                   });
}

void ChatCommands::addToDirect(const QString &identity, const Conversation &conversation,
                               Callback<Conversation> done)
{
    addParticipant(
        conversation.sid, identity,
        [this, sid = conversation.sid, done = std::move(done)](const Outcome<Nothing> &outcome) {
            const auto *error = std::get_if<ChatError>(&outcome);
            if (error != nullptr && !isParticipantAlready(*error))
                return done(*error);
            awaitJoined(sid, done);
        });
}

// The service is promised to take one at a time only.
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
        bodies.push_back({ { QStringLiteral("attributes"), jsonText(*change.attributes) } });
    if (change.friendlyName)
        bodies.push_back({ { QStringLiteral("friendly_name"), *change.friendlyName } });
    if (change.uniqueName) // first: it is the one that may be taken already
        bodies.push_back({ { QStringLiteral("unique_name"), *change.uniqueName } });
    withSid(conversation, done, [this, bodies, done](const QString &sid) {
        applyChanges(m_context.conversationUrl(sid), bodies, done);
    });
}

void ChatCommands::setMuted(const QString &conversation, bool muted, Callback<Nothing> done)
{
    const QString level = muted ? QStringLiteral("muted") : QStringLiteral("default");
    withSid(conversation, done, [this, level, done](const QString &sid) {
        m_context.rest.post(
            m_context.myConversationUrl(sid), { { QStringLiteral("notification_level"), level } },
            RestClient::newMutationId(), RestClient::Repeat::AfterDrop, m_run.get(), plainly(done));
    });
}

void ChatCommands::setParticipantAttributes(const QString &conversationSid,
                                            const QString &participantSid,
                                            const QJsonObject &attributes, Callback<Nothing> done)
{
    m_context.rest.post(withSegment(m_context.participantsUrl(conversationSid), participantSid),
                        { { QStringLiteral("attributes"), jsonText(attributes) } },
                        RestClient::newMutationId(), RestClient::Repeat::AfterDrop, m_run.get(),
                        plainly(std::move(done)));
}

void ChatCommands::updateOwnUser(const QString &field, const QString &value, Callback<Nothing> done)
{
    m_context.rest.post(withSegment(m_context.configuration.users, m_context.identity()),
                        { { field, value } }, RestClient::newMutationId(),
                        RestClient::Repeat::AfterDrop, m_run.get(), plainly(std::move(done)));
}

} // namespace parley::chat
