// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "chat/messagelistmodel.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

#include <optional>

class QLabel;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace parley {
class Clock;
}
namespace parley::chat {
class ChatClient;
class OutboxStore;
} // namespace parley::chat

namespace parley::ui {

class Composer;
class ElidedLabel;
class MessageView;
class Placeholder;

/// The middle of the window: one conversation with its header, messages and composer.
class ConversationPage final : public QWidget
{
    Q_OBJECT

public:
    /// All of them must outlive this object.
    ConversationPage(chat::ChatClient &client, chat::OutboxStore &drafts, Clock &clock,
                     QWidget *parent = nullptr);
    ~ConversationPage() override;

    /// Empty: none is open.
    void open(const QString &sid);
    [[nodiscard]] QString conversation() const { return m_sid; }
    [[nodiscard]] MessageView *view() const { return m_view; }
    [[nodiscard]] Composer *composer() const { return m_composer; }
    [[nodiscard]] chat::MessageListModel *messages() const { return m_model; }
    /// True: there is nothing to choose from yet.
    void setConversationsLoading(bool loading);
    /// Copies the draft to the disk now.
    void saveDraft();

Q_SIGNALS:
    /// Something that was asked for failed; a whole sentence.
    void problemOccurred(const QString &text);
    void newConversationRequested();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHeader();
    void connectClient();
    void connectView();
    void openModel();
    void trimModels();
    void updateHeader();
    void updateTyping();
    void updateContent();
    void loadOlder();
    void advanceHorizon(qint64 index);
    void flushHorizon();
    void send(const QString &body);
    void discard(const QString &localId);
    void editMessage(qint64 index, const QString &body);
    void editLast();
    void deleteMessage(qint64 index);
    void showParticipants();
    void addParticipant();
    void leave();
    void deleteConversation();
    void report(const chat::Outcome<chat::Nothing> &outcome);
    [[nodiscard]] bool isOpen(const QString &sid) const { return !m_sid.isEmpty() && sid == m_sid; }

    chat::ChatClient &m_client;
    QString m_sid;
    QPointer<chat::MessageListModel> m_model;
    QHash<QString, chat::MessageListModel *> m_models; // of conversations seen before, all children
    QStringList m_modelOrder; ///< least recently opened first
    QHash<QString, chat::ChatError> m_loadErrors;
    bool m_conversationsLoading = true;
    std::optional<qint64> m_pendingHorizon {}; ///< seen while the window was not active

    ElidedLabel *m_name = nullptr;
    ElidedLabel *m_subtitle = nullptr;
    QToolButton *m_people = nullptr;
    QToolButton *m_more = nullptr;
    QWidget *m_header = nullptr;
    MessageView *m_view = nullptr;
    Placeholder *m_placeholder = nullptr;
    QStackedWidget *m_stack = nullptr;
    ElidedLabel *m_typing = nullptr;
    Composer *m_composer = nullptr;
};

} // namespace parley::ui
