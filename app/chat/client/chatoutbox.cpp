// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatoutbox.h"

#include "chat/client/chatparts_p.h"
#include "chat/client/limits_p.h"
#include "chat/media/attachments.h"
#include "chat/wire/chatparsing.h"
#include "chat/wire/ownattributes.h"
#include "twilsock/sid.h"

namespace parley::chat {

using namespace Qt::StringLiterals;

ChatOutbox::ChatOutbox(ChatParts &parts)
    : d(parts)
{ }

std::vector<Message> ChatOutbox::messages(const QString &conversationSid) const
{
    return d.outbox.values(conversationSid);
}

QStringList ChatOutbox::conversations() const
{
    return d.outbox.conversations();
}

bool ChatOutbox::isEmpty() const
{
    return d.outbox.isEmpty();
}

QString ChatOutbox::send(const QString &conversation, const OutgoingMessage &message,
                         QObject *context, Callback<Message> done)
{
    const auto refuse = [this, context, &done](const ChatError &error) {
        d.context.callbacks.later<Message>(context, done, error);
        return QString();
    };
    if (message.body.isEmpty() && message.attachments.empty())
        return refuse({ .code = ChatError::Code::Invalid, .detail = u"the message is empty"_s });
    const QJsonObject marked = withMarker(message.attributes, RestClient::newMutationId());
    if (!fits(message.body) || !fits(marked, MaxAttributesBytes))
        return refuse({ .code = ChatError::Code::TooLong,
                        .detail = u"the message is over the service's limit"_s });
    QString sid = d.registry.sidOf(conversation);
    const Conversation *known = d.registry.find(sid);
    // Before everything is loaded a SID is taken at its word: the message waits, the service
    // decides.
    if (known == nullptr && isSid(conversation, "CH"_L1) && !d.registry.isLoaded())
        sid = conversation;
    else if (known == nullptr || known->status != Conversation::Status::Joined)
        return refuse({ .code = ChatError::Code::NotFound, .detail = u"no such conversation"_s });
    auto attachments = takeAttachments(message.attachments, d.context.configuration.mediaLimits);
    if (const auto *error = std::get_if<ChatError>(&attachments))
        return refuse(*error);
    return d.outbox.add(sid, message.body, message.attributes,
                        std::get<std::vector<OutboxAttachment>>(std::move(attachments)),
                        d.context.callbacks.track(context, std::move(done)));
}

bool ChatOutbox::retry(const QString &localId)
{
    return d.outbox.retry(localId);
}

bool ChatOutbox::discard(const QString &localId)
{
    return d.outbox.discard(localId);
}

QString ChatOutbox::draft(const QString &conversationSid) const
{
    return d.store.draft(conversationSid);
}

bool ChatOutbox::setDraft(const QString &conversationSid, const QString &text)
{
    if (d.store.draft(conversationSid) == text)
        return true;
    if (!d.store.setDraft(conversationSid, text))
        return false;
    Q_EMIT draftChanged(conversationSid);
    return true;
}

} // namespace parley::chat
