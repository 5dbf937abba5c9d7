// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace parley::ui {

/// A conversation in the list: avatar, name, newest message, time, unread count.
class ConversationDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    [[nodiscard]] QString displayText(const QVariant &value, const QLocale &locale) const override;

    /// Everything the row says, for assistive technology and tooltips.
    [[nodiscard]] static QString description(const QModelIndex &index);
    /// The second line: author and body of the newest message, on one line.
    [[nodiscard]] static QString preview(const QModelIndex &index);
};

} // namespace parley::ui
