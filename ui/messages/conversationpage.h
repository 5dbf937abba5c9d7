// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chattypes.h"
#include "chat/messagelistmodel.h"
#include "composer/completion.h"
#include "conversations/liststate.h"
#include "find/findeverywhere.h"
#include "token/oneshot.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

#include <optional>
#include <set>

class QPushButton;
class QStackedWidget;
class QToolButton;

namespace parley::ui {

class ActionStrip;
class Announcer;
class AvatarWidget;
class Composer;
class ConversationActions;
class ConversationFind;
class DayWatch;
class DropOverlay;
class ElidedLabel;
class MediaStore;
class MessageActions;
class MessageView;
class PinnedMessages;
class PendingDeletions;
class Placeholder;

/// The middle of the window: one conversation with its header, messages and composer.
class ConversationPage final : public QWidget
{
    Q_OBJECT

public:
    /// \a client and \a clock must outlive this object.
    ConversationPage(chat::ChatClient &client, Clock &clock, QWidget *parent = nullptr);
    ~ConversationPage() override;

    /// Empty: none is open.
    void open(const QString &sid);
    [[nodiscard]] QString conversation() const { return m_sid; }
    [[nodiscard]] MessageView *view() const { return m_view; }
    [[nodiscard]] Composer *composer() const { return m_composer; }
    [[nodiscard]] chat::MessageListModel *messages() const { return m_model; }
    /// What can be done with conversations; for the list, too.
    [[nodiscard]] ConversationActions &actions() const { return *m_actions; }
    [[nodiscard]] MediaStore &media() const { return *m_media; }
    [[nodiscard]] DayWatch &days() const { return *m_days; }
    /// True: there is nothing to choose from yet.
    void setListState(ListState state);
    /// Copies the draft to the disk now.
    void saveDraft();
    /// Words and days in the open conversation.
    [[nodiscard]] ConversationFind &find() const { return *m_find; }
    /// Every message of conversations seen before that is still loaded.
    [[nodiscard]] std::vector<LoadedMessages> loadedMessages() const;
    /// Lets the user choose the day to go to.
    void chooseDay();
    /// Tells the service now what has been deleted and could still be undone.
    void flushDeletions();
    /// False after flushDeletions(): the service has not answered yet; deletionsEnded() follows.
    [[nodiscard]] bool areDeletionsEnded() const;
    /// Shows a message of the open conversation, loaded for that if need be.
    void jumpTo(qint64 index);
    void jumpToNewest();

Q_SIGNALS:
    /// Something that was asked for failed; a whole sentence.
    void problemOccurred(const QString &text);
    void newConversationRequested();
    void deletionsEnded();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeHeader();
    void layOut();
    void connectClient();
    void connectView();
    void connectComposer();
    void openModel();
    void makeModel();
    void trimModels();
    void updateHeader();
    void updateNames();
    [[nodiscard]] QStringList readersOf(qint64 index) const;
    void updateTyping();
    void updateContent();
    void updateUnread();
    void keptReplaced();
    void loadOlder();
    void loadNewer();
    void aroundLoaded(qint64 index);
    void showRow(int row);
    [[nodiscard]] bool isJumping() const { return m_jumpTarget || m_unreadTarget || m_toNewest; }
    void newerChanged();
    void forgetJump();
    void followPartner(const QString &identity);
    void messageAdded(const QString &sid, const chat::Message &message);
    void messageRemoved(const QString &sid, const chat::Message &message);
    void advanceHorizon(qint64 index);

    void send(const QString &body);
    void connectActions();
    [[nodiscard]] std::vector<Suggestion> suggestPeople(const QString &letters) const;
    void undoDeletion();
    void updateDeletions();
    void updateSelection();

    [[nodiscard]] bool isOpen(const QString &sid) const { return !m_sid.isEmpty() && sid == m_sid; }

    chat::ChatClient &m_client;
    QString m_sid;
    QPointer<chat::MessageListModel> m_model;
    QHash<QString, chat::MessageListModel *> m_models; // of conversations seen before, all children
    QStringList m_modelOrder; ///< least recently opened first
    QHash<QString, chat::ChatError> m_loadErrors;
    QHash<QString, std::set<qint64>> m_deleted; ///< indexes of messages, seen to be deleted
    ListState m_listState = ListState::Loading;
    std::optional<qint64> m_jumpTarget {}; ///< waits for the rows around it
    std::optional<qint64> m_unreadTarget {}; ///< the same, to begin reading there
    bool m_toNewest = false; ///< the newest messages are being loaded to be shown
    QString m_followed; ///< whose presence is kept current: of the open direct conversation
    OneShot m_highlightEnd;

    ConversationActions *m_actions = nullptr;
    MediaStore *m_media = nullptr;
    DayWatch *m_days = nullptr;
    AvatarWidget *m_avatar = nullptr;
    ElidedLabel *m_name = nullptr;
    ElidedLabel *m_subtitle = nullptr;
    PinnedMessages *m_pinned = nullptr;
    QToolButton *m_people = nullptr;
    QToolButton *m_more = nullptr;
    QWidget *m_header = nullptr;
    MessageView *m_view = nullptr;
    ConversationFind *m_find = nullptr;
    PendingDeletions *m_deletions = nullptr;
    ActionStrip *m_undoStrip = nullptr;
    ActionStrip *m_selectionStrip = nullptr;
    QPushButton *m_deleteSelected = nullptr;
    Placeholder *m_placeholder = nullptr;
    QStackedWidget *m_stack = nullptr;
    ElidedLabel *m_typing = nullptr;
    Announcer *m_announcer = nullptr;
    Composer *m_composer = nullptr;
    MessageActions *m_messageActions = nullptr;
    DropOverlay *m_dropOverlay = nullptr;
};

} // namespace parley::ui
