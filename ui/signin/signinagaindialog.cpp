// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "signin/signinagaindialog.h"

#include "errortexts.h"
#include "widgets/announce.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace parley::ui {

SignInAgainDialog::SignInAgainDialog(Session &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_secret(new QLineEdit(this))
    , m_remember(new QCheckBox(tr("Remember me"), this))
    , m_problem(new QLabel(this))
{
    setWindowTitle(tr("Sign in again"));
    auto *words
        = new QLabel(tr("The server no longer accepts the sign-in of %1. Conversations, drafts "
                        "and messages that wait are kept.")
                         .arg(session.config().identity),
                     this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    m_secret->setEchoMode(QLineEdit::Password);
    const bool bearer = session.config().auth == TokenAuth::Bearer;
    m_secret->setPlaceholderText(bearer ? tr("Bearer credential") : tr("Password"));
    m_secret->setAccessibleName(m_secret->placeholderText());
    m_remember->setChecked(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setForegroundRole(QPalette::BrightText);
    m_problem->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_signIn = buttons->addButton(tr("Sign in"), QDialogButtonBox::AcceptRole);
    m_signIn->setDefault(true);
    m_signIn->setEnabled(false);
    connect(m_secret, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_signIn->setEnabled(!text.isEmpty()); });
    connect(m_signIn, &QPushButton::clicked, this, &SignInAgainDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(words);
    layout->addWidget(m_secret);
    layout->addWidget(m_remember);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    setMinimumWidth(400);

    connect(&m_session, &Session::signInFailed, this, &SignInAgainDialog::showFailure);
    connect(&m_session.tokens(), &TokenManager::tokenUpdateFailed, this,
            &SignInAgainDialog::showFailure);
    connect(&m_session.tokens(), &TokenManager::stateChanged, this, &SignInAgainDialog::checkState);
}

void SignInAgainDialog::submit()
{
    m_submitted = true;
    m_problem->hide();
    m_secret->setEnabled(false);
    m_signIn->setEnabled(false);
    m_session.signIn(m_secret->text(), m_remember->isChecked());
}

void SignInAgainDialog::showFailure(const TokenError &error)
{
    if (!m_submitted)
        return;
    const ErrorText text = ErrorTexts::describe(error);
    m_problem->setText(text.summary + u' ' + text.advice);
    m_problem->show();
    m_secret->setEnabled(true);
    m_signIn->setEnabled(true);
    m_secret->setFocus();
    m_secret->selectAll();
    announce(m_problem, m_problem->text());
}

void SignInAgainDialog::checkState(TokenManager::State state)
{
    if (m_submitted && state == TokenManager::State::Ready)
        accept();
}

} // namespace parley::ui
