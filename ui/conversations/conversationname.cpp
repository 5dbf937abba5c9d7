// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/conversationname.h"

#include "text/timetexts.h"

#include <QCoreApplication>
#include <QLocale>

namespace parley::ui {

namespace {

/// How a conversation is called that was made for two and has more: by the others.
QString namesOfOthers(const chat::ChatClient &client, const QString &sid)
{
    constexpr int MaxOthers = 3;
    QStringList names;
    int more = 0;
    for (const chat::Participant &participant : client.participants().of(sid)) {
        if (participant.identity == client.identity())
            continue;
        if (names.size() == MaxOthers)
            ++more;
        else
            names.append(participant.identity.isEmpty() ? ShownText::name(participant.address)
                                                        : personName(client, participant.identity));
    }
    if (more > 0)
        names.append(QCoreApplication::translate("People", "%n other(s)", nullptr, more));
    return QLocale().createSeparatedList(names);
}

} // namespace

QString personName(const chat::ChatClient &client, const QString &identity)
{
    return client.users().isNameShared(identity)
        ? nameWithIdentity(client, identity)
        : ShownText::name(client.users().friendlyNameOf(identity), identity);
}

QString nameWithIdentity(const chat::ChatClient &client, const QString &identity)
{
    const QString name = ShownText::name(client.users().friendlyNameOf(identity), identity);
    const QString shown = ShownText::identity(identity);
    if (name == shown)
        return name;
    //: A person in a list: name, identity.
    return QCoreApplication::translate("People", "%1 (%2)").arg(name, shown);
}

QString conversationName(const chat::ChatClient &client, const chat::Conversation &conversation)
{
    const QString partner = client.directPartnerOf(conversation);
    if (!partner.isEmpty())
        return personName(client, partner);
    if (!chat::directPartnerOf(conversation, client.identity()).isEmpty())
        return namesOfOthers(client, conversation.sid);
    return ShownText::name(conversation.displayName(),
                           conversation.uniqueName.isEmpty() ? conversation.sid
                                                             : conversation.uniqueName);
}

QString keptNotice(chat::ChatClient &client, const QDateTime &since, const QDate &today)
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
