// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"

#include <QSet>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace parley::chat {
class ChatClient;
struct ChatError;
struct Participant;
} // namespace parley::chat

namespace parley::ui {

class IdentityInput;
class RoleNames;

/// Who is in a conversation, as what, and whether they are there now; adds and removes people.
class ParticipantsPanel final : public QWidget
{
    Q_OBJECT

public:
    /// \a client and \a clock must outlive this object.
    ParticipantsPanel(chat::ChatClient &client, Clock &clock, QWidget *parent = nullptr);
    ~ParticipantsPanel() override;

    /// Empty: none is open.
    void setConversation(const QString &sid);

Q_SIGNALS:
    void closeRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void connectClient();
    void follow(const QSet<QString> &identities);
    [[nodiscard]] QString nameOf(const chat::Participant &participant) const;
    void fill(QListWidgetItem &item, const chat::Participant &participant, const RoleNames &roles);
    void load();
    void reload();
    void reloadSoon();
    void add();
    void removeSelected();
    void updateButtons();
    void showProblem(const QString &sid, const chat::ChatError &error);

    chat::ChatClient &m_client;
    QString m_sid;
    QSet<QString> m_followed;
    OneShot m_reloading;
    QListWidget *m_list = nullptr;
    QLineEdit *m_identity = nullptr;
    QLabel *m_note = nullptr; ///< about the identity that is typed
    IdentityInput *m_input = nullptr; ///< the field's
    QPushButton *m_add = nullptr;
    QPushButton *m_remove = nullptr;
    QLabel *m_problem = nullptr;
};

} // namespace parley::ui
