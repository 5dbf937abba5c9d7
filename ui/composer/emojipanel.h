// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace parley::ui {

/// A board of emoji in groups, with a search by name. Everything works by keyboard.
class EmojiPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit EmojiPanel(QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *search() const { return m_search; }
    [[nodiscard]] QListView *list() const { return m_list; }
    /// Shows a panel that closes itself with the choice. Its lower right corner is at \a corner
    /// (lower left in a mirrored window).
    [[nodiscard]] static EmojiPanel *popUp(QWidget *parent, const QPoint &corner);

Q_SIGNALS:
    void chosen(const QString &emoji);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    QWidget *makeGroups();
    void setUpList();
    void searchChanged(const QString &text);
    void choose(const QModelIndex &index);

    QLineEdit *m_search = nullptr;
    QListView *m_list = nullptr;
    QStandardItemModel *m_model = nullptr;
    QSortFilterProxyModel *m_filter = nullptr;
};

} // namespace parley::ui
