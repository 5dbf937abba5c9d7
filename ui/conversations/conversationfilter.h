// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/filtermodel.h"

#include <QHash>

namespace parley::chat {
class ChatClient;
}

namespace parley::ui {

/// The conversations whose name has every word of a search, with names and descriptions for people
/// (the source model formats nothing).
class ConversationFilter final : public FilterModel
{
    Q_OBJECT

public:
    enum Role : int {
        AvatarKeyRole = Qt::UserRole + 1000, ///< QString: of the person, if it is a direct one
        AvatarNameRole, ///< QString: whose initials it has; empty: the name's
        OnlineRole, ///< bool: that person's client is connected; invalid: not known
        OwnLastRole, ///< bool: the newest message is the user's own
        UncountedRole, ///< bool: there are unread messages, and their number is unknown
        DetailRole, ///< QString: the second line of a person, fit to show
    };

    using FilterModel::FilterModel;

    /// Knows people; must outlive this object.
    void setClient(chat::ChatClient &client) { m_client = &client; }
    void setSearch(const QString &search);
    /// While it is frozen the order stays as it is, whatever happens; new ones come at the end.
    void setOrderFrozen(bool isFrozen);
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] QString nameOf(const QModelIndex &source) const;
    [[nodiscard]] QVariant personData(const QModelIndex &source, int role) const;

    chat::ChatClient *m_client = nullptr;
    QStringList m_words;
    bool m_isFrozen = false;
    QHash<QString, int> m_places; ///< by sid, as they were when the order was frozen
};

} // namespace parley::ui
