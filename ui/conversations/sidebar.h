// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "conversations/liststate.h"

#include <QPointer>
#include <QWidget>

class QAbstractItemModel;
class QLineEdit;
class QListView;
class QStackedWidget;
class QToolButton;

namespace parley::ui {

class AvatarWidget;
class ConversationActions;
class ConversationDelegate;
class ConversationFilter;
class ElidedLabel;
class Placeholder;

/// The left column: who is signed in, search, conversations, how to start one.
class Sidebar final : public QWidget
{
    Q_OBJECT

public:
    /// \a conversations has ConversationListModel's roles and must outlive this object.
    explicit Sidebar(QAbstractItemModel &conversations, QWidget *parent = nullptr);

    /// What can be done with a conversation, by its context menu; also tells who people are. Must
    /// outlive this object.
    void setActions(ConversationActions &actions);
    /// \a place says where the user is signed in.
    void setUser(const QString &identity, const QString &friendlyName, const QString &place);
    /// Stands in place of where the user is signed in, so that nothing moves. Empty: it goes.
    void setKeptNotice(const QString &notice);
    /// What an empty list means.
    void setListState(ListState state);
    void setToday(const QDate &today);
    /// Selects it, or does so once it is in the list.
    void setCurrent(const QString &sid);
    [[nodiscard]] QString current() const { return m_current; }
    void focusSearch();
    /// The button behind the gear.
    [[nodiscard]] QToolButton *menuButton() const { return m_menu; }
    [[nodiscard]] QListView *list() const { return m_list; }

Q_SIGNALS:
    /// It is the current one of the list, where the keyboard may walk on.
    void conversationChosen(const QString &sid);
    /// The user wants to go to the current conversation: by a click, Enter, or the menu.
    void currentOpened();
    void newRequested();
    void joinRequested();
    void directRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeSearch();
    QWidget *makeFooter();
    void setUpList();
    void searchChanged(const QString &text);
    void chooseIndex(const QModelIndex &index);
    void chooseFirst();
    void updateContent();
    void keepCurrentInView();
    [[nodiscard]] bool isCurrentInView() const;
    void showListOrReason();
    bool selectCurrentIn(int first, int last);
    void restoreSelection();
    void showContextMenu(const QPoint &position);
    void updateFrozen();
    void updatePlace();

    ConversationFilter *m_filter = nullptr;
    ConversationDelegate *m_delegate = nullptr;
    QPointer<ConversationActions> m_actions;
    QToolButton *m_menu = nullptr;
    ElidedLabel *m_user = nullptr;
    ElidedLabel *m_place = nullptr;
    AvatarWidget *m_avatar = nullptr;
    QLineEdit *m_search = nullptr;
    QListView *m_list = nullptr;
    Placeholder *m_placeholder = nullptr;
    QStackedWidget *m_stack = nullptr;
    QString m_whereSignedIn;
    QString m_keptNotice;
    QString m_current;
    ListState m_state = ListState::Loading;
    bool m_wasInView = false; ///< the current row, before the rows changed
    bool m_isPointerIn = false; ///< in the list
    bool m_frozen = false; ///< a change of the current row is not the user's choice
};

} // namespace parley::ui
