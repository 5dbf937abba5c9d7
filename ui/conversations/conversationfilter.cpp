// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/conversationfilter.h"

#include "chat/conversationlistmodel.h"
#include "conversations/conversationdelegate.h"
#include "text/tooltips.h"

#include <algorithm>

namespace parley::ui {

using Model = chat::ConversationListModel;

void ConversationFilter::setSearch(const QString &search)
{
    m_words = search.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

QVariant ConversationFilter::data(const QModelIndex &index, int role) const
{
    if (role == Qt::AccessibleTextRole)
        return ConversationDelegate::description(index);
    if (role == Qt::DisplayRole) // for type-ahead in the list
        return QSortFilterProxyModel::data(index, Model::NameRole);
    if (role == Qt::ToolTipRole)
        return toolTipText(QSortFilterProxyModel::data(index, Model::NameRole).toString());
    return QSortFilterProxyModel::data(index, role);
}

bool ConversationFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const QString name = index.data(Model::NameRole).toString();
    const QString unique = index.data(Model::UniqueNameRole).toString();
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        return name.contains(word, Qt::CaseInsensitive)
            || unique.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace parley::ui
