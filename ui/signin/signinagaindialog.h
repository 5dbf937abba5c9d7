// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace parley::ui {

/// Asks the signed-in user for the secret again, while the window behind it keeps everything.
class SignInAgainDialog final : public QDialog
{
    Q_OBJECT

public:
    /// \a session must outlive this object.
    explicit SignInAgainDialog(Session &session, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The user wants to sign in as somebody else, and has been told what stays behind.
    void otherUserRequested();

private:
    void askForOtherUser();
    void setBusy(bool busy);
    void submit();
    void showFailure(const TokenError &error);
    void checkState(TokenManager::State state);

    Session &m_session;
    QLineEdit *m_secret = nullptr;
    QCheckBox *m_remember = nullptr;
    QLabel *m_problem = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_signIn = nullptr;
    bool m_submitted = false;
};

} // namespace parley::ui
