// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"
#include "widgets/dialog.h"

#include <vector>

class QLabel;
class QLineEdit;
class QListView;
class QModelIndex;
class QStandardItemModel;

namespace parley::ui {

/// Messages of one conversation that are on this computer.
struct LoadedMessages
{
    QString sid {};
    std::vector<chat::Message> messages {}; ///< oldest first
};

/// Ctrl+Shift+F: finds words in all messages that this run of Parley has loaded, and says that
/// there may be more. Enter opens the message.
class FindEverywhere final : public Dialog
{
    Q_OBJECT

public:
    static constexpr int MaxResults = 200;

    /// \a client must outlive this object; it knows what people and conversations are called.
    FindEverywhere(chat::ChatClient &client, std::vector<LoadedMessages> loaded,
                   QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const QString &sid, qint64 index);

private:
    void search(const QString &text);
    void choose(const QModelIndex &index);

    chat::ChatClient &m_client;
    std::vector<LoadedMessages> m_loaded;
    QStandardItemModel *m_results = nullptr;
    QLineEdit *m_field = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_count = nullptr;
    QLabel *m_scope = nullptr;
};

} // namespace parley::ui
