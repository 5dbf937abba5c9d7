// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/messagenavigator.h"

#include "errortexts.h"
#include "messages/view/messageview.h"

namespace parley::ui {
namespace {

using Model = chat::MessageListModel;

/// Unread messages that the first page has for certain.
constexpr int UnreadInFirstPage = 20;
constexpr std::chrono::milliseconds HighlightTime { 1800 };

qint64 firstUnreadOf(const std::optional<chat::Conversation> &conversation)
{
    return conversation && conversation->unreadCount.value_or(0) > 0
            && conversation->lastReadMessageIndex
        ? *conversation->lastReadMessageIndex + 1
        : -1;
}

} // namespace

MessageNavigator::MessageNavigator(MessageView &view, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_highlightEnd(clock)
{
    connect(&view, &MessageView::olderNeeded, this, &MessageNavigator::loadOlder);
    connect(&view, &MessageView::newerNeeded, this, &MessageNavigator::loadNewer);
    connect(&view, &MessageView::newestRequested, this, &MessageNavigator::jumpToNewest);
}

void MessageNavigator::open(Model &model, const std::optional<chat::Conversation> &conversation)
{
    close();
    m_model = &model;
    connect(&model, &Model::loadFailed, this, &MessageNavigator::loadFailed);
    connect(&model, &Model::aroundLoaded, this, &MessageNavigator::aroundLoaded);
    connect(&model, &Model::hasNewerChanged, this, &MessageNavigator::newerChanged);
    connect(&model, &Model::keptReplaced, this, [this] {
        m_view.setChangeable(Changeable::Yes);
        Q_EMIT keptReplaced();
    });
    connect(&model, &Model::loadingChanged, this, &MessageNavigator::contentChanged);
    connect(&model, &Model::rowsInserted, this, &MessageNavigator::contentChanged);
    connect(&model, &Model::rowsRemoved, this, &MessageNavigator::contentChanged);
    // What is kept is shown to its end, as it was.
    const qint64 firstUnread = model.keptSince().isValid() ? -1 : firstUnreadOf(conversation);
    m_view.setModel(&model, firstUnread);
    m_view.setChangeable(model.keptSince().isValid() ? Changeable::No : Changeable::Yes);
    m_view.rows().setHasNewer(model.canFetchNewer());
    const bool isFar = firstUnread >= 0 && *conversation->unreadCount > UnreadInFirstPage
        && model.rowOfIndex(firstUnread) < 0;
    if (isFar) {
        m_unreadTarget = firstUnread;
        model.openAround(firstUnread);
    }
}

void MessageNavigator::close()
{
    forgetTargets();
    if (m_model != nullptr)
        m_model->disconnect(this);
    m_model = nullptr;
    m_view.setModel(nullptr, -1);
}

void MessageNavigator::loadOlder()
{
    if (m_model != nullptr && m_model->canFetchOlder() && !m_model->isLoading() && !isUnderWay())
        m_model->fetchOlder();
}

void MessageNavigator::loadNewer()
{
    if (m_model != nullptr && m_model->canFetchNewer() && !m_model->isLoading() && !isUnderWay())
        m_model->fetchNewer();
}

void MessageNavigator::jumpTo(qint64 index)
{
    if (m_model == nullptr || index < 0)
        return;
    const int row = m_model->rowOfIndex(index);
    if (row >= 0) {
        showRow(row);
        return;
    }
    forgetTargets();
    m_jumpTarget = index;
    m_model->openAround(index);
}

void MessageNavigator::aroundLoaded(qint64 index)
{
    if (m_unreadTarget == index) {
        m_unreadTarget.reset();
        m_view.rows().setHasNewer(m_model->canFetchNewer());
        m_view.goToUnread();
        return;
    }
    if (m_jumpTarget != index)
        return;
    m_jumpTarget.reset();
    m_view.rows().setHasNewer(m_model->canFetchNewer());
    const int row = m_model->rowOfIndex(index);
    if (row >= 0)
        showRow(row);
    else
        Q_EMIT problemOccurred(tr("This message no longer exists. It was deleted."));
}

void MessageNavigator::showRow(int row)
{
    m_view.jumpToRow(row);
    m_highlightEnd.start(HighlightTime, [this] { m_view.setHighlighted(-1); });
}

void MessageNavigator::jumpToNewest()
{
    if (m_model == nullptr)
        return;
    if (m_model->canFetchNewer()) {
        forgetTargets();
        m_toNewest = true;
        m_model->openNewest();
    }
    m_view.scrollToEnd();
}

void MessageNavigator::newerChanged()
{
    m_view.rows().setHasNewer(m_model->canFetchNewer());
    if (!m_toNewest || m_model->canFetchNewer())
        return;
    m_toNewest = false;
    m_view.scrollToEnd();
}

void MessageNavigator::loadFailed(const chat::ChatError &error)
{
    const bool wasJumping = isJumping();
    forgetTargets();
    if (wasJumping)
        Q_EMIT problemOccurred(ErrorTexts::describe(error));
    Q_EMIT contentChanged();
}

void MessageNavigator::forgetTargets()
{
    m_jumpTarget.reset();
    m_unreadTarget.reset();
    m_toNewest = false;
}

} // namespace parley::ui
