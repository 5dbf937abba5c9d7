// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "profile/profiledialog.h"

#include "chat/chatclient.h"
#include "errortexts.h"
#include "widgets/avatarwidget.h"
#include "widgets/problemlabel.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace parley::ui {
namespace {

constexpr int MaxName = 256; // characters, as the service takes them

} // namespace

ProfileDialog::ProfileDialog(chat::ChatClient &chat, const QString &identity, QWidget *parent)
    : Dialog(parent)
    , m_chat(chat)
    , m_name(new QLineEdit(chat.users().user(identity).friendlyName, this))
    , m_problem(makeProblemLabel(this))
{
    setWindowTitle(tr("Your profile"));
    m_name->setMaxLength(MaxName);
    m_name->setPlaceholderText(identity);
    m_name->setAccessibleName(tr("Name that others see"));
    auto *avatar = new AvatarWidget(56, this);
    avatar->setPerson(identity, m_name->text().isEmpty() ? identity : m_name->text());
    connect(m_name, &QLineEdit::textChanged, this, [avatar, identity](const QString &name) {
        avatar->setPerson(identity, name.trimmed().isEmpty() ? identity : name.trimmed());
    });
    auto *user = new QLabel(identity, this);
    user->setTextFormat(Qt::PlainText);
    user->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    connect(m_save, &QPushButton::clicked, this, &ProfileDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(20, 20, 20, 16);
    form->setSpacing(12);
    form->addRow(avatar);
    form->addRow(tr("User"), user);
    form->addRow(tr("&Name"), m_name);
    form->addRow(m_problem);
    form->addRow(buttons);
    setMinimumWidth(380);
}

void ProfileDialog::save()
{
    m_save->setEnabled(false);
    m_name->setEnabled(false);
    m_problem->hide();
    m_chat.users().setOwnFriendlyName(
        m_name->text().trimmed(), this, [this](const chat::Outcome<chat::Nothing> &outcome) {
            if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                showProblem(ErrorTexts::describe(*error));
            else
                accept();
        });
}

void ProfileDialog::showProblem(const QString &problem)
{
    m_save->setEnabled(true);
    m_name->setEnabled(true);
    m_name->setFocus();
    showProblemIn(m_problem, problem);
}

} // namespace parley::ui
