// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/conversations/readhorizon.h"

#include "chat/conversations/conversationregistry.h"
#include "chat/wire/chatparsing.h"

#include <algorithm>
#include <utility>

namespace parley::chat {

using namespace Qt::StringLiterals;

ReadHorizon::ReadHorizon(ChatContext &context, ConversationRegistry &registry, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_registry(registry)
    , m_run(std::make_unique<QObject>())
{ }

ReadHorizon::~ReadHorizon() = default;

void ReadHorizon::advance(const QString &conversationSid, qint64 index, QObject *context,
                          Callback<Nothing> done)
{
    const Conversation *conversation = m_registry.find(conversationSid);
    if (conversation == nullptr || index < 0) {
        const auto code = index < 0 ? ChatError::Code::Invalid : ChatError::Code::NotFound;
        m_context.callbacks.later<Nothing>(context, std::move(done), ChatError { .code = code });
        return;
    }
    if (conversation->lastReadMessageIndex.value_or(-1) >= index) {
        m_context.callbacks.later<Nothing>(context, std::move(done), Nothing {});
        return;
    }
    Pending &pending = m_pending[conversationSid];
    pending.index = std::max(pending.index, index);
    pending.waiters.push_back(
        { m_context.callbacks.track<Nothing>(context, std::move(done)), index });
    if (!pending.isSending)
        send(conversationSid);
}

void ReadHorizon::clear(const QString &conversationSid, Callback<Nothing> done)
{
    m_context.rest.post(
        m_context.myConversationUrl(conversationSid),
        { { u"last_read_message_index"_s, QJsonValue::Null } }, RestClient::newMutationId(),
        RestClient::Repeat::AfterDrop, m_run.get(),
        [this, conversationSid, done = std::move(done)](const Outcome<RestAnswer> &outcome) {
            if (const auto *error = std::get_if<ChatError>(&outcome))
                return done(*error);
            m_registry.setHorizon(conversationSid, std::nullopt, std::nullopt);
            done(Nothing {});
        });
}

void ReadHorizon::resume()
{
    for (auto &[sid, pending] : m_pending) {
        if (!pending.isSending)
            send(sid);
    }
}

void ReadHorizon::reset()
{
    m_run = std::make_unique<QObject>();
    m_pending.clear();
}

void ReadHorizon::send(const QString &conversationSid)
{
    if (!m_context.connection.isConnected())
        return; // resume()
    Pending &pending = m_pending.at(conversationSid);
    pending.isSending = true;
    const qint64 index = pending.index;
    m_context.rest.post(m_context.myConversationUrl(conversationSid),
                        { { u"last_read_message_index"_s, index } }, RestClient::newMutationId(),
                        RestClient::Repeat::AfterDrop, m_run.get(),
                        [this, conversationSid, index](const Outcome<RestAnswer> &outcome) {
                            answered(conversationSid, index, outcome);
                        });
}

void ReadHorizon::answered(const QString &conversationSid, qint64 index,
                           const Outcome<RestAnswer> &outcome)
{
    Pending &pending = m_pending.at(conversationSid);
    pending.isSending = false;
    const auto *error = std::get_if<ChatError>(&outcome);
    if (error != nullptr && isPassing(*error)) {
        m_context.clock.callAfter(PassingTroubleWait, m_run.get(), [this] { resume(); });
        return;
    }
    std::vector<Waiter> served;
    std::vector<Waiter> rest;
    for (Waiter &waiter : pending.waiters)
        (waiter.index <= index ? served : rest).push_back(std::move(waiter));
    pending.waiters = std::move(rest);
    if (pending.index > index)
        send(conversationSid);
    else
        m_pending.erase(conversationSid);
    if (error == nullptr) {
        const QJsonObject &body = std::get<RestAnswer>(outcome).body;
        const qint64 reached = parseIndex(body.value("last_read_message_index"_L1)).value_or(index);
        const Conversation *conversation = m_registry.find(conversationSid);
        if (conversation != nullptr && conversation->lastReadMessageIndex.value_or(-1) <= reached)
            m_registry.setHorizon(conversationSid, reached,
                                  parseUnread(body.value("unread_messages_count"_L1)));
    }
    for (const Waiter &waiter : served)
        error != nullptr ? waiter.done(*error) : waiter.done(Nothing {});
}

} // namespace parley::chat
