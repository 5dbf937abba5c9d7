// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/dialog.h"

class QAbstractItemModel;
class QConcatenateTablesProxyModel;
class QLineEdit;
class QListView;
class QModelIndex;

namespace parley::chat {
class ChatClient;
}

namespace parley::ui {

class ConversationFilter;
class PeopleModel;

/// Ctrl+K: type a few letters, Enter opens the conversation, or begins one with the person. Arrow
/// keys work while typing.
class QuickSwitcher final : public Dialog
{
    Q_OBJECT

public:
    /// \a conversations has ConversationListModel's roles; \a client knows what people are called.
    /// Both must outlive this object.
    QuickSwitcher(QAbstractItemModel &conversations, chat::ChatClient &client,
                  QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const QString &sid);
    /// The conversation with this person is to be opened, or begun.
    void personChosen(const QString &identity);

private:
    void search(const QString &text);
    void choose(const QModelIndex &index);

    ConversationFilter *m_filter = nullptr;
    PeopleModel *m_people = nullptr;
    QConcatenateTablesProxyModel *m_rows = nullptr; ///< conversations, then people
    QLineEdit *m_search = nullptr;
    QListView *m_list = nullptr;
};

} // namespace parley::ui
