// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatcommands.h"

#include "chat/conversations/conversationregistry.h"
#include "chat/wire/chatparsing.h"

#include <utility>

// The part of ChatCommands that changes what is there.

namespace parley::chat {

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
