// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/conversationpage.h"

#include "chat/chatclient.h"
#include "composer/composer.h"
#include "conversations/conversationactions.h"
#include "conversations/conversationname.h"
#include "errortexts.h"
#include "find/findbar.h"
#include "media/mediastore.h"
#include "messages/actionstrip.h"
#include "messages/conversationfind.h"
#include "messages/dropoverlay.h"
#include "messages/messageactions.h"
#include "messages/messageview.h"
#include "messages/pendingdeletions.h"
#include "messages/pinnedmessages.h"
#include "rows/messagerow.h"
#include "theme/themecolors.h"
#include "widgets/announcer.h"
#include "widgets/avatarwidget.h"
#include "widgets/daywatch.h"
#include "widgets/elidedlabel.h"
#include "widgets/placeholder.h"

#include <QEvent>
#include <QPainter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace parley::ui {

ConversationPage::ConversationPage(chat::ChatClient &client, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_highlightEnd(clock)
    , m_actions(new ConversationActions(client, *this, this))
    , m_media(new MediaStore(mediaTransfersOf(client),
                             QStandardPaths::writableLocation(QStandardPaths::DownloadLocation),
                             this))
    , m_days(new DayWatch(clock, this))
    , m_view(new MessageView(this))
    , m_find(new ConversationFind(client, clock, *m_view, this))
    , m_deletions(new PendingDeletions(client, clock, this))
    , m_undoStrip(new ActionStrip(this))
    , m_selectionStrip(new ActionStrip(this))
    , m_placeholder(new Placeholder(this))
    , m_stack(new QStackedWidget(this))
    , m_typing(new ElidedLabel(this))
    , m_announcer(new Announcer(clock, this))
    , m_composer(new Composer(draftsOf(client), clock, this))
    , m_messageActions(new MessageActions(client, *m_composer, *m_media, *this))
    , m_dropOverlay(new DropOverlay(this))
{
    setAcceptDrops(true);
    m_header = makeHeader();
    m_view->setMedia(m_media);
    m_view->setToday(m_days->today());
    layOut();
    connectClient();
    connectView();
    connectComposer();
    connectActions();
    connect(m_actions, &ConversationActions::problemOccurred, this,
            &ConversationPage::problemOccurred);
    connect(m_days, &DayWatch::dayChanged, m_view, &MessageView::setToday);
    connect(m_days, &DayWatch::timeZoneChanged, m_view, &MessageView::updateTimes);
    updateHeader();
    updateContent();
}

ConversationPage::~ConversationPage()
{
    followPartner({});
}

void ConversationPage::followPartner(const QString &identity)
{
    if (identity == m_followed)
        return;
    if (!m_followed.isEmpty())
        m_client.users().release(m_followed);
    m_followed = identity;
    if (!m_followed.isEmpty())
        m_client.users().subscribe(m_followed);
}

void ConversationPage::layOut()
{
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_placeholder);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_find->bar());
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_selectionStrip);
    layout->addWidget(m_undoStrip);
    layout->addWidget(m_composer);
}

void ConversationPage::connectClient()
{
    const auto updateIfOpen = [this](const QString &sid) {
        if (isOpen(sid))
            updateHeader();
    };
    const auto closeIfOpen = [this](const chat::Conversation &conversation) {
        delete m_models.take(conversation.sid);
        m_deleted.remove(conversation.sid);
        m_modelOrder.removeAll(conversation.sid);
        if (isOpen(conversation.sid))
            open({});
    };
    const auto typingIfOpen = [this](const QString &sid) {
        if (isOpen(sid))
            updateTyping();
    };
    connect(&m_client.participants(), &chat::ChatParticipants::joined, this, updateIfOpen);
    connect(&m_client.participants(), &chat::ChatParticipants::left, this, updateIfOpen);
    connect(&m_client.conversations(), &chat::ChatConversations::updated, this,
            [this](const chat::Conversation &conversation) {
                if (!isOpen(conversation.sid))
                    return;
                updateHeader();
                updateUnread();
            });
    connect(&m_client.messages(), &chat::ChatMessages::added, this,
            &ConversationPage::messageAdded);
    // Queued: its row is gone then.
    connect(&m_client.messages(), &chat::ChatMessages::removed, this,
            &ConversationPage::messageRemoved, Qt::QueuedConnection);
    connect(&m_client.conversations(), &chat::ChatConversations::left, this, closeIfOpen);
    connect(&m_client.conversations(), &chat::ChatConversations::removed, this, closeIfOpen);
    connect(&m_client.participants(), &chat::ChatParticipants::typingStarted, this, typingIfOpen);
    connect(&m_client.participants(), &chat::ChatParticipants::typingEnded, this, typingIfOpen);
    connect(&m_client.users(), &chat::ChatUsers::updated, this, [this] {
        updateTyping();
        updateHeader();
    });
    connect(&m_client.connection(), &twilsock::Connection::initialized, m_media,
            &MediaStore::forgetFailures);
    connect(&m_client.connection(), &twilsock::Connection::stateChanged, this,
            &ConversationPage::updateHeader);
    connect(&m_client.conversations(), &chat::ChatConversations::loaded, this,
            &ConversationPage::updateHeader);
    connect(&m_client, &chat::ChatClient::initialized, this, [this] {
        followPartner({}); // who was named before could not be followed
        updateHeader();
    });
}

void ConversationPage::connectView()
{
    connect(m_view, &MessageView::olderNeeded, this, &ConversationPage::loadOlder);
    connect(m_view, &MessageView::newerNeeded, this, &ConversationPage::loadNewer);
    connect(m_view, &MessageView::newestRequested, this, &ConversationPage::jumpToNewest);
    connect(m_view, &MessageView::seenUpTo, this, &ConversationPage::advanceHorizon);
    connect(m_view, &MessageView::dayRequested, this, &ConversationPage::chooseDay);
    connect(m_find, &ConversationFind::jumpRequested, this, &ConversationPage::jumpTo);
    connect(m_find, &ConversationFind::newestRequested, this, &ConversationPage::jumpToNewest);
    connect(m_find, &ConversationFind::problemOccurred, this, &ConversationPage::problemOccurred);
    connect(m_placeholder, &Placeholder::actionTriggered, this, [this] {
        if (m_sid.isEmpty()) {
            Q_EMIT newConversationRequested();
        } else if (m_loadErrors.remove(m_sid) && m_model != nullptr) {
            m_model->reload();
            updateContent();
        }
    });
}

void ConversationPage::connectComposer()
{
    m_composer->completion().setPeople(
        [this](const QString &letters) { return suggestPeople(letters); });
    connect(m_view, &MessageView::textTyped, m_composer, &Composer::insertText);
    connect(m_composer, &Composer::sendRequested, this, &ConversationPage::send);
    connect(m_composer, &Composer::typed, this, [this] {
        if (!m_sid.isEmpty())
            m_client.participants().sendTyping(m_sid);
    });
}

void ConversationPage::open(const QString &sid)
{
    if (sid == m_sid && (sid.isEmpty() || m_model != nullptr))
        return;
    m_sid = sid;
    m_find->setConversation(sid);
    forgetJump();
    m_announcer->clear();
    m_model = nullptr;
    m_view->setModel(nullptr, -1);
    m_client.conversations().setVisible(sid.isEmpty() ? QStringList() : QStringList { sid });
    if (!sid.isEmpty())
        openModel();
    m_messageActions->setConversation(sid, m_model);
    updateDeletions();
    updateHeader();
    updateTyping();
    updateContent();
    if (!sid.isEmpty())
        m_composer->focusText();
}

void ConversationPage::setListState(ListState state)
{
    m_listState = state;
    updateContent();
}

void ConversationPage::saveDraft()
{
    m_composer->saveDraft();
}

void ConversationPage::updateUnread()
{
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(m_sid);
    m_view->setUnreadCount(conversation ? conversation->unreadCount.value_or(0) : 0);
}

void ConversationPage::updateContent()
{
    QWidget *shown = m_placeholder;
    if (m_sid.isEmpty() || m_model == nullptr) {
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
    } else if (m_model->rowCount() > 0 || m_jumpTarget || m_toNewest) {
        // While rows are exchanged for others the view keeps its place, and the focus with it.
        m_loadErrors.remove(m_sid);
        shown = m_view;
    } else if (m_model->isLoading()) {
        m_placeholder->showBusy(tr("Loading messages…"));
    } else if (m_loadErrors.contains(m_sid)) {
        m_placeholder->showText(tr("The messages could not be loaded"),
                                ErrorTexts::describe(m_loadErrors.value(m_sid)), tr("Try again"));
    } else {
        m_placeholder->showText(tr("No messages yet"), tr("Write the first one below."), {});
    }
    m_stack->setCurrentWidget(shown);
    m_view->setLoadingOlder(m_model != nullptr && m_model->isLoading() && m_model->rowCount() > 0
                            && !m_model->keptSince().isValid());
}

void ConversationPage::advanceHorizon(qint64 index)
{
    if (m_sid.isEmpty() || isJumping())
        return;
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(m_sid);
    if (!conversation || conversation->lastReadMessageIndex.value_or(-1) >= index)
        return;
    // A failure needs no words: the next message that is seen moves the horizon again.
    m_client.messages().advanceReadHorizon(m_sid, index, this,
                                           [](const chat::Outcome<chat::Nothing> &) {});
}

void ConversationPage::messageAdded(const QString &sid, const chat::Message &message)
{
    if (isOpen(sid) && isActiveWindow() && message.author != m_client.identity())
        m_announcer->add(personName(m_client, message.author),
                         MessageTexts::oneLine(message.body, message.media));
}

void ConversationPage::messageRemoved(const QString &sid, const chat::Message &message)
{
    if (!m_models.contains(sid) || message.index < 0)
        return; // it was never seen
    m_deleted[sid].insert(message.index);
    if (!isOpen(sid))
        return;
    m_view->selection().remove(message.index);
    m_view->setDeleted(m_deleted.value(sid));
}

void ConversationPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colorsFor(palette()).canvas);
}

void ConversationPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        updateHeader();
        updateTyping();
        updateContent();
    }
}

} // namespace parley::ui
