// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatclient.h"
#include "chat/messageattributes.h"
#include "composer/composer.h"
#include "conversations/conversationname.h"
#include "errortexts.h"
#include "messages/actionstrip.h"
#include "messages/conversationpage.h"
#include "messages/dropoverlay.h"
#include "messages/messageactions.h"
#include "messages/messageview.h"
#include "messages/pendingdeletions.h"
#include "messages/pinnedmessages.h"
#include "widgets/elidedlabel.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>

// What is done with messages: sent, deleted, several at once; files that are dropped.

namespace parley::ui {

namespace {

/// What changes a message that the service has.
bool needsService(const MessageAction &action)
{
    using enum MessageAction::Kind;
    return action.kind == Edit || action.kind == Delete || action.kind == React
        || action.kind == ChooseReaction || action.kind == Pin;
}

} // namespace

void ConversationPage::send(const QString &body)
{
    chat::OutgoingMessage message;
    message.body = body;
    message.attachments = m_composer->attachments();
    const std::optional<chat::Message> original = m_composer->repliedTo();
    if (original)
        message.attributes = chat::withReply({}, *original);
    // A failure on the way is shown at the message itself; one at once keeps it in the composer.
    const auto refused = std::make_shared<bool>(false);
    const QString localId = m_client.outbox().send(
        m_sid, message, this,
        [this, refused, sid = m_sid](const chat::Outcome<chat::Message> &outcome) {
            if (!isOpen(sid))
                return;
            if (const auto *sent = std::get_if<chat::Message>(&outcome))
                advanceHorizon(sent->index); // an answer: what is above has been read
            else if (*refused)
                m_composer->refuse(ErrorTexts::describe(std::get<chat::ChatError>(outcome)));
        });
    *refused = localId.isEmpty();
    if (*refused)
        return;
    m_composer->accept();
    jumpToNewest(); // the user wants to see what was written
}

/// Of this conversation, whose name or identity has a word that begins so.
std::vector<Suggestion> ConversationPage::suggestPeople(const QString &letters) const
{
    std::vector<Suggestion> found;
    for (const chat::Participant &participant : m_client.participants().of(m_sid)) {
        const QString identity = participant.identity;
        if (identity.isEmpty() || identity == m_client.identity())
            continue;
        const QString name = personName(m_client, identity);
        const bool isMeant = identity.startsWith(letters, Qt::CaseInsensitive)
            || name.startsWith(letters, Qt::CaseInsensitive)
            || name.contains(u' ' + letters, Qt::CaseInsensitive);
        if (!isMeant)
            continue;
        found.push_back({ u'@' + identity, nameWithIdentity(m_client, identity) });
    }
    std::ranges::sort(found, {}, [](const Suggestion &each) { return each.label.toCaseFolded(); });
    return found;
}

void ConversationPage::connectActions()
{
    connect(m_view, &MessageView::actionRequested, this, [this](const MessageAction &action) {
        if (needsService(action) && m_model != nullptr && m_model->keptSince().isValid())
            Q_EMIT problemOccurred(
                ErrorTexts::describe({ .code = chat::ChatError::Code::Offline }));
        else
            m_messageActions->perform(action);
    });
    connect(m_messageActions, &MessageActions::pinRequested, m_pinned, &PinnedMessages::setPinned);
    connect(m_messageActions, &MessageActions::jumpRequested, this, &ConversationPage::jumpTo);
    connect(m_messageActions, &MessageActions::problemOccurred, this,
            &ConversationPage::problemOccurred);
    connect(m_messageActions, &MessageActions::deletionRequested, this,
            [this](const std::vector<qint64> &indexes) {
                m_view->selection().clear();
                m_deletions->add(m_sid, indexes);
            });
    connect(m_deletions, &PendingDeletions::changed, this, &ConversationPage::updateDeletions);
    connect(m_deletions, &PendingDeletions::problemOccurred, this,
            &ConversationPage::problemOccurred);
    QPushButton *undo = m_undoStrip->addButton(tr("&Undo"));
    connect(undo, &QPushButton::clicked, this, &ConversationPage::undoDeletion);
    auto *keys = new QShortcut(QKeySequence::Undo, m_view);
    keys->setContext(Qt::WidgetShortcut);
    connect(keys, &QShortcut::activated, this, &ConversationPage::undoDeletion);

    connect(&m_view->selection(), &MessageSelection::changed, this,
            &ConversationPage::updateSelection);
    QPushButton *copy = m_selectionStrip->addButton(tr("Copy"));
    connect(copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_view->selectedText());
        m_view->selection().clear();
    });
    m_deleteSelected = m_selectionStrip->addButton(tr("Delete"));
    connect(m_deleteSelected, &QPushButton::clicked, this, [this] {
        m_messageActions->perform(
            { .kind = MessageAction::Kind::Delete, .indexes = m_view->selection().indexes() });
    });
    QPushButton *cancel = m_selectionStrip->addButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, [this] { m_view->selection().clear(); });
}

void ConversationPage::undoDeletion()
{
    const bool hadFocus = m_undoStrip->isAncestorOf(QApplication::focusWidget());
    m_deletions->undo();
    if (hadFocus)
        m_view->setFocus(Qt::OtherFocusReason);
}

void ConversationPage::updateDeletions()
{
    m_view->setFaded(m_deletions->of(m_sid));
    const int count = m_deletions->waitingCount();
    if (count > 0)
        m_undoStrip->showText(tr("%n message(s) will be deleted for everyone.", nullptr, count));
    else
        m_undoStrip->hide();
    if (areDeletionsEnded())
        Q_EMIT deletionsEnded();
}

void ConversationPage::updateSelection()
{
    const MessageSelection &selection = m_view->selection();
    if (selection.isEmpty()) {
        const bool hadFocus = m_selectionStrip->isAncestorOf(QApplication::focusWidget());
        m_selectionStrip->hide();
        if (hadFocus)
            m_view->setFocus(Qt::OtherFocusReason);
        return;
    }
    const bool areOwn = selection.areAllOf(m_client.identity());
    m_deleteSelected->setEnabled(areOwn);
    m_deleteSelected->setToolTip(areOwn ? QString() : tr("Only your own messages can be deleted."));
    m_selectionStrip->showText(tr("%n message(s) selected", nullptr, selection.count()));
}

void ConversationPage::flushDeletions()
{
    m_deletions->flush();
}

bool ConversationPage::areDeletionsEnded() const
{
    return m_deletions->isIdle();
}

void ConversationPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_sid.isEmpty() || !Composer::accepts(event->mimeData()))
        return;
    event->acceptProposedAction();
    m_dropOverlay->showText(tr("Drop to send to %1").arg(m_name->text()));
}

void ConversationPage::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropOverlay->hide();
}

void ConversationPage::dropEvent(QDropEvent *event)
{
    m_dropOverlay->hide();
    m_composer->take(event->mimeData());
    m_composer->focusText();
    event->acceptProposedAction();
}

} // namespace parley::ui
