// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/chatclient_p.h"
#include "chat/media/attachments.h"
#include "chat/wire/chatparsing.h"
#include "chat/wire/ownattributes.h"

// ChatClient's commands on messages and their files.

namespace parley::chat {

void ChatClient::history(const QString &conversation, int count, std::optional<qint64> before,
                         QObject *context, Callback<History> done)
{
    const auto tracked = d->context.callbacks.track(context, std::move(done));
    d->whenOpen(conversation, tracked, [this, count, before, tracked](const QString &sid) {
        d->messages.history(sid, count, before, d->session.get(), tracked);
    });
}

void ChatClient::historyAfter(const QString &conversation, int count, qint64 after,
                              QObject *context, Callback<History> done)
{
    const auto tracked = d->context.callbacks.track(context, std::move(done));
    d->whenOpen(conversation, tracked, [this, count, after, tracked](const QString &sid) {
        d->messages.historyAfter(sid, count, after, d->session.get(), tracked);
    });
}

void ChatClient::message(const QString &conversation, qint64 index, QObject *context,
                         Callback<Message> done)
{
    const auto tracked = d->context.callbacks.track(context, std::move(done));
    d->whenOpen(conversation, tracked, [this, index, tracked](const QString &sid) {
        d->messages.find(sid, index, d->session.get(), tracked);
    });
}

QString ChatClient::sendMessage(const QString &conversation, const QString &body,
                                const QJsonObject &attributes, QObject *context,
                                Callback<Message> done)
{
    return sendMessage(conversation, { .body = body, .attributes = attributes }, context,
                       std::move(done));
}

QString ChatClient::sendMessage(const QString &conversation, const OutgoingMessage &message,
                                QObject *context, Callback<Message> done)
{
    const auto refuse = [this, context, &done](const ChatError &error) {
        d->context.callbacks.later<Message>(context, done, error);
        return QString();
    };
    if (message.body.isEmpty() && message.attachments.empty())
        return refuse(
            { .code = ChatError::Code::Invalid, .detail = QStringLiteral("the message is empty") });
    const QJsonObject marked = withMarker(message.attributes, RestClient::newMutationId());
    if (message.body.toUtf8().size() > MaxBodyBytes
        || jsonText(marked).toUtf8().size() > MaxAttributesBytes)
        return refuse({ .code = ChatError::Code::TooLong,
                        .detail = QStringLiteral("the message is over the service's limit") });
    QString sid = d->registry.sidOf(conversation);
    const Conversation *known = d->registry.find(sid);
    // Before everything is loaded a SID is taken at its word: the message waits, the service
    // decides.
    if (known == nullptr && isConversationSid(conversation) && !d->registry.isLoaded())
        sid = conversation;
    else if (known == nullptr || known->status != Conversation::Status::Joined)
        return refuse({ .code = ChatError::Code::NotFound,
                        .detail = QStringLiteral("no such conversation") });
    auto attachments = takeAttachments(message.attachments, mediaLimits());
    if (const auto *error = std::get_if<ChatError>(&attachments))
        return refuse(*error);
    return d->outbox.add(sid, message.body, message.attributes,
                         std::get<std::vector<OutboxAttachment>>(std::move(attachments)),
                         d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::retryMessage(const QString &localId)
{
    d->outbox.retry(localId);
}

bool ChatClient::discardMessage(const QString &localId)
{
    return d->outbox.discard(localId);
}

void ChatClient::editMessage(const QString &conversation, qint64 index, const QString &body,
                             QObject *context, Callback<Nothing> done)
{
    using enum ChatError::Code;
    if (d->isReady(context, done)
        && d->isValid(!body.isEmpty(), Invalid, "the message is empty", context, done)
        && d->isValid(body.toUtf8().size() <= MaxBodyBytes, TooLong,
                      "the message is over the service's limit", context, done))
        d->commands.editMessage(conversation, index, body,
                                d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::deleteMessage(const QString &conversation, qint64 index, QObject *context,
                               Callback<Nothing> done)
{
    if (d->isReady(context, done))
        d->commands.deleteMessage(conversation, index,
                                  d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::updateMessageAttributes(const QString &conversation, qint64 index,
                                         const AttributeChange &change, QObject *context,
                                         Callback<Nothing> done)
{
    if (!d->isReady(context, done))
        return;
    const auto tracked = d->context.callbacks.track(context, std::move(done));
    d->whenOpen(conversation, tracked, [this, index, change, tracked](const QString &sid) {
        d->attributes.edit(sid, index, change, tracked);
    });
}

void ChatClient::mediaContentUrl(const QString &mediaSid, QObject *context, Callback<QUrl> done)
{
    d->media.contentUrl(mediaSid, context, d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::downloadMedia(const Media &media, const QString &filePath, QObject *context,
                               Progress progress, Callback<QString> done)
{
    d->media.download(media, filePath, context, std::move(progress),
                      d->context.callbacks.track(context, std::move(done)));
}

void ChatClient::loadMedia(const Media &media, qint64 maxBytes, QObject *context,
                           Callback<QByteArray> done)
{
    d->media.load(media, maxBytes, context, d->context.callbacks.track(context, std::move(done)));
}

} // namespace parley::chat
