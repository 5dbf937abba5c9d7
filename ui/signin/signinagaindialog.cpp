// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "signin/signinagaindialog.h"

#include "errortexts.h"
#include "signin/secretfield.h"
#include "text/timetexts.h"
#include "widgets/busybar.h"
#include "widgets/problemlabel.h"
#include "widgets/question.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace parley::ui {

SignInAgainDialog::SignInAgainDialog(Session &session, QWidget *parent)
    : Dialog(parent)
    , m_session(session)
    , m_secret(new QLineEdit(this))
    , m_remember(new QCheckBox(tr("Remember me"), this))
    , m_problem(makeProblemLabel(this))
    , m_progress(new BusyBar(this))
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

    // Only the session knows whether the back end has answered this password: the old token may
    // still be good, so the state of the token says nothing about the sign-in.
    connect(&m_session, &Session::signedIn, this, &SignInAgainDialog::finish);
    connect(&m_session, &Session::signInFailed, this, &SignInAgainDialog::showFailure);
    connect(&m_session.tokens(), &TokenManager::tokenUpdateFailed, this,
            &SignInAgainDialog::showTrouble);
}

void SignInAgainDialog::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_progress->setVisible(isBusy);
    // Read only instead of disabled: the field keeps the focus, so keys that are typed while the
    // back end answers neither press a button nor reach the conversation.
    m_secret->setReadOnly(isBusy);
    m_remember->setEnabled(!isBusy);
    m_signIn->setEnabled(!isBusy && !m_secret->text().isEmpty());
}

void SignInAgainDialog::submit()
{
    if (m_isBusy || m_secret->text().isEmpty())
        return;
    m_problem->hide();
    m_secret->setFocus();
    setBusy(true);
    m_session.signIn(m_secret->text(), m_remember->isChecked());
    const std::chrono::milliseconds hold = m_session.tokens().holdLeft();
    if (hold > std::chrono::milliseconds(0))
        showProblemIn(m_problem,
                      tr("The sign-in service asked to wait. Parley signs in after %1.")
                          .arg(TimeTexts::span(hold)));
}

void SignInAgainDialog::showFailure(const TokenError &error)
{
    if (!m_isBusy)
        return;
    showTrouble(error);
    setBusy(false);
    m_secret->setFocus();
    m_secret->selectAll();
}

void SignInAgainDialog::showTrouble(const TokenError &error)
{
    if (!m_isBusy)
        return;
    const ErrorText text = ErrorTexts::describe(error);
    showProblemIn(m_problem, text.summary + u' ' + text.advice);
}

void SignInAgainDialog::finish()
{
    if (m_isBusy)
        accept();
}

void SignInAgainDialog::askForOtherUser()
{
    QMessageBox *box = makeQuestion(
        this, tr("Sign in as another user"),
        tr("Sign in as another user? What %1 has typed and not sent stays on this computer. No "
           "other user sees or sends it, and it is there again when %1 signs in.")
            .arg(m_session.config().identity),
        tr("Switch user"));
    connect(box, &QMessageBox::accepted, this, [this] {
        reject();
        Q_EMIT otherUserRequested();
    });
    box->open();
}

} // namespace parley::ui
