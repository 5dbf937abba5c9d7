// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QList>
#include <QMetaType>
#include <QStringList>

#include <optional>

/// What Parley keeps in a message's attributes, all under the one key `parley`, so that whatever
/// others keep beside it stays as it is:
///     {"parley": {"id": …,                                    the sender's own number of it
///                 "reply": {"sid", "index", "author", "text"},  what it answers
///                 "reactions": {"👍": ["ada", "ben"]},          who reacted how, in that order
///                 "pinned": "ada"}}                           who has pinned it
namespace parley::chat {

/// Which message one answers. `text` is a short excerpt, so that it can be shown without the
/// original, which may be far away or deleted.
struct Reply
{
    QString sid {};
    qint64 index = -1;
    QString author {}; ///< identity
    QString text {};
    /// Author and text are those of the original, not what the sender of the answer says of it.
    bool isVerified = false;

    bool operator==(const Reply &) const = default;
};

struct Reaction
{
    QString emoji {};
    QStringList identities {}; ///< in the order in which they reacted

    bool operator==(const Reaction &) const = default;
};
using ReactionList = QList<Reaction>;

/// Empty if \a message answers nothing.
[[nodiscard]] std::optional<Reply> replyOf(const Message &message);
/// What an answer to \a original shows of it.
[[nodiscard]] Reply quotationOf(const Message &original);
/// Attributes for OutgoingMessage: \a attributes and that it answers \a original.
[[nodiscard]] QJsonObject withReply(const QJsonObject &attributes, const Message &original);

/// Sorted by emoji; broken entries are left out.
[[nodiscard]] ReactionList reactionsOf(const Message &message);
enum class Toggle { Off, On };
/// Puts \a identity's reaction \a emoji in or takes it out; all else stays. For
/// ChatMessages::updateAttributes(). Invalid: \a emoji is no reaction, or another client keeps
/// something that is no object under the key `parley`.
[[nodiscard]] AttributeChange reactionChange(const QString &emoji, const QString &identity,
                                             Toggle toggle);
/// An emoji or another short word without spaces; what can be a reaction.
[[nodiscard]] bool isReaction(const QString &emoji);
/// The identity of the user who has pinned \a message; empty: it is not pinned.
[[nodiscard]] QString pinnedBy(const Message &message);
/// Pins a message in the name of \a identity, or unpins it for all. Like reactionChange().
[[nodiscard]] AttributeChange pinChange(const QString &identity, Toggle toggle);

/// Whether \a identity has left a mark on the message, so that a change of it by \a identity need
/// not be one of its body.
[[nodiscard]] bool hasMarked(const Message &message, const QString &identity);

/// Of a conversation of these two alone.
[[nodiscard]] QJsonObject directAttributes(const QString &a, const QString &b);
/// The identity at the other end of a direct conversation (see ChatConversations::openDirect()) by
/// its attributes alone; who takes part is looked at by ChatClient::directPartnerOf(). Empty: it is
/// none, or its creator is neither one of the two nor `system`.
[[nodiscard]] QString directPartnerOf(const Conversation &conversation, const QString &ownIdentity);

} // namespace parley::chat

Q_DECLARE_METATYPE(parley::chat::Reply)
Q_DECLARE_METATYPE(parley::chat::Reaction)
