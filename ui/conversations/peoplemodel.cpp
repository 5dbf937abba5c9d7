// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/peoplemodel.h"

#include "chat/conversationlistmodel.h"
#include "conversations/conversationfilter.h"
#include "conversations/conversationname.h"
#include "text/tooltips.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::ui {

using Model = chat::ConversationListModel;

PeopleModel::PeopleModel(chat::ChatClient &client, QObject *parent)
    : QAbstractListModel(parent)
    , m_client(client)
{
    connect(&client.users(), &chat::ChatUsers::updated, this, [this](const QString &identity) {
        for (int row = 0; row < int(m_people.size()); ++row) {
            if (m_people[size_t(row)].identity == identity)
                Q_EMIT dataChanged(index(row), index(row));
        }
    });
}

QStringList PeopleModel::knownIdentities(const chat::ChatClient &client)
{
    QSet<QString> known;
    for (const chat::Conversation &conversation : client.conversations().all()) {
        known.insert(client.directPartnerOf(conversation));
        for (const chat::Participant &participant : client.participants().of(conversation.sid))
            known.insert(participant.identity);
    }
    known.subtract({ QString(), client.identity() });
    return { known.begin(), known.end() };
}

void PeopleModel::setSearch(const QString &search)
{
    const QStringList words = search.split(u' ', Qt::SkipEmptyParts);
    const QStringList known = words.isEmpty() ? QStringList() : knownIdentities(m_client);
    QSet<QString> hidden;
    for (const chat::Conversation &conversation : m_client.conversations().all())
        hidden.insert(m_client.directPartnerOf(conversation));
    beginResetModel();
    m_people.clear();
    for (const QString &identity : known) {
        const QString name = personName(m_client, identity);
        const bool isFound = std::ranges::all_of(words, [&](const QString &word) {
            return name.contains(word, Qt::CaseInsensitive)
                || identity.contains(word, Qt::CaseInsensitive);
        });
        if (isFound && !hidden.contains(identity))
            m_people.push_back({ identity, name });
    }
    std::ranges::sort(m_people, {}, [](const Person &person) {
        return std::pair(person.name.toCaseFolded(), person.identity);
    });
    const QString typed = search.trimmed();
    if (!typed.isEmpty() && typed != m_client.identity() && !known.contains(typed))
        m_people.push_back({ typed, ShownText::identity(typed), false });
    endResetModel();
}

int PeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_people.size());
}

QVariant PeopleModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Person &person = m_people[size_t(index.row())];
    //: In a list of conversations: the row begins one with this person.
    const QString title = tr("Message %1").arg(person.name);
    const QString detail = person.isKnown
        ? ShownText::identity(person.identity)
        : tr("You share no conversation with this identity. Check the spelling.");
    switch (role) {
    case Qt::DisplayRole:
    case Model::NameRole:
        return title;
    case Qt::AccessibleTextRole:
        return QString(title + u". "_s + detail);
    case Qt::ToolTipRole:
        return toolTipText(title + u'\n' + detail);
    case ConversationFilter::DetailRole:
        return detail;
    case ConversationFilter::AvatarKeyRole:
    case IdentityRole:
        return person.identity;
    case ConversationFilter::AvatarNameRole:
        return person.name;
    case ConversationFilter::OnlineRole: // asked for rows that are in view
        return person.isKnown ? presenceOf(m_client, person.identity) : QVariant();
    default:
        return {};
    }
}

} // namespace parley::ui
