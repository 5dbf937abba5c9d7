// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/editmessagedialog.h"

#include "chat/chattypes.h"
#include "widgets/announce.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace parley::ui {

EditMessageDialog::EditMessageDialog(const QString &body, QWidget *parent)
    : QDialog(parent)
    , m_field(new QPlainTextEdit(this))
    , m_problem(new QLabel(this))
{
    setWindowTitle(tr("Edit message"));
    m_field->setPlainText(body);
    m_field->moveCursor(QTextCursor::End);
    m_field->setTabChangesFocus(true);
    m_field->setAccessibleName(tr("Message"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setForegroundRole(QPalette::BrightText);
    m_problem->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    connect(m_save, &QPushButton::clicked, this, &EditMessageDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_field, &QPlainTextEdit::textChanged, this, &EditMessageDialog::validate);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(440, 240);
}

void EditMessageDialog::validate()
{
    const QString body = m_field->toPlainText();
    const bool tooLong = body.toUtf8().size() > chat::MaxBodyBytes;
    if (tooLong)
        m_problem->setText(tr("This message is too long. Shorten it."));
    m_problem->setVisible(tooLong);
    m_save->setEnabled(!tooLong && !body.trimmed().isEmpty());
}

void EditMessageDialog::submit()
{
    m_field->setEnabled(false);
    m_save->setEnabled(false);
    Q_EMIT submitted(m_field->toPlainText());
}

void EditMessageDialog::showProblem(const QString &problem)
{
    m_field->setEnabled(true);
    m_save->setEnabled(true);
    m_problem->setText(problem);
    m_problem->show();
    announce(m_problem, problem);
}

} // namespace parley::ui
