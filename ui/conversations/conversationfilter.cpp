// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/conversationfilter.h"

#include "chat/conversationlistmodel.h"
#include "conversations/conversationdelegate.h"
#include "conversations/conversationname.h"
#include "text/tooltips.h"

#include <algorithm>
#include <limits>

namespace parley::ui {

using Model = chat::ConversationListModel;

void ConversationFilter::setSearch(const QString &search)
{
    changeFilter([this, &search] { m_words = search.split(u' ', Qt::SkipEmptyParts); });
}

void ConversationFilter::setOrderFrozen(bool isFrozen)
{
    if (m_isFrozen == isFrozen || sourceModel() == nullptr)
        return;
    m_isFrozen = isFrozen;
    m_places.clear();
    if (isFrozen) {
        for (int row = 0; row < sourceModel()->rowCount(); ++row)
            m_places.insert(sourceModel()->index(row, 0).data(Model::SidRole).toString(), row);
    }
    sort(isFrozen ? 0 : -1); // -1: the order of the source
}

bool ConversationFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto placeOf = [this](const QModelIndex &index) {
        return m_places.value(index.data(Model::SidRole).toString(),
                              std::numeric_limits<int>::max());
    };
    const int leftPlace = placeOf(left);
    const int rightPlace = placeOf(right);
    return leftPlace != rightPlace ? leftPlace < rightPlace : left.row() < right.row();
}

QString ConversationFilter::nameOf(const QModelIndex &source) const
{
    const QVariant conversation = source.data(Model::ConversationRole);
    if (m_client == nullptr || !conversation.isValid())
        return ShownText::name(source.data(Model::NameRole).toString());
    return conversationName(*m_client, conversation.value<chat::Conversation>());
}

QVariant ConversationFilter::personData(const QModelIndex &source, int role) const
{
    const auto conversation = source.data(Model::ConversationRole).value<chat::Conversation>();
    const QString partner = m_client->directPartnerOf(conversation);
    const QString author = source.data(Model::LastAuthorRole).toString();
    switch (role) {
    case AvatarKeyRole:
        return partner;
    case OnlineRole:
        return presenceOf(*m_client, partner);
    case OwnLastRole:
        return !author.isEmpty() && author == m_client->identity();
    case UncountedRole:
        return !conversation.lastReadMessageIndex && !conversation.unreadCount
            && conversation.lastMessageIndex.has_value();
    case Model::LastAuthorRole:
        return author.isEmpty() ? author : personName(*m_client, author);
    default:
        return {};
    }
}

QVariant ConversationFilter::data(const QModelIndex &index, int role) const
{
    switch (role) {
    case Qt::AccessibleTextRole:
        return ConversationDelegate::description(index);
    case Model::NameRole:
    case Qt::DisplayRole: // for type-ahead in the list
        return nameOf(mapToSource(index));
    case Qt::ToolTipRole:
        return toolTipText(nameOf(mapToSource(index)));
    case AvatarKeyRole:
    case OnlineRole:
    case OwnLastRole:
    case UncountedRole:
    case Model::LastAuthorRole:
        if (m_client != nullptr)
            return personData(mapToSource(index), role);
        break;
    default:
        break;
    }
    return QSortFilterProxyModel::data(index, role);
}

bool ConversationFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty())
        return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const QString name = nameOf(index);
    const QString unique = index.data(Model::UniqueNameRole).toString();
    const QString partner
        = m_client != nullptr ? personData(index, AvatarKeyRole).toString() : QString();
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        return name.contains(word, Qt::CaseInsensitive)
            || unique.contains(word, Qt::CaseInsensitive)
            || partner.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace parley::ui
