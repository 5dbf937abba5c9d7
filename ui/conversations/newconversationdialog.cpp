// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/newconversationdialog.h"

#include "conversations/identityinput.h"

#include "chat/chatclient.h"
#include "errortexts.h"
#include "widgets/problemlabel.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace parley::ui {
NewConversationDialog::NewConversationDialog(chat::ChatClient &client, QWidget *parent)
    : Dialog(parent)
    , m_client(client)
    , m_name(new QLineEdit(this))
    , m_uniqueName(new QLineEdit(this))
    , m_people(new QLineEdit(this))
    , m_problem(makeProblemLabel(this))
{
    setWindowTitle(tr("New conversation"));
    m_name->setMaxLength(int(chat::MaxNameCharacters));
    m_name->setPlaceholderText(tr("Release planning"));
    m_name->setAccessibleName(tr("Name"));
    m_uniqueName->setMaxLength(int(chat::MaxNameCharacters));
    m_uniqueName->setPlaceholderText(tr("Optional; others can join by it"));
    m_uniqueName->setAccessibleName(tr("Unique name"));
    m_people->setPlaceholderText(tr("Optional, for example: bob, carol"));
    m_people->setAccessibleName(tr("People to invite"));

    auto *form = new QFormLayout;
    form->setSpacing(10);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Unique name"), m_uniqueName);
    form->addRow(tr("&Invite"), m_people);
    auto *note = new QLabel(this);
    m_input = new IdentityInput(m_client, *m_people, *note, IdentityInput::Count::Several);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_create = buttons->addButton(tr("Create"), QDialogButtonBox::AcceptRole);
    m_create->setDefault(true);
    connect(m_create, &QPushButton::clicked, this, &NewConversationDialog::create);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &NewConversationDialog::validate);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(14);
    layout->addLayout(form);
    layout->addWidget(note);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    setMinimumWidth(400);
    validate();
}

void NewConversationDialog::validate()
{
    m_create->setEnabled(!m_name->text().trimmed().isEmpty());
}

void NewConversationDialog::setBusy(bool busy)
{
    for (QLineEdit *field : { m_name, m_uniqueName, m_people })
        field->setEnabled(!busy);
    m_create->setEnabled(!busy);
    m_create->setText(busy ? tr("Creating…") : tr("Create"));
}

void NewConversationDialog::create()
{
    m_problem->hide();
    setBusy(true);
    m_client.conversations().create(
        { .friendlyName = m_name->text().trimmed(), .uniqueName = m_uniqueName->text().trimmed() },
        this, [this](const chat::Outcome<chat::Conversation> &outcome) {
            if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                showProblem(ErrorTexts::describe(*error));
            else
                invite(std::get<chat::Conversation>(outcome).sid);
        });
}

void NewConversationDialog::invite(const QString &sid)
{
    const QStringList people = m_input->identities();
    m_invitationsLeft = people.size();
    Q_EMIT created(sid);
    if (people.isEmpty()) {
        accept();
        return;
    }
    for (const QString &identity : people) {
        m_client.participants().add(sid, identity, this,
                                    [this, identity](const chat::Outcome<chat::Nothing> &outcome) {
                                        if (std::holds_alternative<chat::ChatError>(outcome))
                                            m_failedInvitations.append(identity);
                                        if (--m_invitationsLeft > 0)
                                            return;
                                        if (!m_failedInvitations.isEmpty())
                                            Q_EMIT invitationsFailed(m_failedInvitations);
                                        accept();
                                    });
    }
}

void NewConversationDialog::showProblem(const QString &text)
{
    setBusy(false);
    showProblemIn(m_problem, text);
}

} // namespace parley::ui
