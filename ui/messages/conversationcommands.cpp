// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/conversationpage.h"

#include "chat/chatclient.h"
#include "chat/messagelistmodel.h"
#include "composer/composer.h"
#include "conversations/newconversationdialog.h"
#include "conversations/participantsdialog.h"
#include "errortexts.h"
#include "messages/editmessagedialog.h"

#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace parley::ui {
namespace {

/// A question with one action and Cancel; modal to the window, never a nested loop.
QMessageBox *ask(QWidget *parent, const QString &title, const QString &text, const QString &action)
{
    auto *box = new QMessageBox(QMessageBox::Question, title, text, QMessageBox::Cancel, parent);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->addButton(action, QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    return box;
}

} // namespace

void ConversationPage::report(const chat::Outcome<chat::Nothing> &outcome)
{
    if (const auto *error = std::get_if<chat::ChatError>(&outcome))
        Q_EMIT problemOccurred(ErrorTexts::describe(*error));
}

void ConversationPage::send(const QString &body)
{
    // A failure is shown at the message itself.
    const QString localId = m_client.sendMessage(
        m_sid, body, {}, this, [this, sid = m_sid](const chat::Outcome<chat::Message> &outcome) {
            const auto *message = std::get_if<chat::Message>(&outcome);
            if (message == nullptr || !isOpen(sid))
                return;
            m_pendingHorizon = std::max(message->index, m_pendingHorizon.value_or(-1));
            flushHorizon(); // who answers has read what is above
        });
    if (localId.isEmpty())
        m_composer->refuse(tr("This message cannot be sent. It is kept here."));
    else
        m_composer->accept();
}

void ConversationPage::discard(const QString &localId)
{
    QMessageBox *box = ask(this, tr("Discard message"),
                           tr("Discard this message? It was not sent."), tr("Discard"));
    connect(box, &QMessageBox::accepted, this,
            [this, localId] { m_client.discardMessage(localId); });
    box->open();
}

void ConversationPage::editMessage(qint64 index, const QString &body)
{
    auto *dialog = new EditMessageDialog(body, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &EditMessageDialog::submitted, this,
            [this, dialog, index, sid = m_sid](const QString &changed) {
                m_client.editMessage(sid, index, changed, dialog,
                                     [dialog](const chat::Outcome<chat::Nothing> &outcome) {
                                         if (const auto *error
                                             = std::get_if<chat::ChatError>(&outcome))
                                             dialog->showProblem(ErrorTexts::describe(*error));
                                         else
                                             dialog->accept();
                                     });
            });
    dialog->open();
}

void ConversationPage::editLast()
{
    if (m_model == nullptr)
        return;
    using Model = chat::MessageListModel;
    for (int row = m_model->rowCount() - 1; row >= 0; --row) {
        const QModelIndex item = m_model->index(row);
        const qint64 index = item.data(Model::IndexRole).toLongLong();
        if (item.data(Model::OwnRole).toBool() && index >= 0) {
            editMessage(index, item.data(Model::BodyRole).toString());
            return;
        }
    }
}

void ConversationPage::deleteMessage(qint64 index)
{
    QMessageBox *box
        = ask(this, tr("Delete message"), tr("Delete this message for everyone?"), tr("Delete"));
    connect(box, &QMessageBox::accepted, this, [this, index, sid = m_sid] {
        m_client.deleteMessage(
            sid, index, this,
            [this](const chat::Outcome<chat::Nothing> &outcome) { report(outcome); });
    });
    box->open();
}

void ConversationPage::showParticipants()
{
    if (m_sid.isEmpty())
        return;
    auto *dialog = new ParticipantsDialog(m_client, m_sid, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ConversationPage::addParticipant()
{
    if (m_sid.isEmpty())
        return;
    auto *dialog = new AskDialog(tr("Add a participant"), tr("Identity of the person to add"),
                                 tr("Add"), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AskDialog::submitted, this,
            [this, dialog, sid = m_sid](const QString &identity) {
                m_client.addParticipant(
                    sid, identity, dialog, [dialog](const chat::Outcome<chat::Nothing> &outcome) {
                        if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                            dialog->showProblem(ErrorTexts::describe(*error));
                        else
                            dialog->accept();
                    });
            });
    dialog->open();
}

void ConversationPage::leave()
{
    QMessageBox *box
        = ask(this, tr("Leave conversation"),
              tr("Leave this conversation? You will not get its messages any more."), tr("Leave"));
    connect(box, &QMessageBox::accepted, this, [this, sid = m_sid] {
        m_client.leave(sid, this,
                       [this](const chat::Outcome<chat::Nothing> &outcome) { report(outcome); });
    });
    box->open();
}

void ConversationPage::deleteConversation()
{
    QMessageBox *box = ask(this, tr("Delete conversation"),
                           tr("Delete this conversation with all its messages, for everyone? This "
                              "cannot be undone."),
                           tr("Delete"));
    connect(box, &QMessageBox::accepted, this, [this, sid = m_sid] {
        m_client.deleteConversation(
            sid, this, [this](const chat::Outcome<chat::Nothing> &outcome) { report(outcome); });
    });
    box->open();
}

} // namespace parley::ui
