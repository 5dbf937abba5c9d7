// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QToolButton;

namespace parley::chat {
class ChatClient;
struct Conversation;
} // namespace parley::chat

namespace parley::ui {

class AvatarWidget;
class ConversationActions;
class ElidedLabel;
class PinnedMessages;

/// The line above the messages: which conversation it is, who takes part, who types, and what can
/// be done with it.
class ConversationHeader final : public QWidget
{
    Q_OBJECT

public:
    /// \a client and \a actions must outlive this object.
    ConversationHeader(chat::ChatClient &client, ConversationActions &actions, QWidget *parent);
    ~ConversationHeader() override;

    /// Shows \a sid as it is now; empty: hides itself. \a notice, if there is one, stands in the
    /// line below the name.
    void showConversation(const QString &sid, const QString &notice);
    /// What the conversation is called, fit to show.
    [[nodiscard]] QString title() const;
    [[nodiscard]] PinnedMessages &pinned() const { return *m_pinned; }
    /// Checked while it is shown who takes part.
    [[nodiscard]] QToolButton &people() const { return *m_people; }

private:
    void makeMoreMenu(ConversationActions &actions);
    void layOut();
    void follow(const QString &identity);
    void updateSubtitle(const chat::Conversation &conversation, const QString &partner);
    void updateTyping();

    chat::ChatClient &m_client;
    QString m_sid;
    QString m_followed; ///< whose presence is kept current: of the open direct conversation
    AvatarWidget *m_avatar = nullptr;
    ElidedLabel *m_name = nullptr;
    ElidedLabel *m_subtitle = nullptr;
    ElidedLabel *m_typing = nullptr;
    PinnedMessages *m_pinned = nullptr;
    QToolButton *m_people = nullptr;
    QToolButton *m_more = nullptr;
};

} // namespace parley::ui
