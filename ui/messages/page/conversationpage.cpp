// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/conversationpage.h"

#include "chat/chatclient.h"
#include "composer/completion.h"
#include "composer/composer.h"
#include "conversations/conversationactions.h"
#include "conversations/conversationname.h"
#include "conversations/participantspanel.h"
#include "errortexts.h"
#include "find/findbar.h"
#include "media/mediastore.h"
#include "messages/controls/dropoverlay.h"
#include "messages/page/conversationfind.h"
#include "messages/page/conversationheader.h"
#include "messages/page/conversationnotes.h"
#include "messages/page/conversationpeople.h"
#include "messages/page/messageactions.h"
#include "messages/page/messagemodels.h"
#include "messages/page/messagenavigator.h"
#include "messages/page/pagecolumns.h"
#include "messages/page/pendingdeletions.h"
#include "messages/page/pinnedmessages.h"
#include "messages/page/selectionstrip.h"
#include "messages/page/undostrip.h"
#include "messages/view/messageview.h"
#include "rows/messagerow.h"
#include "theme/themecolors.h"
#include "widgets/announcer.h"
#include "widgets/daywatch.h"
#include "widgets/placeholder.h"

#include <QDropEvent>
#include <QEvent>
#include <QPainter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QToolButton>
#include <QVBoxLayout>

#include <type_traits>

namespace parley::ui {

ConversationPage::ConversationPage(chat::ChatClient &client, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_actions(new ConversationActions(client, *this, this))
    , m_media(new MediaStore(mediaTransfersOf(client),
                             QStandardPaths::writableLocation(QStandardPaths::DownloadLocation),
                             this))
    , m_days(new DayWatch(clock, this))
    , m_deletions(new PendingDeletions(client, clock, this))
    , m_view(new MessageView(this))
    , m_navigator(new MessageNavigator(*m_view, clock, this))
    , m_find(new ConversationFind(client, clock, *m_view, *m_navigator, this))
    , m_selectionStrip(new SelectionStrip(*m_view, this))
    , m_undoStrip(new UndoStrip(*m_deletions, *m_view, this))
    , m_placeholder(new Placeholder(this))
    , m_stack(new QStackedWidget(this))
    , m_models(new MessageModels(client, this))
    , m_notes(new ConversationNotes(client, *m_models, this))
    , m_announcer(new Announcer(clock, this))
    , m_composer(new Composer(draftsOf(client), clock, this))
    , m_messageActions(new MessageActions(client, *m_composer, *m_media, *this))
    , m_header(new ConversationHeader(client, *m_actions, this))
    , m_participants(new ParticipantsPanel(client, clock, this))
    , m_columns(new PageColumns(makeMessagesColumn(), m_participants, this))
    , m_dropOverlay(new DropOverlay(this))
{
    setAcceptDrops(true);
    layOut();
    connectClient();
    connectView();
    connectComposer();
    connectActions();
    connectProblems();
    updatePeople();
    updateContent();
}

void ConversationPage::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_columns, 1);
}

QWidget *ConversationPage::makeMessagesColumn()
{
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_placeholder);
    auto *column = new QWidget(this);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_find->bar());
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_selectionStrip);
    layout->addWidget(m_undoStrip);
    layout->addWidget(m_composer);
    return column;
}

void ConversationPage::connectClient()
{
    const auto updateIfOpen = [this](const QString &sid) {
        if (isOpen(sid))
            updatePeople();
    };
    const auto forget = [this](const chat::Conversation &conversation) {
        if (isOpen(conversation.sid))
            open({});
        m_models->forget(conversation.sid);
    };
    connect(&m_client.participants(), &chat::ChatParticipants::joined, this, updateIfOpen);
    connect(&m_client.participants(), &chat::ChatParticipants::left, this, updateIfOpen);
    connect(&m_client.users(), &chat::ChatUsers::updated, this, &ConversationPage::updatePeople);
    const auto update = [this](const chat::Conversation &conversation) {
        if (!isOpen(conversation.sid))
            return;
        updatePeople();
        updateUnread();
    };
    connect(&m_client.conversations(), &chat::ChatConversations::added, this, update);
    connect(&m_client.conversations(), &chat::ChatConversations::joined, this, update);
    connect(&m_client.conversations(), &chat::ChatConversations::updated, this, update);
    connect(&m_client.conversations(), &chat::ChatConversations::left, this, forget);
    connect(&m_client.conversations(), &chat::ChatConversations::removed, this, forget);
    connect(&m_client.messages(), &chat::ChatMessages::added, this, &ConversationPage::announce);
    connect(m_models, &MessageModels::messageDeleted, this,
            [this](const QString &sid, qint64 index) {
                if (isOpen(sid))
                    m_view->selection().remove(index);
            });
    connect(m_notes, &ConversationNotes::changed, this, [this](const QString &sid) {
        if (!isOpen(sid))
            return;
        m_view->rows().setNotes(m_notes->of(sid));
        updateContent();
    });
    connect(&m_client.connection(), &twilsock::Connection::initialized, m_media,
            &MediaStore::forgetFailures);
    connect(&m_client.connection(), &twilsock::Connection::stateChanged, this,
            &ConversationPage::updatePeople);
    connect(&m_client.conversations(), &chat::ChatConversations::loaded, this,
            &ConversationPage::updatePeople);
    connect(&m_client, &chat::ChatClient::initialized, this, &ConversationPage::updatePeople);
}

void ConversationPage::connectView()
{
    MessageRows *rows = &m_view->rows();
    rows->setMedia(m_media);
    rows->setToday(m_days->today());
    connect(m_days, &DayWatch::dayChanged, rows, &MessageRows::setToday);
    connect(m_days, &DayWatch::timeZoneChanged, rows, &MessageRows::layOutAnew);
    connect(m_view, &MessageView::seenUpTo, this, &ConversationPage::advanceHorizon);
    connect(m_view, &MessageView::dayRequested, this, &ConversationPage::chooseDay);
    connect(m_navigator, &MessageNavigator::contentChanged, this, &ConversationPage::updateContent);
    connect(m_navigator, &MessageNavigator::keptReplaced, this, &ConversationPage::keptReplaced);
    connect(&m_header->pinned(), &PinnedMessages::chosen, m_navigator, &MessageNavigator::jumpTo);
    connect(m_placeholder, &Placeholder::actionTriggered, this, &ConversationPage::tryAgain);
}

void ConversationPage::connectComposer()
{
    m_composer->completion().setPeople(
        [this](const QString &letters) { return suggestPeople(m_client, m_sid, letters); });
    connect(&m_client.users(), &chat::ChatUsers::updated, &m_composer->completion(),
            &Completion::refresh);
    connect(m_view, &MessageView::textTyped, m_composer, &Composer::insertText);
    connect(m_composer, &Composer::typed, this, [this] {
        if (!m_sid.isEmpty())
            m_client.participants().sendTyping(m_sid);
    });
}

void ConversationPage::connectActions()
{
    connect(m_view, &MessageView::actionRequested, m_messageActions, &MessageActions::perform);
    connect(m_selectionStrip, &SelectionStrip::actionRequested, m_messageActions,
            &MessageActions::perform);
    // An answer: what is above has been read.
    connect(m_messageActions, &MessageActions::confirmed, this, &ConversationPage::advanceHorizon);
    // The user wants to see what was written.
    connect(m_messageActions, &MessageActions::sent, m_navigator, &MessageNavigator::jumpToNewest);
    connect(m_messageActions, &MessageActions::jumpRequested, m_navigator,
            &MessageNavigator::jumpTo);
    connect(m_messageActions, &MessageActions::pinRequested, &m_header->pinned(),
            &PinnedMessages::setPinned);
    connect(m_messageActions, &MessageActions::deletionRequested, this,
            [this](const std::vector<qint64> &indexes) {
                m_view->selection().clear();
                m_deletions->add(m_sid, indexes);
            });
    connect(m_deletions, &PendingDeletions::changed, this, &ConversationPage::updateFaded);
    QToolButton *button = &m_header->people();
    connect(button, &QToolButton::clicked, m_columns, &PageColumns::setPanelShown);
    connect(m_columns, &PageColumns::panelToggled, button, &QToolButton::setChecked);
    connect(m_participants, &ParticipantsPanel::closeRequested, this, [this] {
        m_columns->setPanelShown(false);
        m_composer->focusText();
    });
}

void ConversationPage::connectProblems()
{
    const auto passOn = [this](auto *part) {
        using Part = std::remove_pointer_t<decltype(part)>;
        connect(part, &Part::problemOccurred, this, &ConversationPage::problemOccurred);
    };
    passOn(m_actions);
    passOn(m_deletions);
    passOn(m_find);
    passOn(m_messageActions);
    passOn(m_navigator);
    passOn(&m_header->pinned());
}

void ConversationPage::open(const QString &sid)
{
    if (sid == m_sid && (sid.isEmpty() || messages() != nullptr))
        return;
    m_sid = sid;
    m_columns->uncover();
    m_find->setConversation(sid);
    m_announcer->clear();
    m_navigator->close();
    m_client.conversations().setVisible(sid.isEmpty() ? QStringList() : QStringList { sid });
    if (!sid.isEmpty())
        openMessages();
    m_messageActions->setConversation(sid, messages());
    updateFaded();
    updatePeople();
    updateContent();
}

void ConversationPage::openMessages()
{
    MessageRows &rows = m_view->rows();
    rows.setNames(namesIn(m_client, m_sid));
    rows.setNotes(m_notes->of(m_sid));
    m_navigator->open(m_models->open(m_sid), m_client.conversations().find(m_sid));
    updateUnread();
    m_client.participants().load(m_sid, this, [this, sid = m_sid](const auto &) {
        if (isOpen(sid))
            updatePeople();
    });
}

/// Goes to what is new, as when a conversation is opened, unless the user has gone elsewhere.
void ConversationPage::keptReplaced()
{
    const auto conversation = m_client.conversations().find(m_sid);
    const bool hasNews = conversation && conversation->unreadCount.value_or(0) > 0;
    if (hasNews && m_view->isAtEnd() && !m_navigator->isJumping())
        openMessages();
    updatePeople();
    updateContent();
}

/// What depends on who takes part and how people and the conversation are called.
void ConversationPage::updatePeople()
{
    m_header->showConversation(m_sid,
                               messages() != nullptr
                                   ? keptNotice(m_client, messages()->keptSince(), m_days->today())
                                   : QString());
    m_view->rows().setNames(namesIn(m_client, m_sid));
    const auto conversation = m_client.conversations().find(m_sid);
    m_columns->setAvailable(conversation
                            && conversation->loading != chat::Conversation::Loading::Kept);
    m_participants->setConversation(m_sid);
    m_composer->setVisible(!m_sid.isEmpty());
    m_composer->setConversation(m_sid, m_header->title());
    m_composer->setLimits(m_client.media().limits());
}

chat::MessageListModel *ConversationPage::messages() const
{
    return m_navigator->model();
}

void ConversationPage::setListState(ListState state)
{
    m_listState = state;
    updateContent();
}

void ConversationPage::chooseDay()
{
    m_find->chooseDay(m_days->today());
}

void ConversationPage::updateUnread()
{
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(m_sid);
    m_view->setUnreadCount(conversation ? conversation->unreadCount.value_or(0) : 0);
}

void ConversationPage::updateContent()
{
    const chat::MessageListModel *model = messages();
    const bool hasRows = model != nullptr && model->rowCount() > 0;
    const bool isLoading = model != nullptr && model->isLoading();
    QWidget *shown = m_placeholder;
    if (model == nullptr) {
        if (m_listState == ListState::NotConnected)
            m_placeholder->showText(tr("Not connected"), {}, {});
        else if (m_listState == ListState::Waiting)
            m_placeholder->showText(tr("Waiting for the connection"), {}, {});
        else if (m_listState == ListState::Loading)
            m_placeholder->showBusy(tr("Loading conversations…"));
        else
            m_placeholder->showText(tr("Choose a conversation"),
                                    tr("Select one on the left, or start a new one."),
                                    tr("New conversation"));
    } else if (hasRows || m_navigator->isJumping()) {
        // While rows are exchanged for others the view keeps its place, and the focus with it.
        m_models->forgetFailure(m_sid);
        shown = m_view;
    } else if (isLoading) {
        m_placeholder->showBusy(tr("Loading messages…"));
    } else if (const auto failure = m_models->failure(m_sid)) {
        m_placeholder->showText(tr("The messages could not be loaded"),
                                ErrorTexts::describe(*failure), tr("Try again"));
    } else {
        const QStringList lines = QStringList(tr("Write the first one below."))
            + m_notes->of(m_sid).between(-1, RowNotes::End, namesIn(m_client, m_sid));
        m_placeholder->showText(tr("No messages yet"), lines.join(u'\n'), {});
    }
    m_stack->setCurrentWidget(shown);
    m_view->setLoadingOlder(isLoading && hasRows && !model->keptSince().isValid());
}

/// The button of the placeholder.
void ConversationPage::tryAgain()
{
    if (m_sid.isEmpty()) {
        Q_EMIT newConversationRequested();
    } else if (messages() != nullptr && m_models->failure(m_sid)) {
        m_models->forgetFailure(m_sid);
        messages()->reload();
        updateContent();
    }
}

void ConversationPage::updateFaded()
{
    m_view->setFaded(m_deletions->of(m_sid));
}

void ConversationPage::advanceHorizon(qint64 index)
{
    if (messages() == nullptr || m_navigator->isUnderWay() || messages()->keptSince().isValid())
        return; // what was kept is not what is new
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(m_sid);
    if (!conversation || conversation->lastReadMessageIndex.value_or(-1) >= index)
        return;
    // A failure needs no words: the next message that is seen moves the horizon again.
    m_client.messages().advanceLastReadMessageIndex(m_sid, index, this,
                                                    [](const chat::Outcome<chat::Nothing> &) {});
}

void ConversationPage::announce(const QString &sid, const chat::Message &message)
{
    if (isOpen(sid) && isActiveWindow() && message.author != m_client.identity())
        m_announcer->add(personName(m_client, message.author),
                         MessageTexts::oneLine(message.body, message.media));
}

void ConversationPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_sid.isEmpty() || !Composer::accepts(event->mimeData()))
        return;
    event->acceptProposedAction();
    m_dropOverlay->showText(tr("Drop to send to %1").arg(m_header->title()));
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

void ConversationPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colorsFor(palette()).canvas);
}

void ConversationPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        updatePeople();
        updateContent();
    }
}

} // namespace parley::ui
