// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "conversations/liststate.h"
#include "mainwindow/mainwindowparts.h"

#include <QObject>

namespace parley::ui {

class ConversationPage;
class Sidebar;
class StatusPanel;
class TokenInspector;

/// Shows in the parts of a main window how its session is: who is signed in, the connection, what
/// an empty list means, and what is kept.
class SessionDisplay final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this object.
    SessionDisplay(const MainWindowParts &parts, Sidebar &sidebar, ConversationPage &page,
                   StatusPanel &status, TokenInspector &inspector, QObject *parent);

Q_SIGNALS:
    /// There may be more conversations than before, or another reason why there are none.
    void listChanged();

private:
    [[nodiscard]] ListState listState() const;
    void updateList();
    void updateUser();
    void updateConnection();
    void updateKeychain(Session::KeychainStatus status);

    const MainWindowParts m_parts;
    Sidebar &m_sidebar;
    ConversationPage &m_page;
    StatusPanel &m_status;
    TokenInspector &m_inspector;
};

} // namespace parley::ui
