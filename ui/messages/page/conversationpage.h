// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/messagelistmodel.h"
#include "conversations/liststate.h"

#include <QWidget>

class QStackedWidget;

namespace parley {
class Clock;
}

namespace parley::ui {

class Announcer;
class Composer;
class ConversationActions;
class ConversationFind;
class ConversationHeader;
class ConversationNotes;
class DayWatch;
class DropOverlay;
class MediaStore;
class MessageActions;
class MessageModels;
class MessageNavigator;
class MessageView;
class PageColumns;
class ParticipantsPanel;
class PendingDeletions;
class Placeholder;
class SelectionStrip;
class UndoStrip;

/// The middle of the window: one conversation with its header, messages and composer. Brings its
/// parts together and decides what is shown while there are no messages.
class ConversationPage final : public QWidget
{
    Q_OBJECT

public:
    /// \a client and \a clock must outlive this object.
    ConversationPage(chat::ChatClient &client, Clock &clock, QWidget *parent = nullptr);

    /// Empty: none is open. The focus stays where it is.
    void open(const QString &sid);
    [[nodiscard]] QString conversation() const { return m_sid; }
    [[nodiscard]] MessageView *view() const { return m_view; }
    [[nodiscard]] Composer *composer() const { return m_composer; }
    /// The messages, and who takes part.
    [[nodiscard]] PageColumns &columns() const { return *m_columns; }
    /// Null: none is open.
    [[nodiscard]] chat::MessageListModel *messages() const;
    /// What can be done with conversations; for the list, too.
    [[nodiscard]] ConversationActions &actions() const { return *m_actions; }
    [[nodiscard]] MediaStore &media() const { return *m_media; }
    [[nodiscard]] DayWatch &days() const { return *m_days; }
    [[nodiscard]] PendingDeletions &deletions() const { return *m_deletions; }
    /// Goes to messages of the open conversation.
    [[nodiscard]] MessageNavigator &navigator() const { return *m_navigator; }
    /// Of conversations seen before, too.
    [[nodiscard]] MessageModels &models() const { return *m_models; }
    /// Words and days in the open conversation.
    [[nodiscard]] ConversationFind &find() const { return *m_find; }
    /// True: there is nothing to choose from yet.
    void setListState(ListState state);
    /// Lets the user choose the day to go to.
    void chooseDay();

Q_SIGNALS:
    /// Something that was asked for failed; a whole sentence.
    void problemOccurred(const QString &text);
    void newConversationRequested();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    [[nodiscard]] QWidget *makeMessagesColumn();
    void layOut();
    void connectClient();
    void connectView();
    void connectComposer();
    void connectActions();
    void connectProblems();
    void openMessages();
    void keptReplaced();
    void updatePeople();
    void updateContent();
    void updateUnread();
    void updateFaded();
    void tryAgain();
    void announce(const QString &sid, const chat::Message &message);
    void advanceHorizon(qint64 index);
    [[nodiscard]] bool isOpen(const QString &sid) const { return !m_sid.isEmpty() && sid == m_sid; }

    chat::ChatClient &m_client;
    QString m_sid;
    ListState m_listState = ListState::Loading;
    ConversationActions *m_actions = nullptr;
    MediaStore *m_media = nullptr;
    DayWatch *m_days = nullptr;
    PendingDeletions *m_deletions = nullptr;
    MessageView *m_view = nullptr;
    MessageNavigator *m_navigator = nullptr;
    ConversationFind *m_find = nullptr;
    SelectionStrip *m_selectionStrip = nullptr;
    UndoStrip *m_undoStrip = nullptr;
    Placeholder *m_placeholder = nullptr;
    QStackedWidget *m_stack = nullptr;
    MessageModels *m_models = nullptr;
    ConversationNotes *m_notes = nullptr;
    Announcer *m_announcer = nullptr;
    Composer *m_composer = nullptr;
    MessageActions *m_messageActions = nullptr;
    ConversationHeader *m_header = nullptr;
    ParticipantsPanel *m_participants = nullptr;
    PageColumns *m_columns = nullptr;
    DropOverlay *m_dropOverlay = nullptr;
};

} // namespace parley::ui
