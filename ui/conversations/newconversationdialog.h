// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/dialog.h"

#include <QStringList>

class QLabel;
class QLineEdit;
class QPushButton;

namespace parley::chat {
class ChatClient;
}

namespace parley::ui {

class IdentityInput;

/// Starts a conversation: name, unique name, people to invite. Stays open, with all that was typed,
/// until the service has said yes.
class NewConversationDialog final : public Dialog
{
    Q_OBJECT

public:
    /// \a client must outlive this object.
    explicit NewConversationDialog(chat::ChatClient &client, QWidget *parent = nullptr);

Q_SIGNALS:
    void created(const QString &sid);
    /// The conversation exists, but these could not be added to it.
    void invitationsFailed(const QStringList &identities);

private:
    void create();
    void validate();
    void invite(const QString &sid);
    void showProblem(const QString &text);
    void setBusy(bool busy);

    chat::ChatClient &m_client;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_uniqueName = nullptr;
    QLineEdit *m_people = nullptr;
    IdentityInput *m_input = nullptr; ///< the field's, of people
    QLabel *m_problem = nullptr;
    QPushButton *m_create = nullptr;
    QStringList m_failedInvitations;
    qsizetype m_invitationsLeft = 0;
};

} // namespace parley::ui
