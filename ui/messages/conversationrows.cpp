// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/chatclient.h"
#include "chat/messageattributes.h"
#include "conversations/conversationname.h"
#include "errortexts.h"
#include "messages/conversationfind.h"
#include "messages/conversationpage.h"
#include "messages/messageview.h"
#include "widgets/daywatch.h"

// Which messages the page shows: models kept for conversations seen before, pages, jumps.

namespace parley::ui {
namespace {

using Model = chat::MessageListModel;

constexpr qsizetype KeptModels = 8;
/// Unread messages that the first page has for certain.
constexpr int UnreadInFirstPage = 20;
constexpr std::chrono::milliseconds HighlightTime { 1800 };

} // namespace

void ConversationPage::openModel()
{
    m_modelOrder.removeAll(m_sid);
    m_modelOrder.append(m_sid);
    m_model = m_models.value(m_sid);
    const bool isNew = m_model == nullptr;
    if (isNew)
        makeModel();
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(m_sid);
    qint64 firstUnread = -1;
    const bool isKept = m_model->keptSince().isValid(); // then it is shown to the end, as it was
    if (conversation && !isKept && conversation->unreadCount.value_or(0) > 0
        && conversation->lastReadMessageIndex)
        firstUnread = *conversation->lastReadMessageIndex + 1;
    updateNames(); // not earlier: the client has no identity before a user has signed in
    m_view->setDeleted(m_deleted.value(m_sid));
    m_view->setModel(m_model, firstUnread);
    m_view->setHasNewer(m_model->canFetchNewer());
    if (firstUnread >= 0 && conversation->unreadCount.value_or(0) > UnreadInFirstPage
        && m_model->rowOfIndex(firstUnread) < 0) {
        m_unreadTarget = firstUnread;
        m_model->openAround(firstUnread);
    }
    updateUnread();
    m_client.participants().load(m_sid, this, [this, sid = m_sid](const auto &) {
        if (isOpen(sid))
            updateHeader();
    });
}

/// Between two people it is clear who the other one is.
void ConversationPage::updateNames()
{
    const std::optional<chat::Conversation> conversation = m_client.conversations().find(m_sid);
    const bool isOfTwo = conversation && m_client.participants().of(m_sid).size() <= 2;
    m_view->setNames(
        { .own = m_client.identity(),
          .lookUp = [this](const QString &identity) { return personName(m_client, identity); },
          .partner
          = isOfTwo ? chat::directPartnerOf(*conversation, m_client.identity()) : QString(),
          .readersOf = [this](qint64 index) { return readersOf(index); } });
}

QStringList ConversationPage::readersOf(qint64 index) const
{
    QStringList names;
    for (const chat::Participant &participant : m_client.participants().of(m_sid)) {
        if (!participant.identity.isEmpty() && participant.identity != m_client.identity()
            && participant.lastReadMessageIndex.value_or(-1) >= index)
            names.append(personName(m_client, participant.identity));
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}

void ConversationPage::makeModel()
{
    m_model = new Model(m_client, m_sid, this);
    m_models.insert(m_sid, m_model);
    const QString sid = m_sid;
    connect(m_model, &Model::loadFailed, this, [this, sid](const chat::ChatError &error) {
        m_loadErrors.insert(sid, error);
        if (!isOpen(sid))
            return;
        const bool asked = m_jumpTarget || m_toNewest;
        forgetJump();
        if (asked)
            Q_EMIT problemOccurred(ErrorTexts::describe(error));
        updateContent();
    });
    const auto ifOpen = [this, sid](auto function) {
        return [this, sid, function] {
            if (isOpen(sid))
                (this->*function)();
        };
    };
    const auto update = ifOpen(&ConversationPage::updateContent);
    connect(m_model, &Model::loadingChanged, this, update);
    connect(m_model, &Model::keptReplaced, this, ifOpen(&ConversationPage::keptReplaced));
    connect(m_model, &QAbstractItemModel::rowsInserted, this, update);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, update);
    connect(m_model, &Model::hasNewerChanged, this, ifOpen(&ConversationPage::newerChanged));
    connect(m_model, &Model::aroundLoaded, this, [this, sid](qint64 index) {
        if (isOpen(sid))
            aroundLoaded(index);
    });
    trimModels();
}

/// Goes to what is new, as when a conversation is opened, unless the user has gone elsewhere.
void ConversationPage::keptReplaced()
{
    if (m_view->isAtEnd())
        openModel();
    updateHeader();
    updateContent();
}

void ConversationPage::trimModels()
{
    while (m_modelOrder.size() > KeptModels)
        delete m_models.take(m_modelOrder.takeFirst());
}

void ConversationPage::loadOlder()
{
    if (m_model != nullptr && m_model->canFetchOlder() && !m_model->isLoading() && !isJumping())
        m_model->fetchOlder();
}

void ConversationPage::loadNewer()
{
    if (m_model != nullptr && m_model->canFetchNewer() && !m_model->isLoading() && !isJumping())
        m_model->fetchNewer();
}

void ConversationPage::jumpTo(qint64 index)
{
    if (m_model == nullptr || index < 0)
        return;
    const int row = m_model->rowOfIndex(index);
    if (row >= 0) {
        showRow(row);
        return;
    }
    forgetJump();
    m_jumpTarget = index;
    m_model->openAround(index);
}

void ConversationPage::aroundLoaded(qint64 index)
{
    if (m_unreadTarget == index) {
        m_unreadTarget.reset();
        m_view->setHasNewer(m_model->canFetchNewer());
        m_view->goToUnread();
        return;
    }
    if (m_jumpTarget != index)
        return;
    m_jumpTarget.reset();
    m_view->setHasNewer(m_model->canFetchNewer());
    const int row = m_model->rowOfIndex(index);
    if (row >= 0)
        showRow(row);
    else
        Q_EMIT problemOccurred(tr("This message no longer exists. It was deleted."));
}

void ConversationPage::showRow(int row)
{
    m_view->jumpToRow(row);
    m_highlightEnd.start(HighlightTime, [this] { m_view->setHighlighted(-1); });
}

std::vector<LoadedMessages> ConversationPage::loadedMessages() const
{
    std::vector<LoadedMessages> all;
    for (const QString &sid : m_modelOrder) {
        const Model *model = m_models.value(sid);
        LoadedMessages loaded { sid };
        for (int row = 0; row < model->rowCount(); ++row)
            loaded.messages.push_back(
                model->index(row).data(Model::MessageRole).value<chat::Message>());
        all.push_back(std::move(loaded));
    }
    return all;
}

void ConversationPage::chooseDay()
{
    m_find->chooseDay(m_days->today());
}

void ConversationPage::jumpToNewest()
{
    if (m_model == nullptr)
        return;
    if (m_model->canFetchNewer()) {
        forgetJump();
        m_toNewest = true;
        m_model->openNewest();
    }
    m_view->scrollToEnd();
}

void ConversationPage::newerChanged()
{
    m_view->setHasNewer(m_model->canFetchNewer());
    if (!m_toNewest || m_model->canFetchNewer())
        return;
    m_toNewest = false;
    m_view->scrollToEnd();
}

void ConversationPage::forgetJump()
{
    m_jumpTarget.reset();
    m_unreadTarget.reset();
    m_toNewest = false;
}

} // namespace parley::ui
