// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/conversations/messagerequests.h"

#include "localservice/conversations/changepublisher.h"
#include "localservice/conversations/conversationaccess.h"
#include "localservice/conversations/limits.h"
#include "localservice/conversations/refusals.h"
#include "localservice/store/database.h"
#include "localservice/store/mediastore.h"
#include "localservice/store/messagestore.h"
#include "localservice/store/syncitems.h"

#include <QJsonArray>
#include <QSet>

#include <utility>

namespace parley::localservice::messagerequests {

using namespace Qt::StringLiterals;

namespace {

std::optional<TunnelResponse> checkBody(const QJsonValue &body)
{
    if (!body.isString() || body.toString().isEmpty())
        return TunnelResponse::error(400, 50503, u"The message body is missing"_s);
    if (body.toString().toUtf8().size() > limits::BodyBytes)
        return TunnelResponse::error(400, 50504, u"The message body is too long"_s);
    if (!limits::isText(body))
        return TunnelResponse::error(400, 50503, u"The message body is no text"_s);
    return std::nullopt;
}

std::optional<TunnelResponse> readMedia(const ApiCall &call, std::vector<MediaRecord> &medias)
{
    QJsonArray sids = call.body.value("media_sids"_L1).toArray();
    if (call.body.contains("media_sid"_L1)) // Programmable Chat
        sids.append(call.body.value("media_sid"_L1));
    if (sids.size() > limits::MediaPerMessage)
        return TunnelResponse::error(400, 50512, u"Too many media in one message"_s);
    qint64 bytes = 0;
    QSet<QString> seen;
    for (const auto value : std::as_const(sids)) {
        const std::optional<MediaRecord> media = call.parts.media.find(value.toString());
        if (!media || media->author != call.caller.identity)
            return TunnelResponse::error(400, 50507, u"Unknown media"_s);
        if (!media->message.isNull() || seen.contains(media->sid))
            return TunnelResponse::error(400, 50508, u"The media was sent already"_s);
        seen.insert(media->sid);
        bytes += media->size;
        medias.push_back(*media);
    }
    if (bytes > limits::MediaBytesPerMessage)
        return TunnelResponse::error(400, 50512, u"The media are too large together"_s);
    return std::nullopt;
}

/// Reads what is to be sent into \a data and \a medias; the answer that refuses it, or nothing.
std::optional<TunnelResponse> readMessage(const ApiCall &call, QJsonObject &data,
                                          std::vector<MediaRecord> &medias)
{
    const QJsonObject &body = call.body;
    if (const auto refusal = readMedia(call, medias))
        return refusal;
    const QJsonValue content = body.value("content_sid"_L1);
    const bool hasContent = content.isString() && !content.toString().isEmpty();
    const bool needsBody = !hasContent && medias.empty();
    if (needsBody || (body.contains("body"_L1) && !body.value("body"_L1).toString().isEmpty())) {
        if (const auto refusal = checkBody(body.value("body"_L1)))
            return refusal;
    }
    const QJsonValue subject = body.value("subject"_L1);
    if (subject.toString().size() > limits::NameCharacters)
        return TunnelResponse::error(400, 50504, u"The subject is too long"_s);
    if (!limits::isText(subject) || !limits::isText(content))
        return TunnelResponse::error(400, 50503, u"The message is no text"_s);
    QString attributes = u"{}"_s;
    if (const auto refusal = limits::readAttributes(body, limits::AttributesBytes, attributes))
        return refusal;
    data.insert(u"text"_s,
                body.value("body"_L1).isString() ? body.value("body"_L1)
                                                 : QJsonValue(QJsonValue::Null));
    data.insert(u"subject"_s, subject.isString() ? subject : QJsonValue(QJsonValue::Null));
    data.insert(u"contentSid"_s, hasContent ? content : QJsonValue(QJsonValue::Null));
    data.insert(u"attributes"_s, attributes);
    syncitems::putMedia(data, medias);
    return std::nullopt;
}

} // namespace

TunnelResponse create(const ApiCall &call, const Membership &membership)
{
    QJsonObject data { { u"memberSid"_s, membership.own->sid } };
    std::vector<MediaRecord> medias;
    if (const auto refusal = readMessage(call, data, medias))
        return *refusal;
    ConversationRecord conversation = membership.conversation;
    Transaction transaction(call.parts.database);
    const MessageRecord message
        = call.parts.messages.add(conversation, call.caller.identity, data, call.at);
    for (const MediaRecord &media : medias)
        call.parts.media.attach(media, message);
    if (!call.parts.publisher.keep(transaction, call, call.json.messageUrl(message)))
        return TunnelResponse::serverError();
    // The others have it now; the answer is written behind that.
    call.parts.messageAdded(conversation.sid, call.caller.identity,
                            data.value("text"_L1).toString());
    return TunnelResponse::ok(call.json.message(message, data), 201);
}

TunnelResponse read(const ApiCall &call, const Membership &, const MessageRecord &message)
{
    return TunnelResponse::ok(call.json.message(message, call.parts.messages.data(message)));
}

TunnelResponse update(const ApiCall &call, const Membership &membership,
                      const MessageRecord &message)
{
    // Each participant may change the attributes, because they hold the reactions.
    const bool changesBody = call.body.contains("body"_L1);
    if (changesBody && message.author != call.caller.identity && !membership.isCreator)
        return refusals::notPermitted();
    QJsonObject data = call.parts.messages.data(message);
    if (changesBody) {
        if (const auto refusal = checkBody(call.body.value("body"_L1)))
            return *refusal;
        data.insert(u"text"_s, call.body.value("body"_L1));
    }
    QString attributes = data.value("attributes"_L1).toString();
    if (const auto refusal = limits::readAttributes(call.body, limits::AttributesBytes, attributes))
        return *refusal;
    data.insert(u"attributes"_s, attributes);
    data.insert(u"lastUpdatedBy"_s, call.caller.identity);
    data.insert(u"dateUpdated"_s, call.at);
    Transaction transaction(call.parts.database);
    call.parts.messages.setData(membership.conversation, message, data, call.at);
    return call.parts.publisher.finish(transaction, call,
                                       TunnelResponse::ok(call.json.message(message, data)),
                                       call.json.messageUrl(message));
}

TunnelResponse remove(const ApiCall &call, const Membership &membership,
                      const MessageRecord &message)
{
    if (message.author != call.caller.identity && !membership.isCreator)
        return refusals::notPermitted();
    Transaction transaction(call.parts.database);
    call.parts.messages.remove(membership.conversation, message, call.at);
    call.parts.media.removeOfMessage(message.sid);
    return call.parts.publisher.finish(transaction, call, TunnelResponse::noContent(), {});
}

} // namespace parley::localservice::messagerequests
