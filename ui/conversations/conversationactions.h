// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace parley::ui {

/// Everything that can be done with a whole conversation, with its questions and dialogs: behind
/// the context menu of the list and the menu of the page.
class ConversationActions final : public QObject
{
    Q_OBJECT

public:
    /// \a client and \a window (below which dialogs open) must outlive this object.
    ConversationActions(chat::ChatClient &client, QWidget &window, QObject *parent = nullptr);

    [[nodiscard]] chat::ChatClient &client() const { return m_client; }
    /// Fills an empty \a menu with what fits the state of the conversation now.
    void fillMenu(QMenu &menu, const QString &sid);

    void create();
    void join();
    void startDirect();
    /// The conversation of two with \a identity, begun if there is none.
    void openDirect(const QString &identity);
    void rename(const QString &sid);
    void setMuted(const QString &sid, bool muted);
    void markRead(const QString &sid);
    void markUnread(const QString &sid);
    void leave(const QString &sid);
    void remove(const QString &sid);

Q_SIGNALS:
    /// One that was made, joined, or asked for is there: it is to be shown.
    void conversationReady(const QString &sid);
    /// The conversation is to be shown, and beside it who is in it.
    void participantsRequested(const QString &sid);
    /// Something failed, or only half of it worked; a whole sentence.
    void problemOccurred(const QString &text);

private:
    [[nodiscard]] QString nameOf(const QString &sid) const;
    void limitToAdmins(QAction *action, const QString &sid, const QString &limitedText) const;
    [[nodiscard]] chat::Callback<chat::Nothing> reporting();

    chat::ChatClient &m_client;
    QWidget &m_window;
};

} // namespace parley::ui
