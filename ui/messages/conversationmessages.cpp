// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatclient.h"
#include "chat/messageattributes.h"
#include "composer/composer.h"
#include "composer/emojipanel.h"
#include "errortexts.h"
#include "messages/conversationpage.h"
#include "messages/messageview.h"
#include "text/showntext.h"
#include "widgets/question.h"

// What is done with single messages: sent, answered, changed, deleted, reacted to.

namespace parley::ui {
namespace {

using Model = chat::MessageListModel;

} // namespace

void ConversationPage::send(const QString &body)
{
    chat::OutgoingMessage message;
    message.body = body;
    message.attachments = m_composer->attachments();
    const std::optional<chat::Message> original = m_composer->repliedTo();
    if (original.has_value())
        message.attributes = chat::withReply({}, *original);
    // A failure on the way is shown at the message itself; one at once keeps it in the composer.
    const auto refused = std::make_shared<bool>(false);
    const QString localId = m_client.outbox().send(
        m_sid, message, this,
        [this, refused, sid = m_sid](const chat::Outcome<chat::Message> &outcome) {
            if (!isOpen(sid))
                return;
            if (const auto *sent = std::get_if<chat::Message>(&outcome))
                advanceHorizon(sent->index); // who answers has read what is above
            else if (*refused)
                m_composer->refuse(ErrorTexts::describe(std::get<chat::ChatError>(outcome)));
        });
    *refused = localId.isEmpty();
    if (*refused)
        return;
    m_composer->accept();
    jumpToNewest(); // the user wants to see what was written
}

void ConversationPage::discard(const QString &localId)
{
    QMessageBox *box = makeQuestion(this, tr("Discard message"),
                                    tr("Discard this message? It is not sent yet."), tr("Discard"));
    connect(box, &QMessageBox::accepted, this, [this, localId] {
        if (!m_client.outbox().discard(localId))
            Q_EMIT problemOccurred(tr("The message was not discarded: it is on its way, or it has "
                                      "been sent already."));
    });
    box->open();
}

void ConversationPage::startEdit(qint64 index, const QString &body)
{
    m_composer->startEdit(index, body);
}

void ConversationPage::submitEdit(qint64 index, const QString &body)
{
    m_client.messages().edit(
        m_sid, index, body, this,
        [this, index, body, sid = m_sid](const chat::Outcome<chat::Nothing> &outcome) {
            const auto *error = std::get_if<chat::ChatError>(&outcome);
            if (error == nullptr)
                m_composer->editSaved(sid, index, body);
            else if (isOpen(sid) && m_composer->edited() == index)
                m_composer->refuse(ErrorTexts::describe(*error));
            else
                Q_EMIT problemOccurred(ErrorTexts::describe(*error));
        });
}

void ConversationPage::editLast()
{
    if (m_model == nullptr || m_model->canFetchNewer())
        return;
    for (int row = m_model->rowCount() - 1; row >= 0; --row) {
        const QModelIndex item = m_model->index(row);
        const qint64 index = item.data(Model::IndexRole).toLongLong();
        if (item.data(Model::OwnRole).toBool() && index >= 0) {
            startEdit(index, item.data(Model::BodyRole).toString());
            return;
        }
    }
}

void ConversationPage::deleteMessage(qint64 index)
{
    QMessageBox *box = makeQuestion(this, tr("Delete message"),
                                    tr("Delete this message for everyone? Its words and files are "
                                       "lost. This cannot be undone."),
                                    tr("Delete"));
    connect(box, &QMessageBox::accepted, this, [this, index, sid = m_sid] {
        m_client.messages().remove(
            sid, index, this, [this](const chat::Outcome<chat::Nothing> &outcome) {
                if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                    Q_EMIT problemOccurred(ErrorTexts::describe(*error));
            });
    });
    box->open();
}

void ConversationPage::reply(qint64 index)
{
    const int row = m_model != nullptr ? m_model->rowOfIndex(index) : -1;
    if (row < 0)
        return;
    const QModelIndex item = m_model->index(row);
    m_composer->startReply(item.data(Model::MessageRole).value<chat::Message>(),
                           ShownText::name(item.data(Model::AuthorNameRole).toString(),
                                           item.data(Model::AuthorRole).toString()));
}

void ConversationPage::react(qint64 index, const QString &emoji, bool on)
{
    m_client.messages().updateAttributes(
        m_sid, index,
        chat::reactionChange(emoji, m_client.identity(), on ? chat::Toggle::On : chat::Toggle::Off),
        this, [this](const chat::Outcome<chat::Nothing> &outcome) {
            if (const auto *error = std::get_if<chat::ChatError>(&outcome))
                Q_EMIT problemOccurred(ErrorTexts::describe(*error));
        });
}

void ConversationPage::pickReaction(qint64 index, const QPoint &globalPosition)
{
    EmojiPanel *panel = EmojiPanel::popUp(this, globalPosition);
    connect(panel, &EmojiPanel::chosen, this, [this, index, sid = m_sid](const QString &emoji) {
        if (isOpen(sid))
            react(index, emoji, true);
    });
}

} // namespace parley::ui
