// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"
#include "widgets/dialog.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace parley::ui {

/// Asks the signed-in user for the secret again, while the window behind it keeps everything. Stays
/// open until the back end has accepted the secret.
class SignInAgainDialog final : public Dialog
{
    Q_OBJECT

public:
    /// \a session must outlive this object.
    explicit SignInAgainDialog(Session &session, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The user wants to sign in as another user, and was told what stays on this computer.
    void otherUserRequested();

private:
    void askForOtherUser();
    void setBusy(bool isBusy);
    void submit();
    /// The sign-in has ended without success.
    void showFailure(const TokenError &error);
    /// An attempt has failed; the sign-in may go on.
    void showTrouble(const TokenError &error);
    void finish();

    Session &m_session;
    QLineEdit *m_secret = nullptr;
    QCheckBox *m_remember = nullptr;
    QLabel *m_problem = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_signIn = nullptr;
    bool m_isBusy = false; ///< the sign-in has been sent and has not ended
};

} // namespace parley::ui
