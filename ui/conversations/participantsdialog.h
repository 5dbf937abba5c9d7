// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/dialog.h"

#include <QSet>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace parley::chat {
class ChatClient;
struct Participant;
} // namespace parley::chat

namespace parley::ui {

/// Who is in a conversation, as what, and whether they are there now; adds and removes people.
class ParticipantsDialog final : public Dialog
{
    Q_OBJECT

public:
    /// \a client must outlive this object.
    ParticipantsDialog(chat::ChatClient &client, const QString &conversationSid,
                       QWidget *parent = nullptr);
    ~ParticipantsDialog() override;

private:
    void follow(const QString &identity);
    [[nodiscard]] QString nameOf(const chat::Participant &participant) const;
    [[nodiscard]] QString describe(const chat::Participant &participant) const;
    void reload();
    void add();
    void removeSelected();
    void updateButtons();
    void showProblem(const QString &text);

    chat::ChatClient &m_client;
    QString m_sid;
    QSet<QString> m_followed;
    QListWidget *m_list = nullptr;
    QLineEdit *m_identity = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_remove = nullptr;
    QLabel *m_problem = nullptr;
};

} // namespace parley::ui
