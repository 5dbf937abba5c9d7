// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace parley::ui {

/// Changes the text of a message. Stays open until the caller closes it or shows a problem.
class EditMessageDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit EditMessageDialog(const QString &body, QWidget *parent = nullptr);
    void showProblem(const QString &problem);

Q_SIGNALS:
    void submitted(const QString &body);

private:
    void submit();
    void validate();

    QPlainTextEdit *m_field = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace parley::ui
