// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/conversationpeople.h"

#include "chat/chatclient.h"
#include "conversations/conversationname.h"

#include <algorithm>

namespace parley::ui {
namespace {

QStringList readersOf(const chat::ChatClient &client, const QString &sid, qint64 index)
{
    QStringList names;
    for (const chat::Participant &participant : client.participants().of(sid)) {
        if (!participant.identity.isEmpty() && participant.identity != client.identity()
            && participant.lastReadMessageIndex.value_or(-1) >= index)
            names.append(personName(client, participant.identity));
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}

} // namespace

Names namesIn(const chat::ChatClient &client, const QString &sid)
{
    const std::optional<chat::Conversation> conversation = client.conversations().find(sid);
    return { .own = client.identity(),
             .lookUp = [&client](const QString &identity) { return personName(client, identity); },
             // Between two people it is clear who the other one is.
             .partner = conversation ? client.directPartnerOf(*conversation) : QString(),
             .readersOf = [&client, sid](qint64 index) { return readersOf(client, sid, index); } };
}

std::vector<Suggestion> suggestPeople(const chat::ChatClient &client, const QString &sid,
                                      const QString &letters)
{
    std::vector<Suggestion> found;
    for (const chat::Participant &participant : client.participants().of(sid)) {
        const QString identity = participant.identity;
        if (identity.isEmpty() || identity == client.identity())
            continue;
        const QString name = personName(client, identity);
        const bool isMeant = identity.startsWith(letters, Qt::CaseInsensitive)
            || name.startsWith(letters, Qt::CaseInsensitive)
            || name.contains(u' ' + letters, Qt::CaseInsensitive);
        if (isMeant)
            found.push_back({ .text = u'@' + identity,
                              .label = nameWithIdentity(client, identity),
                              .identity = identity,
                              .name = name,
                              .online = client.users().user(identity).online });
    }
    std::ranges::sort(found, {}, [](const Suggestion &each) { return each.label.toCaseFolded(); });
    return found;
}

} // namespace parley::ui
