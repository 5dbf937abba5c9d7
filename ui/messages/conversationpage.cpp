// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/conversationpage.h"

#include "chat/chatclient.h"
#include "chat/messagelistmodel.h"
#include "composer/composer.h"
#include "errortexts.h"
#include "messages/messageview.h"
#include "text/links.h"
#include "theme/icons.h"
#include "theme/themecolors.h"
#include "widgets/elidedlabel.h"
#include "widgets/placeholder.h"

#include <QDesktopServices>
#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace parley::ui {
namespace {

constexpr qsizetype KeptModels = 8;

} // namespace

ConversationPage::ConversationPage(chat::ChatClient &client, chat::OutboxStore &drafts,
                                   Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_header(makeHeader())
    , m_view(new MessageView(this))
    , m_placeholder(new Placeholder(this))
    , m_stack(new QStackedWidget(this))
    , m_typing(new ElidedLabel(this))
    , m_composer(new Composer(drafts, clock, this))
{
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_placeholder);
    m_typing->setMuted(true);
    m_typing->setContentsMargins(16, 0, 16, 0);

    auto *typingRow = new QHBoxLayout;
    typingRow->setContentsMargins(16, 2, 16, 3);
    typingRow->addWidget(m_typing, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_stack, 1);
    layout->addLayout(typingRow);
    layout->addWidget(m_composer);

    connectClient();
    connectView();
    updateHeader();
    updateContent();
}

ConversationPage::~ConversationPage() = default;

QWidget *ConversationPage::makeHeader()
{
    auto *header = new QWidget(this);
    header->setAutoFillBackground(true);
    header->setBackgroundRole(QPalette::Base);
    m_name = new ElidedLabel(header);
    m_name->setScale(1.15, true);
    m_subtitle = new ElidedLabel(header);
    m_subtitle->setMuted(true);
    m_people = new QToolButton(header);
    m_people->setIcon(themedIcon(u"people"_qs));
    m_people->setToolTip(tr("Participants"));
    m_people->setAccessibleName(tr("Participants"));
    connect(m_people, &QToolButton::clicked, this, &ConversationPage::showParticipants);

    m_more = new QToolButton(header);
    m_more->setIcon(themedIcon(u"more"_qs));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More about this conversation"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_more);
    menu->addAction(themedIcon(u"people"_qs), tr("Participants…"), this,
                    &ConversationPage::showParticipants);
    menu->addAction(themedIcon(u"plus"_qs), tr("Add a participant…"), this,
                    &ConversationPage::addParticipant);
    menu->addSeparator();
    menu->addAction(tr("Leave…"), this, &ConversationPage::leave);
    menu->addAction(tr("Delete for everyone…"), this, &ConversationPage::deleteConversation);
    m_more->setMenu(menu);
    m_more->setStyleSheet(u"QToolButton::menu-indicator { image: none; }"_qs);
    for (QToolButton *button : { m_people, m_more }) {
        button->setAutoRaise(true);
        button->setIconSize(QSize(20, 20));
        button->setFixedSize(34, 34);
    }
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_name);
    words->addWidget(m_subtitle);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(16, 7, 8, 7);
    row->addLayout(words, 1);
    row->addWidget(m_people);
    row->addWidget(m_more);
    return header;
}

void ConversationPage::connectClient()
{
    using chat::ChatClient;
    const auto updateIfOpen = [this](const QString &sid) {
        if (isOpen(sid))
            updateHeader();
    };
    const auto closeIfOpen = [this](const chat::Conversation &conversation) {
        delete m_models.take(conversation.sid);
        m_modelOrder.removeAll(conversation.sid);
        if (isOpen(conversation.sid))
            open({});
    };
    const auto typingIfOpen = [this](const QString &sid) {
        if (isOpen(sid))
            updateTyping();
    };
    connect(&m_client, &ChatClient::participantJoined, this, updateIfOpen);
    connect(&m_client, &ChatClient::participantLeft, this, updateIfOpen);
    connect(
        &m_client, &ChatClient::conversationUpdated, this,
        [updateIfOpen](const chat::Conversation &conversation) { updateIfOpen(conversation.sid); });
    connect(&m_client, &ChatClient::conversationLeft, this, closeIfOpen);
    connect(&m_client, &ChatClient::conversationRemoved, this, closeIfOpen);
    connect(&m_client, &ChatClient::typingStarted, this, typingIfOpen);
    connect(&m_client, &ChatClient::typingEnded, this, typingIfOpen);
    connect(&m_client, &ChatClient::userUpdated, this, &ConversationPage::updateTyping);
}

void ConversationPage::connectView()
{
    connect(m_view, &MessageView::olderNeeded, this, &ConversationPage::loadOlder);
    connect(m_view, &MessageView::seenUpTo, this, &ConversationPage::advanceHorizon);
    connect(m_view, &MessageView::retryRequested, &m_client, &chat::ChatClient::retryMessage);
    connect(m_view, &MessageView::discardRequested, this, &ConversationPage::discard);
    connect(m_view, &MessageView::editRequested, this, &ConversationPage::editMessage);
    connect(m_view, &MessageView::deleteRequested, this, &ConversationPage::deleteMessage);
    connect(m_view, &MessageView::linkActivated, this, [](const QUrl &url) {
        if (isOpenable(url))
            QDesktopServices::openUrl(url);
    });
    connect(m_view, &MessageView::textTyped, m_composer, &Composer::insertText);
    connect(m_composer, &Composer::sendRequested, this, &ConversationPage::send);
    connect(m_composer, &Composer::editLastRequested, this, &ConversationPage::editLast);
    connect(m_composer, &Composer::typed, this, [this] {
        if (!m_sid.isEmpty())
            m_client.sendTyping(m_sid);
    });
    connect(m_placeholder, &Placeholder::actionTriggered, this, [this] {
        if (m_sid.isEmpty()) {
            Q_EMIT newConversationRequested();
        } else if (m_loadErrors.remove(m_sid) && m_model != nullptr) {
            m_model->reload();
            updateContent();
        }
    });
}

void ConversationPage::open(const QString &sid)
{
    if (sid == m_sid && (sid.isEmpty() || m_model != nullptr))
        return;
    m_sid = sid;
    m_pendingHorizon.reset();
    m_model = nullptr;
    m_view->setModel(nullptr, -1);
    if (!sid.isEmpty())
        openModel();
    updateHeader();
    updateTyping();
    updateContent();
    if (!sid.isEmpty())
        m_composer->focusText();
}

void ConversationPage::openModel()
{
    m_modelOrder.removeAll(m_sid);
    m_modelOrder.append(m_sid);
    m_model = m_models.value(m_sid);
    if (m_model == nullptr) {
        m_model = new chat::MessageListModel(m_client, m_sid, this);
        m_models.insert(m_sid, m_model);
        const QString sid = m_sid;
        connect(m_model, &chat::MessageListModel::loadFailed, this,
                [this, sid](const chat::ChatError &error) {
                    m_loadErrors.insert(sid, error);
                    updateContent();
                });
        connect(m_model, &chat::MessageListModel::loadingChanged, this,
                &ConversationPage::updateContent);
        connect(m_model, &QAbstractItemModel::rowsInserted, this, &ConversationPage::updateContent);
        connect(m_model, &QAbstractItemModel::rowsRemoved, this, &ConversationPage::updateContent);
        connect(m_model, &QAbstractItemModel::modelReset, this, &ConversationPage::updateContent);
        trimModels();
    }
    const std::optional<chat::Conversation> conversation = m_client.conversation(m_sid);
    qint64 firstUnread = -1;
    if (conversation.has_value() && conversation->unreadCount.value_or(0) > 0
        && conversation->lastReadMessageIndex.has_value())
        firstUnread = *conversation->lastReadMessageIndex + 1;
    m_view->setModel(m_model, firstUnread);
    m_client.loadParticipants(m_sid, this, [this, sid = m_sid](const auto &) {
        if (isOpen(sid))
            updateHeader();
    });
}

void ConversationPage::trimModels()
{
    while (m_modelOrder.size() > KeptModels)
        delete m_models.take(m_modelOrder.takeFirst());
}

void ConversationPage::setConversationsLoading(bool loading)
{
    m_conversationsLoading = loading;
    updateContent();
}

void ConversationPage::saveDraft()
{
    m_composer->saveDraft();
}

void ConversationPage::updateHeader()
{
    const std::optional<chat::Conversation> conversation
        = m_sid.isEmpty() ? std::nullopt : m_client.conversation(m_sid);
    m_header->setVisible(!m_sid.isEmpty());
    m_composer->setVisible(!m_sid.isEmpty());
    m_typing->setVisible(!m_sid.isEmpty());
    const QString name = conversation.has_value() ? conversation->displayName() : QString();
    m_name->setText(name);
    m_composer->setConversation(m_sid, name);
    const int count = m_sid.isEmpty() ? 0 : int(m_client.participants(m_sid).size());
    QString subtitle = count > 0 ? tr("%n participant(s)", nullptr, count) : tr("Conversation");
    if (conversation.has_value() && !conversation->uniqueName.isEmpty()
        && conversation->uniqueName != name)
        subtitle += u" · "_qs + conversation->uniqueName;
    m_subtitle->setText(subtitle);
}

void ConversationPage::updateTyping()
{
    QStringList names;
    if (!m_sid.isEmpty()) {
        for (const QString &identity : m_client.typing(m_sid))
            names.append(m_client.friendlyNameOf(identity));
    }
    QString text;
    if (names.size() == 1)
        text = tr("%1 is typing…").arg(names.first());
    else if (names.size() == 2)
        text = tr("%1 and %2 are typing…").arg(names.first(), names.last());
    else if (names.size() > 2)
        text = tr("Several people are typing…");
    m_typing->setText(text);
}

void ConversationPage::updateContent()
{
    QWidget *shown = m_placeholder;
    if (m_sid.isEmpty() || m_model == nullptr) {
        if (m_conversationsLoading)
            m_placeholder->showBusy(tr("Loading conversations…"));
        else
            m_placeholder->showText(tr("Choose a conversation"),
                                    tr("Pick one on the left, or start a new one."),
                                    tr("New conversation"));
    } else if (m_model->rowCount() > 0) {
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
    m_view->setLoadingOlder(m_model != nullptr && m_model->isLoading() && m_model->rowCount() > 0);
}

void ConversationPage::loadOlder()
{
    if (m_model != nullptr && m_model->canFetchOlder() && !m_model->isLoading())
        m_model->fetchOlder();
}

void ConversationPage::advanceHorizon(qint64 index)
{
    m_pendingHorizon = std::max(index, m_pendingHorizon.value_or(-1));
    if (isActiveWindow())
        flushHorizon();
}

void ConversationPage::flushHorizon()
{
    if (!m_pendingHorizon.has_value() || m_sid.isEmpty())
        return;
    const qint64 index = *m_pendingHorizon;
    m_pendingHorizon.reset();
    const std::optional<chat::Conversation> conversation = m_client.conversation(m_sid);
    if (!conversation.has_value() || conversation->lastReadMessageIndex.value_or(-1) >= index)
        return;
    // A failure needs no words: the next message that is seen moves the horizon again.
    m_client.advanceReadHorizon(m_sid, index, this, [](const chat::Outcome<chat::Nothing> &) {});
}

void ConversationPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colorsFor(palette()).canvas);
}

void ConversationPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        flushHorizon(); // what came while the window was in the background is seen now
}

} // namespace parley::ui
