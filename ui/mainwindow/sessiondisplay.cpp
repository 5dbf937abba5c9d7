// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mainwindow/sessiondisplay.h"

#include "chat/chatclient.h"
#include "conversations/conversationname.h"
#include "conversations/sidebar.h"
#include "errortexts.h"
#include "inspector/tokeninspector.h"
#include "messages/page/conversationpage.h"
#include "status/statuspanel.h"
#include "widgets/daywatch.h"

#include <QDir>

namespace parley::ui {

SessionDisplay::SessionDisplay(const MainWindowParts &parts, Sidebar &sidebar,
                               ConversationPage &page, StatusPanel &status,
                               TokenInspector &inspector, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_sidebar(sidebar)
    , m_page(page)
    , m_status(status)
    , m_inspector(inspector)
{
    using twilsock::Connection;
    Session &session = m_parts.session;
    chat::ChatClient &chat = session.chat();
    const Connection *connection = &chat.connection();
    connect(&chat.conversations(), &chat::ChatConversations::loaded, this,
            &SessionDisplay::updateList);
    connect(&chat, &chat::ChatClient::stateChanged, this, &SessionDisplay::updateList);
    connect(&session.tokens(), &TokenManager::stateChanged, this, &SessionDisplay::updateList);
    connect(&session.tokens(), &TokenManager::warningShown, this, &SessionDisplay::updateList);
    connect(connection, &Connection::stateChanged, this, &SessionDisplay::updateConnection);
    connect(connection, &Connection::stateChanged, this, &SessionDisplay::updateList);
    connect(connection, &Connection::errorOccurred, this, &SessionDisplay::updateList);
    connect(connection, &Connection::errorOccurred, this, &SessionDisplay::updateConnection);
    connect(&chat.users(), &chat::ChatUsers::updated, this, &SessionDisplay::updateUser);
    connect(&session, &Session::keychainStatusChanged, this, &SessionDisplay::updateKeychain);
    updateUser();
    updateConnection();
    updateKeychain(session.keychainStatus());
    updateList();
}

ListState SessionDisplay::listState() const
{
    chat::ChatClient &chat = m_parts.session.chat();
    if (chat.state() == chat::ChatClient::State::Failed)
        return ListState::Failed;
    if (chat.conversations().areLoaded())
        return ListState::Loaded;
    const TokenManager::State token = m_parts.session.tokens().state();
    if (token == TokenManager::State::NeedsSignIn || token == TokenManager::State::Blocked)
        return ListState::NotConnected;
    const bool isOffline = m_parts.session.tokens().warning() == TokenManager::Warning::Offline;
    return isOffline || chat.connection().retryIn() ? ListState::Waiting : ListState::Loading;
}

void SessionDisplay::updateList()
{
    const ListState state = listState();
    m_sidebar.setListState(state);
    m_page.setListState(state);
    chat::ChatClient &chat = m_parts.session.chat();
    m_sidebar.setKeptNotice(
        keptNotice(chat, chat.conversations().keptSince(), m_page.days().today()));
    Q_EMIT listChanged();
}

void SessionDisplay::updateUser()
{
    const QString identity = m_parts.session.config().identity;
    m_sidebar.setUser(identity, personName(m_parts.session.chat(), identity), m_parts.place());
}

void SessionDisplay::updateConnection()
{
    const twilsock::Connection &connection = m_parts.session.chat().connection();
    m_status.setConnection(connection.state(), connection.retryIn());
}

void SessionDisplay::updateKeychain(Session::KeychainStatus status)
{
    // The loss of what is written weighs more than a password that has to be typed again.
    QString notice = ErrorTexts::keychain(status);
    if (m_parts.session.isDiskMissing())
        notice = tr("Drafts and unsent messages are lost when Parley is closed: they cannot be "
                    "written to the disk. Is it full?");
    else if (const QString file = m_parts.session.damagedOutbox(); !file.isEmpty())
        notice = tr("The file of drafts and unsent messages was damaged. What could be read is "
                    "back; the file is kept as %1.")
                     .arg(QDir::toNativeSeparators(file));
    m_status.setNotice(notice);
    if (!m_parts.keychainPersistent || !m_parts.session.isKept())
        m_inspector.setKept(tr("nothing after this run"));
    else if (m_parts.session.hasBackEndSession())
        m_inspector.setKept(tr("a session of the back end"));
    else
        m_inspector.setKept(tr("the password (the back end gives no session)"));
}

} // namespace parley::ui
