// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/participantspanel.h"

#include "chat/chatclient.h"
#include "chat/conversationlistmodel.h"
#include "conversations/conversationdelegate.h"
#include "conversations/conversationfilter.h"
#include "conversations/conversationname.h"
#include "conversations/identityinput.h"
#include "conversations/peoplemodel.h"
#include "conversations/rolenames.h"
#include "errortexts.h"
#include "text/tooltips.h"
#include "widgets/problemlabel.h"
#include "widgets/question.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QShowEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace parley::ui {

using Model = chat::ConversationListModel;

namespace {

constexpr std::chrono::milliseconds ReloadPause { 100 }; ///< many names may come at once

} // namespace

ParticipantsPanel::ParticipantsPanel(chat::ChatClient &client, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_reloading(clock)
    , m_list(new QListWidget(this))
    , m_identity(new QLineEdit(this))
    , m_note(new QLabel(this))
    , m_add(new QPushButton(tr("Add"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_problem(makeProblemLabel(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setFocusProxy(m_list);
    m_list->setAccessibleName(tr("Participants"));
    new ConversationDelegate(*m_list);
    m_identity->setPlaceholderText(tr("Identity to add"));
    m_identity->setAccessibleName(tr("Identity of the person to add"));
    m_add->setToolTip(tr("New participants can read what was written before."));
    m_input = new IdentityInput(m_client, *m_identity, *m_note, IdentityInput::Count::One);
    layOut();
    connect(m_add, &QPushButton::clicked, this, &ParticipantsPanel::add);
    connect(m_identity, &QLineEdit::returnPressed, this, [this] {
        if (!m_input->isChoosing()) // else Enter takes the suggestion
            add();
    });
    connect(m_identity, &QLineEdit::textChanged, this, &ParticipantsPanel::updateButtons);
    connect(m_remove, &QPushButton::clicked, this, &ParticipantsPanel::removeSelected);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &ParticipantsPanel::updateButtons);
    connectClient();
}

ParticipantsPanel::~ParticipantsPanel()
{
    follow({});
}

void ParticipantsPanel::layOut()
{
    auto *adding = new QHBoxLayout;
    adding->addWidget(m_identity, 1);
    adding->addWidget(m_add);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(12, 8, 12, 12);
    below->setSpacing(8);
    below->addWidget(m_remove, 0, Qt::AlignTrailing);
    below->addLayout(adding);
    below->addWidget(m_note);
    below->addWidget(m_problem);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    layout->addLayout(below);
}

void ParticipantsPanel::connectClient()
{
    const auto reloadOwn = [this](const QString &sid) {
        if (sid == m_sid)
            reloadSoon();
    };
    connect(&m_client.participants(), &chat::ChatParticipants::joined, this, reloadOwn);
    connect(&m_client.participants(), &chat::ChatParticipants::left, this, reloadOwn);
    connect(&m_client.participants(), &chat::ChatParticipants::updated, this, reloadOwn);
    connect(&m_client.users(), &chat::ChatUsers::updated, this, [this](const QString &identity) {
        if (m_followed.contains(identity))
            reloadSoon();
    });
    connect(&m_client, &chat::ChatClient::initialized, this, &ParticipantsPanel::load);
}

void ParticipantsPanel::setConversation(const QString &sid)
{
    if (sid == m_sid)
        return;
    m_sid = sid;
    m_identity->clear();
    load();
}

void ParticipantsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous())
        load();
}

void ParticipantsPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous())
        follow({});
}

/// No shortcut: that would come before the list of suggestions, which Esc closes first.
void ParticipantsPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

/// Keeps names and presence of those in the list current while it is shown.
void ParticipantsPanel::follow(const QSet<QString> &identities)
{
    const QSet<QString> before = std::exchange(m_followed, identities);
    for (const QString &identity : identities - before)
        m_client.users().subscribe(identity);
    for (const QString &identity : before - identities)
        m_client.users().release(identity);
}

void ParticipantsPanel::load()
{
    if (!isVisible() || m_sid.isEmpty())
        return;
    m_problem->hide();
    m_input->readPeople();
    m_client.participants().load(
        m_sid, this,
        [this, sid = m_sid](const chat::Outcome<std::vector<chat::Participant>> &outcome) {
            if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                showProblem(sid, *error);
            else
                reload();
        });
    reload();
}

/// A participant by text message or mail has an address instead of an identity.
QString ParticipantsPanel::nameOf(const chat::Participant &participant) const
{
    if (!participant.identity.isEmpty())
        return personName(m_client, participant.identity);
    return ShownText::identity(participant.address.isEmpty() ? participant.sid
                                                             : participant.address);
}

void ParticipantsPanel::reloadSoon()
{
    if (!m_reloading.isActive())
        m_reloading.start(ReloadPause, [this] { reload(); });
}

/// In place, so that the list stays where it was scrolled to.
void ParticipantsPanel::reload()
{
    if (!isVisible())
        return; // nothing is followed then
    const QListWidgetItem *selected = m_list->currentItem();
    const QString selectedSid
        = selected != nullptr ? selected->data(Model::SidRole).toString() : QString();
    const RoleNames roles = RoleNames::knownTo(m_client);
    std::vector<chat::Participant> participants = m_client.participants().of(m_sid);
    std::ranges::sort(participants, {}, [this](const chat::Participant &participant) {
        const bool isOther = participant.identity != m_client.identity();
        return std::pair(isOther, nameOf(participant).toCaseFolded());
    });
    const int count = int(participants.size());
    int selectedRow = -1;
    QSet<QString> identities;
    for (int row = 0; row < count; ++row) {
        const chat::Participant &participant = participants[size_t(row)];
        if (row == m_list->count())
            m_list->addItem(new QListWidgetItem);
        fill(*m_list->item(row), participant, roles);
        if (participant.sid == selectedSid)
            selectedRow = row;
        if (!participant.identity.isEmpty())
            identities.insert(participant.identity);
    }
    while (m_list->count() > count)
        delete m_list->takeItem(count);
    if (m_list->currentRow() != selectedRow)
        m_list->setCurrentRow(selectedRow);
    follow(identities);
    updateButtons();
}

void ParticipantsPanel::fill(QListWidgetItem &item, const chat::Participant &participant,
                             const RoleNames &roles)
{
    const QString identity = participant.identity;
    const QString name = nameOf(participant);
    const QString title = identity == m_client.identity() ? tr("%1 (you)").arg(name) : name;
    QStringList known { roles.of(participant) };
    if (identity.isEmpty()) {
        //: How a person without an account takes part, for example "by sms".
        known.append(tr("by %1").arg(ShownText::identity(participant.type)));
    } else if (ShownText::identity(identity) != name) {
        known.append(ShownText::identity(identity));
    }
    const QVariant online = presenceOf(m_client, identity);
    if (online.isValid())
        known.append(online.toBool() ? tr("online") : tr("offline"));
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(m_sid);
    if (conversation && conversation->createdBy == identity)
        known.append(tr("started this conversation"));
    known.removeAll(QString());
    item.setText(title);
    item.setData(Model::NameRole, title);
    item.setData(Model::SidRole, participant.sid);
    item.setData(PeopleModel::IdentityRole, identity);
    item.setData(ConversationFilter::AvatarKeyRole, identity);
    item.setData(ConversationFilter::AvatarNameRole, name);
    item.setData(ConversationFilter::OnlineRole, online);
    item.setData(ConversationFilter::DetailRole, known.join(u" · "_s));
    known.prepend(title);
    item.setData(Qt::AccessibleTextRole, known.join(u", "_s));
    item.setToolTip(toolTipText(known.join(u'\n')));
}

void ParticipantsPanel::updateButtons()
{
    m_add->setEnabled(!m_identity->text().trimmed().isEmpty());
    const QListWidgetItem *item = m_list->currentItem();
    const bool mayRemove = RoleNames::mayAdminister(m_client, m_sid);
    m_remove->setEnabled(mayRemove && item != nullptr
                         && item->data(PeopleModel::IdentityRole).toString()
                             != m_client.identity());
    const QString reason = mayRemove ? QString() : RoleNames::whoMayAdminister(m_client, m_sid);
    m_remove->setToolTip(toolTipText(reason));
    m_remove->setAccessibleDescription(reason);
}

void ParticipantsPanel::add()
{
    const QString identity = m_identity->text().trimmed();
    if (identity.isEmpty())
        return;
    m_problem->hide();
    m_client.participants().add(m_sid, identity, this,
                                [this, sid = m_sid](const chat::Outcome<chat::Nothing> &outcome) {
                                    const auto *error = std::get_if<chat::ChatError>(&outcome);
                                    if (error != nullptr)
                                        showProblem(sid, *error);
                                    else if (sid == m_sid)
                                        m_identity->clear();
                                });
}

void ParticipantsPanel::removeSelected()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (item == nullptr)
        return;
    m_problem->hide();
    const QString participant = item->data(Model::SidRole).toString();
    QMessageBox *box
        = makeQuestion(this, tr("Remove participant"),
                       tr("Remove %1 from this conversation? They lose access to its messages.")
                           .arg(item->data(ConversationFilter::AvatarNameRole).toString()),
                       tr("Remove"));
    connect(box, &QMessageBox::accepted, this, [this, sid = m_sid, participant] {
        m_client.participants().remove(
            sid, participant, this, [this, sid](const chat::Outcome<chat::Nothing> &outcome) {
                if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                    showProblem(sid, *error);
            });
    });
    box->open();
}

/// Of the conversation \a sid, which may not be open any more.
void ParticipantsPanel::showProblem(const QString &sid, const chat::ChatError &error)
{
    if (sid == m_sid)
        showProblemIn(m_problem, ErrorTexts::describe(error));
}

} // namespace parley::ui
