// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"

#include <QDate>
#include <QObject>

#include <memory>

namespace parley {
class Clock;
}

namespace parley::chat {
class ChatClient;
}

namespace parley::ui {

class FindBar;
class MessageNavigator;
class MessageSearch;
class MessageView;

/// Finds words and days in the open conversation: connects the bar for finding, the search behind
/// it and the messages.
class ConversationFind final : public QObject
{
    Q_OBJECT

public:
    /// \a page gets the bar as a child; all others must outlive this object. \a navigator goes to
    /// what was found.
    ConversationFind(chat::ChatClient &client, Clock &clock, MessageView &view,
                     MessageNavigator &navigator, QWidget *page);

    [[nodiscard]] FindBar *bar() const { return m_bar; }
    /// Empty: none is open. Closes the bar.
    void setConversation(const QString &sid);
    void openBar();
    /// Lets the user choose a day from a calendar, which appears below the upper edge of the
    /// messages.
    void chooseDay(const QDate &today);
    /// To its first message; if it has none to the next one, and if there is none to the newest.
    void goToDay(const QDate &day);

Q_SIGNALS:
    /// Whole sentences. A notice says that another day is shown than was asked for.
    void problemOccurred(const QString &text);
    void noticeGiven(const QString &text);

private:
    void showDay(const QDate &day, const std::optional<chat::Message> &found);

    chat::ChatClient &m_client;
    MessageView &m_view;
    MessageNavigator &m_navigator;
    QString m_sid;
    MessageSearch *m_search = nullptr;
    FindBar *m_bar = nullptr;
    std::unique_ptr<QObject> m_dayContext; ///< of the day that is being looked for
};

} // namespace parley::ui
