// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/directconversations.h"

#include "chat/client/chatcommands.h"
#include "chat/conversations/conversationregistry.h"
#include "chat/conversations/participantdirectory.h"
#include "chat/messageattributes.h"
#include "chat/wire/chatparsing.h"

#include <QUuid>

#include <algorithm>
#include <tuple>
#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;

namespace {

/// The same order for both clients.
bool isOlder(const Conversation &a, const Conversation &b)
{
    return std::tie(a.dateCreated, a.sid) < std::tie(b.dateCreated, b.sid);
}

} // namespace

DirectConversations::DirectConversations(ChatContext &context, ConversationRegistry &registry,
                                         ParticipantDirectory &rosters, ChatCommands &commands,
                                         QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_registry(registry)
    , m_rosters(rosters)
    , m_commands(commands)
    , m_run(std::make_unique<QObject>())
{
    connect(&registry, &ConversationRegistry::joined, this, &DirectConversations::settle);
}

DirectConversations::~DirectConversations() = default;

void DirectConversations::reset()
{
    m_run = std::make_unique<QObject>();
    m_waiting.clear();
    m_made.clear();
}

std::optional<Conversation> DirectConversations::find(const QString &identity) const
{
    std::optional<Conversation> oldest;
    for (const Conversation &known : m_registry.values()) {
        const bool isIt = known.status == Conversation::Status::Joined
            && directPartnerOf(known, m_context.identity()) == identity
            && m_rosters.hasOnly(known.sid, { m_context.identity(), identity });
        if (isIt && (!oldest || isOlder(known, *oldest)))
            oldest = known;
    }
    return oldest;
}

void DirectConversations::open(const QString &identity, Callback<Conversation> done)
{
    std::vector<Callback<Conversation>> &waiting = m_waiting[identity];
    waiting.push_back(std::move(done));
    if (waiting.size() > 1)
        return;
    if (find(identity))
        openOldest(identity);
    else
        create(identity);
}

void DirectConversations::create(const QString &identity)
{
    m_commands.create(
        { .uniqueName = u"parley-direct-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces),
          .attributes = directAttributes(m_context.identity(), identity) },
        [this, identity](const Outcome<Conversation> &outcome) {
            const auto *created = std::get_if<Conversation>(&outcome);
            if (created == nullptr)
                return finish(identity, outcome);
            m_made.insert(created->sid);
            add(identity, *created, IfForbidden::Fail);
        });
}

void DirectConversations::openOldest(const QString &identity)
{
    const std::optional<Conversation> conversation = find(identity);
    if (!conversation)
        return finish(identity, ChatError { .code = ChatError::Code::NotFound });
    m_registry.whenOpen(conversation->sid, m_run.get(),
                        [this, identity, conversation](const std::optional<ChatError> &error) {
                            if (error)
                                finish(identity, *error);
                            else
                                complete(identity, *conversation);
                        });
}

void DirectConversations::complete(const QString &identity, const Conversation &conversation)
{
    m_rosters.load(
        conversation.sid, m_run.get(),
        [this, identity, conversation](const Outcome<std::vector<Participant>> &outcome) {
            const std::optional<Conversation> counts = find(identity);
            if (!counts) // a third one takes part
                return create(identity);
            if (counts->sid != conversation.sid)
                return openOldest(identity);
            const auto *roster = std::get_if<std::vector<Participant>>(&outcome);
            // Without the roster nothing is known to be missing.
            const bool isComplete = roster == nullptr
                || std::ranges::find(*roster, identity, &Participant::identity) != roster->end();
            if (isComplete)
                finish(identity, conversation);
            else
                add(identity, conversation, IfForbidden::OpenAnyway);
        });
}

void DirectConversations::add(const QString &identity, const Conversation &conversation,
                              IfForbidden ifForbidden)
{
    m_commands.addParticipant(
        conversation.sid, identity,
        [this, identity, conversation, ifForbidden](const Outcome<Nothing> &outcome) {
            const auto *error = std::get_if<ChatError>(&outcome);
            if (error != nullptr && !isParticipantAlready(*error)) {
                const bool isUsable
                    = ifForbidden == IfForbidden::OpenAnyway && error->httpStatus == 403;
                return finish(identity,
                              isUsable ? Outcome<Conversation>(conversation)
                                       : Outcome<Conversation>(*error));
            }
            settle(conversation);
            const std::optional<Conversation> oldest = find(identity);
            if (oldest && oldest->sid != conversation.sid)
                return openOldest(identity); // the other client was faster
            finish(identity, conversation);
        });
}

void DirectConversations::finish(const QString &identity, const Outcome<Conversation> &outcome)
{
    Outcome<Conversation> latest = outcome;
    if (const auto *conversation = std::get_if<Conversation>(&outcome)) {
        if (const Conversation *known = m_registry.find(conversation->sid))
            latest = *known;
    }
    const std::vector<Callback<Conversation>> waiting = m_waiting.take(identity);
    for (const Callback<Conversation> &done : waiting)
        done(latest);
}

void DirectConversations::settle(const Conversation &joined)
{
    const QString partner = directPartnerOf(joined, m_context.identity());
    const std::optional<Conversation> oldest = partner.isEmpty() ? std::nullopt : find(partner);
    if (!oldest)
        return;
    for (const Conversation &known : m_registry.values()) {
        const bool isSurplus = m_made.contains(known.sid) && known.sid != oldest->sid
            && !known.lastMessageIndex && directPartnerOf(known, m_context.identity()) == partner;
        if (!isSurplus)
            continue;
        m_made.remove(known.sid);
        m_commands.deleteConversation(known.sid, [](const Outcome<Nothing> &) {});
    }
}

} // namespace parley::chat
