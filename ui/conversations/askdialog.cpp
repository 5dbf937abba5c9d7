// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/askdialog.h"

#include "conversations/identityinput.h"

#include "widgets/problemlabel.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace parley::ui {

AskDialog::AskDialog(const QString &title, const QString &label, const QString &action,
                     QWidget *parent)
    : Dialog(parent)
    , m_field(new QLineEdit(this))
    , m_explanation(new QLabel(this))
    , m_problem(makeProblemLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    m_explanation->setTextFormat(Qt::PlainText);
    m_explanation->setWordWrap(true);
    m_explanation->setForegroundRole(QPalette::PlaceholderText);
    m_explanation->hide();
    auto *words = new QLabel(label, this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setBuddy(m_field);
    m_field->setAccessibleName(label);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_action = buttons->addButton(action, QDialogButtonBox::AcceptRole);
    m_action->setDefault(true);
    m_action->setEnabled(false);
    connect(m_action, &QPushButton::clicked, this, &AskDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_field, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_action->setEnabled(!text.trimmed().isEmpty()); });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(words);
    layout->addWidget(m_field);
    layout->addWidget(m_explanation);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    setMinimumWidth(360);
}

QString AskDialog::text() const
{
    return m_field->text().trimmed();
}

void AskDialog::setText(const QString &text)
{
    m_field->setText(text);
    m_field->selectAll();
}

void AskDialog::setExplanation(const QString &text)
{
    m_explanation->setText(text);
    m_explanation->show();
    m_field->setAccessibleDescription(text);
}

void AskDialog::askForIdentity(chat::ChatClient &client)
{
    new IdentityInput(client, *m_field, *m_explanation, IdentityInput::Count::One); // the field's
}

void AskDialog::showProblem(const QString &problem)
{
    m_field->setEnabled(true);
    m_action->setEnabled(true);
    m_field->setFocus();
    showProblemIn(m_problem, problem);
}

void AskDialog::submit()
{
    m_problem->hide();
    m_field->setEnabled(false);
    m_action->setEnabled(false);
    Q_EMIT submitted(text());
}

} // namespace parley::ui
