// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"

#include <QToolButton>

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace parley::ui {

/// The button in a conversation's header with the list of its pinned messages, newest first. A pin
/// stands in the attributes of its message, so the pins are found by reading the messages, from the
/// newest back: once in each conversation that is shown, and then by what the client tells.
class PinnedMessages final : public QToolButton
{
    Q_OBJECT

public:
    /// How many messages are read when a conversation is opened: two pages, because that costs the
    /// service something for each conversation.
    static constexpr int FirstSearchLength = 200;
    /// How many more, each time the user asks for older ones.
    static constexpr int SearchLength = 1000;

    /// \a client must outlive this object.
    PinnedMessages(chat::ChatClient &client, QWidget *parent);

    /// Empty: none. Reads what has not been read of it.
    void setConversation(const QString &sid);
    /// Pins or unpins a message of the conversation.
    void setPinned(qint64 index, bool isPinned);

Q_SIGNALS:
    /// A message was chosen from the list.
    void chosen(qint64 index);
    /// A message was not pinned or unpinned; a whole sentence.
    void problemOccurred(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    /// What is known of one conversation.
    struct Pins
    {
        std::map<qint64, chat::Message> messages {}; ///< by index
        std::set<qint64> told {}; ///< by the client, while a page is read that may be older
        std::optional<qint64> before {}; ///< all messages from this index on have been read
        bool hasOlder = true;
        std::unique_ptr<QObject> reading {}; ///< context of the page that is being read
        int unread = FirstSearchLength; ///< messages that are still to be read
    };

    void search(const QString &sid);
    void take(const QString &sid, const chat::History &page);
    void noteChanged(const QString &sid, const chat::Message &message);
    void noteRemoved(const QString &sid, const chat::Message &message);
    void forget(const QString &sid);
    [[nodiscard]] Pins *pinsOf(const QString &sid); ///< null: the conversation was not shown
    void updateButton();
    void fillMenu();

    chat::ChatClient &m_client;
    QString m_sid;
    std::map<QString, Pins> m_pins; ///< by conversation
};

} // namespace parley::ui
