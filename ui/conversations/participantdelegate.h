// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace parley::ui {

/// A person in a conversation: picture with presence, name, role, and what else is known.
class ParticipantDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Beside Qt::DisplayRole, the name.
    enum Role : int {
        IdentityRole = Qt::UserRole, ///< QString
        SidRole, ///< QString
        NameRole, ///< QString: without what is said of it
        KeyRole, ///< QString: decides the colour of the picture
        OnlineRole, ///< bool
        RoleNameRole, ///< QString: in the conversation; empty: not known
        AdminRole, ///< bool: the role is worth a mark
        DetailRole, ///< QString: the second line
    };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

} // namespace parley::ui
