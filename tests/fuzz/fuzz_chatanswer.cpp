// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/messageattributes.h"
#include "chat/wire/chatparsing.h"

#include <QJsonDocument>

#include <cstdint>

using namespace parley;
using namespace parley::chat;
using namespace Qt::StringLiterals;

namespace {

/// What every change of a message's attributes has to hold, whatever stands in them already.
void change(Message message)
{
    const QString identity = u"ada"_s;
    const QJsonValue others = message.attributes.value("others"_L1);
    const auto apply = [&message, &others](const AttributeChange &wanted) {
        const QJsonObject before = message.attributes;
        const auto outcome = wanted(before);
        if (const auto *changed = std::get_if<QJsonObject>(&outcome)) {
            message.attributes = *changed;
            Q_ASSERT(message.attributes.value("others"_L1) == others);
        }
        return std::holds_alternative<QJsonObject>(outcome);
    };
    if (apply(pinChange(identity, Toggle::On))) {
        Q_ASSERT(!pinnedBy(message).isEmpty());
        const bool isTaken = apply(pinChange(identity, Toggle::Off));
        Q_ASSERT(isTaken && pinnedBy(message).isEmpty());
    }
    const QString emoji = u"+1"_s;
    if (apply(reactionChange(emoji, identity, Toggle::On))) {
        Q_ASSERT(hasMarked(message, identity));
        const bool isTaken = apply(reactionChange(emoji, identity, Toggle::Off));
        Q_ASSERT(isTaken);
        for (const Reaction &reaction : reactionsOf(message))
            Q_ASSERT(reaction.emoji != emoji || !reaction.identities.contains(identity));
    }
}

} // namespace

/// An answer of the service as item, participant, document and description; and as the text of a
/// message's attributes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const QJsonObject object = QJsonDocument::fromJson(input).object();
    sync::Item item { .key = u"ada"_s, .index = 3, .data = object };
    const Message message = parseMessage(item, u"ada"_s);
    static_cast<void>(replyOf(message));
    change(message);
    item.data = { { u"attributes"_s, QString::fromUtf8(input) } };
    change(parseMessage(item, u"ben"_s));

    item.data = object;
    Participant participant;
    applyParticipant(participant, item);
    Conversation conversation;
    applyDocument(conversation, object);
    applyDescription(conversation, object);
    static_cast<void>(directPartnerOf(conversation, u"ada"_s));
    static_cast<void>(errorOf(twilsock::Response { .httpStatus = 400, .body = input }));
    return 0;
}
