// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mainwindow/windowtitle.h"

#include "chat/chatclient.h"
#include "chat/conversationlistmodel.h"
#include "conversations/conversationname.h"
#include "desktop/desktoppresence.h"
#include "messages/page/conversationpage.h"
#include "text/accounttexts.h"

using namespace Qt::StringLiterals;

namespace parley::ui {

WindowTitle::WindowTitle(const MainWindowParts &parts, const QAbstractItemModel &conversations,
                         const ConversationPage &page, DesktopPresence &presence, QWidget &window)
    : QObject(&window)
    , m_parts(parts)
    , m_conversations(conversations)
    , m_page(page)
    , m_presence(presence)
    , m_window(window)
{
    const chat::ChatParticipants *people = &m_parts.session.chat().participants();
    for (const auto signal : { &chat::ChatParticipants::joined, &chat::ChatParticipants::left })
        connect(people, signal, this, &WindowTitle::update); // names a conversation of two
    connect(&m_conversations, &QAbstractItemModel::dataChanged, this, &WindowTitle::update);
    connect(&m_conversations, &QAbstractItemModel::rowsInserted, this, &WindowTitle::update);
    connect(&m_conversations, &QAbstractItemModel::rowsRemoved, this, &WindowTitle::update);
    update();
}

/// In all conversations that are not muted.
int WindowTitle::unread() const
{
    using Model = chat::ConversationListModel;
    int sum = 0;
    for (int row = 0; row < m_conversations.rowCount(); ++row) {
        const QModelIndex index = m_conversations.index(row, 0);
        if (!index.data(Model::MutedRole).toBool())
            sum += index.data(Model::UnreadRole).toInt();
    }
    return sum;
}

void WindowTitle::update()
{
    chat::ChatClient &chat = m_parts.session.chat();
    const std::optional<chat::Conversation> open = m_page.conversation().isEmpty()
        ? std::nullopt
        : chat.conversations().find(m_page.conversation());
    const QString user
        = AccountTexts::whoAndWhere(m_parts.session.config().identity, m_parts.place());
    //: Title of the window: conversation, user and back end.
    QString title = open ? tr("%1 – %2 – Parley").arg(conversationName(chat, *open), user)
                         : tr("%1 – Parley").arg(user);
    const int count = unread();
    if (count > 0)
        title.prepend(u"(%1) "_s.arg(count));
    m_window.setWindowTitle(title);
    m_presence.setUnread(count);
    m_presence.setOpenConversation(m_page.conversation());
}

} // namespace parley::ui
