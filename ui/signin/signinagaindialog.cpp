// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "signin/signinagaindialog.h"

#include "errortexts.h"
#include "signin/secretfield.h"
#include "widgets/problemlabel.h"
#include "widgets/question.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace parley::ui {

SignInAgainDialog::SignInAgainDialog(Session &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_secret(new QLineEdit(this))
    , m_remember(new QCheckBox(tr("Remember me"), this))
    , m_problem(makeProblemLabel(this))
    , m_progress(new QProgressBar(this))
{
    setWindowTitle(tr("Sign in again"));
    auto *words
        = new QLabel(tr("The server no longer accepts the sign-in of %1. Conversations, drafts "
                        "and messages that wait are kept.")
                         .arg(session.config().identity),
                     this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setMinimumWidth(380);
    const bool bearer = session.config().auth == TokenAuth::Bearer;
    m_secret->setPlaceholderText(bearer ? tr("Bearer credential") : tr("Password"));
    m_secret->setAccessibleName(m_secret->placeholderText());
    makeSecretField(*m_secret);
    auto *url = new QLabel(
        session.config().tokenUrl.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo), this);
    auto *user = new QLabel(session.config().identity, this);
    for (QLabel *label : { url, user }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Token URL"), url);
    form->addRow(tr("User"), user);
    form->addRow(m_secret->placeholderText(), m_secret);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_progress->setAccessibleName(tr("Signing in"));
    m_progress->hide();
    m_remember->setChecked(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_signIn = buttons->addButton(tr("Sign in"), QDialogButtonBox::AcceptRole);
    m_signIn->setDefault(true);
    m_signIn->setEnabled(false);
    auto *other = buttons->addButton(tr("Other user…"), QDialogButtonBox::ResetRole);
    other->setAutoDefault(false);
    connect(other, &QPushButton::clicked, this, &SignInAgainDialog::askForOtherUser);
    connect(m_secret, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_signIn->setEnabled(!text.isEmpty()); });
    connect(m_signIn, &QPushButton::clicked, this, &SignInAgainDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(words);
    layout->addLayout(form);
    layout->addWidget(m_remember);
    layout->addWidget(m_progress);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    setMinimumWidth(440);
    m_secret->setFocus();

    connect(&m_session, &Session::signInFailed, this, &SignInAgainDialog::showFailure);
    connect(&m_session.tokens(), &TokenManager::tokenUpdateFailed, this,
            &SignInAgainDialog::showFailure);
    connect(&m_session.tokens(), &TokenManager::stateChanged, this, &SignInAgainDialog::checkState);
}

void SignInAgainDialog::setBusy(bool busy)
{
    m_progress->setVisible(busy);
    m_secret->setEnabled(!busy);
    m_signIn->setEnabled(!busy && !m_secret->text().isEmpty());
}

void SignInAgainDialog::submit()
{
    m_submitted = true;
    m_problem->hide();
    setBusy(true);
    m_session.signIn(m_secret->text(), m_remember->isChecked());
}

void SignInAgainDialog::showFailure(const TokenError &error)
{
    if (!m_submitted)
        return;
    const ErrorText text = ErrorTexts::describe(error);
    setBusy(false);
    m_secret->setFocus();
    m_secret->selectAll();
    showProblemIn(m_problem, text.summary + u' ' + text.advice);
}

void SignInAgainDialog::checkState(TokenManager::State state)
{
    if (m_submitted && state == TokenManager::State::Ready)
        accept();
}

void SignInAgainDialog::askForOtherUser()
{
    QMessageBox *box = makeQuestion(
        this, tr("Sign in as another user"),
        tr("Sign in as somebody else? What %1 has typed and not sent stays on this computer: "
           "nobody else sees or sends it, and it is there again when %1 signs in.")
            .arg(m_session.config().identity),
        tr("Another user"));
    connect(box, &QMessageBox::accepted, this, [this] {
        reject();
        Q_EMIT otherUserRequested();
    });
    box->open();
}

} // namespace parley::ui
