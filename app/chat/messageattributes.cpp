// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/messageattributes.h"

#include "chat/wire/ownattributes.h"
#include "twilsock/boundedjson.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::chat {

namespace {

constexpr QLatin1String ReplyKey("reply");
constexpr QLatin1String ReactionsKey("reactions");
constexpr QLatin1String PinnedKey("pinned");
constexpr QLatin1String DirectKey("direct");
constexpr qsizetype MaxExcerpt = 120;
constexpr qsizetype MaxReaction = 32;
/// Different ones on one message; far more than any program offers.
constexpr qsizetype MaxReactions = 200;

// The beginning of one line, never half of a surrogate pair.
QString excerptOf(const QString &body)
{
    QString text = body.left(4 * MaxExcerpt).simplified();
    if (text.size() <= MaxExcerpt)
        return text;
    text.truncate(MaxExcerpt - 1);
    if (text.back().isHighSurrogate())
        text.chop(1);
    return text + QChar(0x2026);
}

/// Parley's part with \a identity's reaction \a emoji put in or taken out.
QJsonObject withReaction(QJsonObject ours, const QString &emoji, const QString &identity,
                         Toggle toggle)
{
    QJsonObject reactions = ours.value(ReactionsKey).toObject();
    const QJsonArray present = reactions.value(emoji).toArray();
    const bool isOn = present.contains(QJsonValue(identity));
    if (isOn == (toggle == Toggle::On))
        return ours;
    QJsonArray changed;
    for (const QJsonValue &other : present) {
        if (other.toString() != identity)
            changed.append(other);
    }
    if (toggle == Toggle::On)
        changed.append(identity);
    if (changed.isEmpty())
        reactions.remove(emoji);
    else
        reactions.insert(emoji, changed);
    if (reactions.isEmpty())
        ours.remove(ReactionsKey);
    else
        ours.insert(ReactionsKey, reactions);
    return ours;
}

ChatError invalid(const QString &why)
{
    return { .code = ChatError::Code::Invalid, .detail = why };
}

/// Changes what stands under the key `parley`.
AttributeChange ownPartChange(const std::function<QJsonObject(const QJsonObject &)> &change)
{
    return [change](const QJsonObject &attributes) -> Outcome<QJsonObject> {
        if (isOwnPartTaken(attributes))
            return invalid(u"another program keeps something else under the attribute 'parley', "
                           "where this belongs: it has to be removed first"_s);
        return withOwnPart(attributes, change(ownPart(attributes)));
    };
}

} // namespace

std::optional<Reply> replyOf(const Message &message)
{
    const QJsonObject object = ownPart(message.attributes).value(ReplyKey).toObject();
    Reply reply { .sid = object.value("sid"_L1).toString(),
                  .index = twilsock::parseIndex(object.value("index"_L1)).value_or(-1),
                  .author = object.value("author"_L1).toString(),
                  .text = object.value("text"_L1).toString() };
    if (reply.sid.isEmpty() && reply.index < 0)
        return std::nullopt;
    return reply;
}

Reply quotationOf(const Message &original)
{
    return { original.sid, original.index, original.author, excerptOf(original.body), true };
}

QJsonObject withReply(const QJsonObject &attributes, const Message &original)
{
    QJsonObject ours = ownPart(attributes);
    const Reply reply = quotationOf(original);
    ours.insert(ReplyKey,
                QJsonObject { { u"sid"_s, reply.sid },
                              { u"index"_s, reply.index },
                              { u"author"_s, reply.author },
                              { u"text"_s, reply.text } });
    return withOwnPart(attributes, ours);
}

bool isReaction(const QString &emoji)
{
    return !emoji.isEmpty() && emoji.size() <= MaxReaction
        && std::ranges::none_of(
            emoji, [](QChar c) { return c.isSpace() || c.category() == QChar::Other_Control; });
}

ReactionList reactionsOf(const Message &message)
{
    ReactionList reactions;
    const QJsonObject object = ownPart(message.attributes).value(ReactionsKey).toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        Reaction reaction { .emoji = it.key() };
        if (reactions.size() == MaxReactions)
            break;
        if (!isReaction(reaction.emoji))
            continue;
        const QJsonArray identities = it.value().toArray();
        QSet<QString> known;
        for (const QJsonValue &identity : identities) {
            const QString name = identity.toString();
            if (name.isEmpty() || known.contains(name))
                continue;
            known.insert(name);
            reaction.identities.append(name);
        }
        if (!reaction.identities.isEmpty())
            reactions.append(reaction);
    }
    return reactions;
}

bool hasMarked(const Message &message, const QString &identity)
{
    return pinnedBy(message) == identity
        || std::ranges::any_of(reactionsOf(message), [&identity](const Reaction &reaction) {
               return reaction.identities.contains(identity);
           });
}

QString pinnedBy(const Message &message)
{
    return ownPart(message.attributes).value(PinnedKey).toString();
}

AttributeChange pinChange(const QString &identity, Toggle toggle)
{
    return ownPartChange([identity, toggle](QJsonObject part) {
        if (toggle == Toggle::Off)
            part.remove(PinnedKey);
        else if (part.value(PinnedKey).toString().isEmpty())
            part.insert(PinnedKey, identity);
        return part;
    });
}

AttributeChange reactionChange(const QString &emoji, const QString &identity, Toggle toggle)
{
    if (!isReaction(emoji))
        return [](const QJsonObject &) { return invalid(u"not a reaction"_s); };
    return ownPartChange([emoji, identity, toggle](const QJsonObject &part) {
        return withReaction(part, emoji, identity, toggle);
    });
}

QJsonObject directAttributes(const QString &a, const QString &b)
{
    return withOwnPart({}, { { DirectKey, QJsonArray { a, b } } });
}

QString directPartnerOf(const Conversation &conversation, const QString &ownIdentity)
{
    const QJsonArray pair = ownPart(conversation.attributes).value(DirectKey).toArray();
    if (pair.size() != 2)
        return {};
    const QString first = pair.at(0).toString();
    const QString second = pair.at(1).toString();
    // A user can write these attributes into a conversation of their own, to pass for another user.
    // So the creator has to be one of the two.
    const QString &maker = conversation.createdBy;
    if (maker != first && maker != second && maker != "system"_L1)
        return {};
    if (first == ownIdentity)
        return second;
    return second == ownIdentity ? first : QString();
}

} // namespace parley::chat
