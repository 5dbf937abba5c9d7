// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "chat/messageattributes.h"
#include "text/showntext.h"
#include "text/timetexts.h"

#include <QCoreApplication>
#include <QVariant>

namespace parley::ui {

/// How a person is called here, fit to show.
[[nodiscard]] inline QString personName(const chat::ChatClient &client, const QString &identity)
{
    return ShownText::name(client.users().friendlyNameOf(identity), identity);
}

/// Whether the person is online; invalid: not known.
[[nodiscard]] inline QVariant presenceOf(const chat::ChatClient &client, const QString &identity)
{
    const std::optional<bool> online = client.users().user(identity).online;
    return online ? QVariant(*online) : QVariant();
}

/// For a list of people, fit to show: the name, and the identity if that differs.
[[nodiscard]] inline QString nameWithIdentity(const chat::ChatClient &client,
                                              const QString &identity)
{
    const QString name = personName(client, identity);
    const QString shown = ShownText::identity(identity);
    if (name == shown)
        return name;
    //: A person in a list: name, identity.
    return QCoreApplication::translate("People", "%1 (%2)").arg(name, shown);
}

/// How a conversation is called here, fit to show: one of two people by the other one.
[[nodiscard]] inline QString conversationName(const chat::ChatClient &client,
                                              const chat::Conversation &conversation)
{
    const QString partner = chat::directPartnerOf(conversation, client.identity());
    if (!partner.isEmpty())
        return personName(client, partner);
    return ShownText::name(conversation.displayName(),
                           conversation.uniqueName.isEmpty() ? conversation.sid
                                                             : conversation.uniqueName);
}

/// The line that marks what an earlier run has kept; empty if \a since is invalid.
[[nodiscard]] inline QString keptNotice(chat::ChatClient &client, const QDateTime &since,
                                        const QDate &today)
{
    if (!since.isValid())
        return {};
    //: %1: a time of day, a weekday or a date.
    return (client.connection().isConnected()
                ? QCoreApplication::translate("Kept", "As of %1, being updated")
                : QCoreApplication::translate("Kept", "As of %1, not connected yet"))
        .arg(TimeTexts::brief(since, today));
}

} // namespace parley::ui
