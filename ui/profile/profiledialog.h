// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/dialog.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace parley::chat {
class ChatClient;
}

namespace parley::ui {

/// The user's own friendly name.
class ProfileDialog final : public Dialog
{
    Q_OBJECT

public:
    /// \a chat must outlive this object.
    ProfileDialog(chat::ChatClient &chat, const QString &identity, QWidget *parent = nullptr);

private:
    void save();
    void showProblem(const QString &problem);

    chat::ChatClient &m_chat;
    QLineEdit *m_name = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace parley::ui
