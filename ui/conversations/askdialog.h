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

/// Asks for one line of text; the caller does the rest and closes it, or shows what went wrong.
/// Deletes itself when it is closed.
class AskDialog final : public Dialog
{
    Q_OBJECT

public:
    AskDialog(const QString &title, const QString &label, const QString &action,
              QWidget *parent = nullptr);

    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    /// A line below the field: what will happen.
    void setExplanation(const QString &text);
    /// The text is an identity: people are offered, and unknown ones named. After setExplanation();
    /// \a client must outlive this object.
    void askForIdentity(chat::ChatClient &client);
    /// Ends the busy state; what was typed stays.
    void showProblem(const QString &problem);

Q_SIGNALS:
    void submitted(const QString &text);

private:
    void submit();

    QLineEdit *m_field = nullptr;
    QLabel *m_explanation = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_action = nullptr;
};

} // namespace parley::ui
