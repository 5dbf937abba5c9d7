// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDate>
#include <QStyledItemDelegate>

class QListView;

namespace parley::ui {

/// The second line of a row: what introduces it (who wrote it, that it is a draft), then the words.
struct ConversationPreview
{
    enum class Lead { None, Author, Draft };
    Lead lead = Lead::None;
    QString leadText {}; ///< with its colon
    QString text {};

    [[nodiscard]] QString whole() const;
};

/// A conversation or a person in a list: avatar with presence, name, newest message or what else is
/// known, time, unread count.
class ConversationDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Paints the rows of \a list, which owns it, and sets the list up as all such lists are.
    explicit ConversationDelegate(QListView &list);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

    /// Everything the row says, for assistive technology and tooltips.
    [[nodiscard]] static QString description(const QModelIndex &index);
    /// The draft, else author and words of the newest message, on one line.
    enum class Drafts { Shown, Hidden };
    [[nodiscard]] static ConversationPreview preview(const QModelIndex &index,
                                                     Drafts drafts = Drafts::Shown);
    /// Decides what is shown as a time, a weekday, a date.
    void setToday(const QDate &today) { m_today = today; }

private:
    void paintTopLine(QPainter &painter, const QStyleOptionViewItem &option,
                      const QModelIndex &index, QRect line) const;
    void paintBottomLine(QPainter &painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index, QRect line) const;

    QDate m_today = QDate::currentDate();
};

} // namespace parley::ui
