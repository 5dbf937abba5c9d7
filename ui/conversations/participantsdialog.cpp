// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/participantsdialog.h"

#include "chat/chatclient.h"
#include "conversations/conversationname.h"
#include "conversations/identityinput.h"
#include "conversations/participantdelegate.h"
#include "conversations/rolenames.h"
#include "errortexts.h"
#include "text/tooltips.h"
#include "widgets/problemlabel.h"
#include "widgets/question.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace parley::ui {

using Role = ParticipantDelegate::Role;

ParticipantsDialog::ParticipantsDialog(chat::ChatClient &client, const QString &conversationSid,
                                       QWidget *parent)
    : Dialog(parent)
    , m_client(client)
    , m_sid(conversationSid)
    , m_list(new QListWidget(this))
    , m_identity(new QLineEdit(this))
    , m_add(new QPushButton(tr("Add"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_problem(makeProblemLabel(this))
{
    setWindowTitle(tr("Participants"));
    m_list->setAccessibleName(tr("Participants"));
    m_list->setItemDelegate(new ParticipantDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true); // rows are marked under the pointer
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_identity->setPlaceholderText(tr("Identity of the person to add"));
    m_identity->setAccessibleName(tr("Identity of the person to add"));
    m_add->setAutoDefault(false);

    auto *addRow = new QHBoxLayout;
    addRow->addWidget(m_identity, 1);
    addRow->addWidget(m_add);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_remove, QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_list, 1);
    layout->addLayout(addRow);
    auto *note = new QLabel(tr("The service accepts every identity, so check the spelling."), this);
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);
    m_identity->setAccessibleDescription(note->text());
    new IdentityInput(m_client, *m_identity, *note, IdentityInput::Count::One); // the field's
    layout->addWidget(note);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(400, 480);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, &ParticipantsDialog::add);
    connect(m_identity, &QLineEdit::returnPressed, this, &ParticipantsDialog::add);
    connect(m_identity, &QLineEdit::textChanged, this, &ParticipantsDialog::updateButtons);
    connect(m_remove, &QPushButton::clicked, this, &ParticipantsDialog::removeSelected);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &ParticipantsDialog::updateButtons);
    const auto reloadOwn = [this](const QString &sid) {
        if (sid == m_sid)
            reload();
    };
    connect(&m_client.participants(), &chat::ChatParticipants::joined, this, reloadOwn);
    connect(&m_client.participants(), &chat::ChatParticipants::left, this, reloadOwn);
    connect(&m_client.users(), &chat::ChatUsers::updated, this, &ParticipantsDialog::reload);
    connect(&m_client.participants(), &chat::ChatParticipants::updated, this, reloadOwn);
    m_client.participants().load(
        m_sid, this, [this](const chat::Outcome<std::vector<chat::Participant>> &outcome) {
            if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                showProblem(ErrorTexts::describe(*error));
            else
                reload();
        });
    reload();
}

ParticipantsDialog::~ParticipantsDialog()
{
    for (const QString &identity : std::as_const(m_followed))
        m_client.users().release(identity);
}

/// Keeps names and presence of those in the list current while it is shown.
void ParticipantsDialog::follow(const QString &identity)
{
    if (identity.isEmpty() || m_followed.contains(identity))
        return;
    m_followed.insert(identity);
    m_client.users().subscribe(identity);
}

/// A participant by text message or mail has an address instead of an identity.
QString ParticipantsDialog::nameOf(const chat::Participant &participant) const
{
    if (!participant.identity.isEmpty())
        return personName(m_client, participant.identity);
    return ShownText::identity(participant.address.isEmpty() ? participant.sid
                                                             : participant.address);
}

/// Who it is, and what is known of them here.
QString ParticipantsDialog::describe(const chat::Participant &participant) const
{
    if (participant.identity.isEmpty()) {
        //: How a person without an account takes part, for example "by sms".
        return tr("by %1").arg(ShownText::identity(participant.type));
    }
    QStringList parts { ShownText::identity(participant.identity) };
    const std::optional<bool> online = m_client.users().user(participant.identity).online;
    if (online)
        parts.append(*online ? tr("online") : tr("offline"));
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(m_sid);
    if (conversation && conversation->createdBy == participant.identity)
        parts.append(tr("started this conversation"));
    return parts.join(u" · "_s);
}

void ParticipantsDialog::reload()
{
    const QListWidgetItem *selected = m_list->currentItem();
    const QString selectedSid
        = selected != nullptr ? selected->data(Role::SidRole).toString() : QString();
    m_list->clear();
    const RoleNames roles = RoleNames::knownTo(m_client);
    std::vector<chat::Participant> participants = m_client.participants().of(m_sid);
    std::ranges::sort(participants, {}, [this](const chat::Participant &participant) {
        const bool isOther = participant.identity != m_client.identity();
        return std::pair(isOther, nameOf(participant).toCaseFolded());
    });
    for (const chat::Participant &participant : participants) {
        follow(participant.identity);
        const QString name = nameOf(participant);
        const bool own = participant.identity == m_client.identity();
        const QString title = own ? tr("%1 (you)").arg(name) : name;
        const QString detail = describe(participant);
        const QString role = roles.of(participant);
        QStringList spoken { title, detail };
        if (!role.isEmpty())
            spoken.append(role);
        auto *item = new QListWidgetItem(title, m_list);
        item->setData(Qt::AccessibleTextRole, spoken.join(u", "_s));
        item->setData(Role::IdentityRole, participant.identity);
        item->setData(Role::SidRole, participant.sid);
        item->setData(Role::NameRole, name);
        item->setData(Role::KeyRole,
                      participant.identity.isEmpty() ? participant.sid : participant.identity);
        item->setData(Role::OnlineRole,
                      m_client.users().user(participant.identity).online.value_or(false));
        item->setData(Role::RoleNameRole, role);
        item->setData(Role::AdminRole, roles.isAdmin(participant).value_or(false));
        item->setData(Role::DetailRole, detail);
        item->setToolTip(toolTipText(spoken.join(u'\n')));
        if (participant.sid == selectedSid)
            m_list->setCurrentItem(item);
    }
    updateButtons();
}

void ParticipantsDialog::updateButtons()
{
    m_add->setEnabled(!m_identity->text().trimmed().isEmpty());
    const QListWidgetItem *item = m_list->currentItem();
    const bool mayRemove = RoleNames::mayAdminister(m_client, m_sid);
    m_remove->setEnabled(mayRemove && item != nullptr
                         && item->data(Role::IdentityRole).toString() != m_client.identity());
    const QString reason = mayRemove ? QString() : RoleNames::whoMayAdminister(m_client, m_sid);
    m_remove->setToolTip(toolTipText(reason));
    m_remove->setAccessibleDescription(reason);
}

void ParticipantsDialog::add()
{
    const QString identity = m_identity->text().trimmed();
    if (identity.isEmpty())
        return;
    m_problem->hide();
    m_client.participants().add(m_sid, identity, this,
                                [this](const chat::Outcome<chat::Nothing> &outcome) {
                                    if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                                        showProblem(ErrorTexts::describe(*error));
                                    else
                                        m_identity->clear();
                                });
}

void ParticipantsDialog::removeSelected()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (item == nullptr)
        return;
    m_problem->hide();
    const QString sid = item->data(Role::SidRole).toString();
    QMessageBox *box
        = makeQuestion(this, tr("Remove participant"),
                       tr("Remove %1 from this conversation? They lose access to its messages.")
                           .arg(item->data(Role::NameRole).toString()),
                       tr("Remove"));
    connect(box, &QMessageBox::accepted, this, [this, sid] {
        m_client.participants().remove(
            m_sid, sid, this, [this](const chat::Outcome<chat::Nothing> &outcome) {
                if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                    showProblem(ErrorTexts::describe(*error));
            });
    });
    box->open();
}

void ParticipantsDialog::showProblem(const QString &text)
{
    showProblemIn(m_problem, text);
}

} // namespace parley::ui
