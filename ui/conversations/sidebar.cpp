// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/sidebar.h"

#include "chat/conversationlistmodel.h"
#include "conversations/conversationactions.h"
#include "conversations/conversationdelegate.h"
#include "conversations/conversationfilter.h"
#include "text/accounttexts.h"
#include "theme/icons.h"
#include "theme/themecolors.h"
#include "widgets/avatarwidget.h"
#include "widgets/elidedlabel.h"
#include "widgets/menubutton.h"
#include "widgets/placeholder.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace parley::ui {

using Model = chat::ConversationListModel;

Sidebar::Sidebar(QAbstractItemModel &conversations, QWidget *parent)
    : QWidget(parent)
    , m_filter(new ConversationFilter(this))
    , m_list(new QListView(this))
    , m_placeholder(new Placeholder(this))
    , m_stack(new QStackedWidget(this))
{
    m_filter->setSourceModel(&conversations);
    // When the open conversation goes, Qt selects its neighbour, which must not be opened.
    // This connection comes before the selection model's own.
    connect(m_filter, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_frozen = true; });
    setUpList();
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_placeholder);
    connect(m_placeholder, &Placeholder::actionTriggered, this, [this] {
        if (m_filter->sourceModel()->rowCount() > 0)
            m_search->clear();
        else
            Q_EMIT newRequested();
    });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(makeSearch());
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeFooter());
    setMinimumWidth(200);

    connect(m_filter, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                showListOrReason();
                selectCurrentIn(first, last);
            });
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_frozen = false;
        updateContent();
    });
    connect(m_filter, &QAbstractItemModel::modelReset, this, &Sidebar::updateContent);
    keepCurrentInView();
    updateContent();
}

/// Other conversations that become active move the open one down, and not out of sight.
void Sidebar::keepCurrentInView()
{
    using Filter = QAbstractItemModel;
    const auto before = [this] { m_wasInView = isCurrentInView(); };
    const auto after = [this] {
        if (m_wasInView)
            m_list->scrollTo(m_list->currentIndex());
    };
    connect(m_filter, &Filter::layoutAboutToBeChanged, this, before);
    connect(m_filter, &Filter::rowsAboutToBeInserted, this, before);
    connect(m_filter, &Filter::rowsAboutToBeRemoved, this, before);
    connect(m_filter, &Filter::rowsAboutToBeMoved, this, before);
    connect(m_filter, &Filter::layoutChanged, this, after);
    connect(m_filter, &Filter::rowsInserted, this, after);
    connect(m_filter, &Filter::rowsRemoved, this, after);
    connect(m_filter, &Filter::rowsMoved, this, after);
}

bool Sidebar::isCurrentInView() const
{
    const QModelIndex current = m_list->currentIndex();
    return current.isValid() && m_list->viewport()->rect().intersects(m_list->visualRect(current));
}

void Sidebar::setUpList()
{
    m_list->setModel(m_filter);
    m_delegate = new ConversationDelegate(*m_list);
    m_list->setAccessibleName(tr("Conversations"));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &Sidebar::chooseIndex);
    connect(m_list, &QListView::clicked, this, &Sidebar::chooseIndex);
    connect(m_list, &QListView::clicked, this, &Sidebar::currentOpened);
    connect(m_list, &QListView::activated, this, &Sidebar::currentOpened);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &Sidebar::showContextMenu);
    m_list->viewport()->installEventFilter(this);
    m_list->installEventFilter(this); // it is told of the focus
}

QWidget *Sidebar::makeHeader()
{
    auto *header = new QWidget(this);
    m_avatar = new AvatarWidget(34, header);
    m_user = new ElidedLabel(header);
    m_user->setScale(1.1, true);
    m_place = new ElidedLabel(header);
    m_place->setScale(0.86, false);
    m_place->setMuted(true);
    m_menu = new QToolButton(header);
    m_menu->setIcon(themedIcon(u"menu"_s));
    m_menu->setIconSize(QSize(20, 20));
    m_menu->setAutoRaise(true);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setToolTip(tr("Menu"));
    m_menu->setAccessibleName(tr("Menu"));

    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(14, 10, 10, 4);
    row->setSpacing(10);
    row->addWidget(m_avatar);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_user);
    words->addWidget(m_place);
    row->addLayout(words, 1);
    row->addWidget(m_menu);
    return header;
}

QWidget *Sidebar::makeSearch()
{
    auto *box = new QWidget(this);
    m_search = new QLineEdit(box);
    m_search->setPlaceholderText(tr("Search conversations"));
    m_search->setAccessibleName(tr("Search conversations"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &Sidebar::searchChanged);
    connect(m_search, &QLineEdit::returnPressed, this, &Sidebar::chooseFirst);
    auto *row = new QVBoxLayout(box);
    row->setContentsMargins(12, 6, 12, 8);
    row->addWidget(m_search);
    return box;
}

QWidget *Sidebar::makeFooter()
{
    auto *footer = new QWidget(this);
    auto *create = new QPushButton(themedIcon(u"plus"_s), tr("New conversation"), footer);
    create->setToolTip(tr("Start a new conversation"));
    connect(create, &QPushButton::clicked, this, &Sidebar::newRequested);
    auto *more = new QToolButton(footer);
    more->setIcon(themedIcon(u"more"_s));
    more->setIconSize(QSize(20, 20));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setToolTip(tr("Other ways to start a conversation"));
    more->setAccessibleName(tr("Other ways to start a conversation"));
    auto *menu = new QMenu(more);
    menu->addAction(tr("Message a person…"), this, &Sidebar::directRequested);
    menu->addAction(tr("Join by name…"), this, &Sidebar::joinRequested);
    more->setMenu(menu);
    endHoverWithMenu(*more, *menu);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(12, 8, 12, 10);
    row->addWidget(create, 1);
    row->addWidget(more);
    return footer;
}

void Sidebar::setUser(const QString &identity, const QString &friendlyName, const QString &place)
{
    const QString name = friendlyName.isEmpty() ? identity : friendlyName;
    m_user->setText(name);
    m_whereSignedIn = AccountTexts::whoAndWhere(identity, place);
    updatePlace();
    m_avatar->setPerson(identity, name);
}

void Sidebar::setKeptNotice(const QString &notice)
{
    m_keptNotice = notice;
    updatePlace();
}

void Sidebar::updatePlace()
{
    m_place->setText(m_keptNotice.isEmpty() ? m_whereSignedIn : m_keptNotice);
}

void Sidebar::setListState(ListState state)
{
    m_state = state;
    updateFrozen();
    updateContent();
}

void Sidebar::setToday(const QDate &today)
{
    m_delegate->setToday(today);
    m_list->viewport()->update();
}

void Sidebar::setActions(ConversationActions &actions)
{
    m_actions = &actions;
    m_filter->setClient(actions.client());
    // Names and presence are asked for by the rows that are in view.
    const auto update = [this] { m_list->viewport()->update(); };
    const chat::ChatParticipants &participants = actions.client().participants();
    connect(&actions.client().users(), &chat::ChatUsers::updated, this, update);
    connect(&participants, &chat::ChatParticipants::joined, this, update);
    connect(&participants, &chat::ChatParticipants::left, this, update);
}

void Sidebar::showContextMenu(const QPoint &position)
{
    QModelIndex index = m_list->indexAt(position);
    if (!index.isValid()) // by keyboard: of the current one
        index = m_list->currentIndex();
    if (!index.isValid() || m_actions == nullptr)
        return;
    const QString sid = index.data(Model::SidRole).toString();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (sid != m_current)
        menu->addAction(tr("Open"), this, [this, sid] {
            setCurrent(sid);
            Q_EMIT conversationChosen(sid);
            Q_EMIT currentOpened();
        });
    m_actions->fillMenu(*menu, sid);
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

void Sidebar::updateContent()
{
    showListOrReason();
    if (m_filter->rowCount() > 0)
        restoreSelection();
}

void Sidebar::showListOrReason()
{
    if (m_filter->rowCount() > 0) {
        m_stack->setCurrentWidget(m_list);
        return;
    }
    m_stack->setCurrentWidget(m_placeholder);
    if (m_filter->sourceModel()->rowCount() > 0) {
        m_placeholder->showText(tr("Nothing found"), tr("No conversation name contains this."),
                                tr("Clear the search"));
        return;
    }
    switch (m_state) {
    case ListState::Loading:
        m_placeholder->showBusy(tr("Loading conversations…"));
        break;
    case ListState::Waiting:
        m_placeholder->showText(tr("Waiting for the connection"),
                                tr("The conversations appear as soon as Parley is connected."), {});
        break;
    case ListState::NotConnected:
        m_placeholder->showText(tr("Not connected"),
                                tr("The conversations appear as soon as there is a valid token. "
                                   "The line below says what that takes."),
                                {});
        break;
    case ListState::Failed:
        m_placeholder->showText(tr("The conversations could not be loaded"),
                                tr("Parley tries again when it connects the next time."), {});
        break;
    case ListState::Loaded:
        m_placeholder->showText(tr("No conversations yet"),
                                tr("Start one and invite people, or join one by its name."),
                                tr("New conversation"));
        break;
    }
}

void Sidebar::setCurrent(const QString &sid)
{
    m_current = sid;
    restoreSelection();
}

void Sidebar::restoreSelection()
{
    if (m_list->currentIndex().isValid()
        && m_list->currentIndex().data(Model::SidRole).toString() == m_current)
        return;
    if (!m_current.isEmpty() && selectCurrentIn(0, m_filter->rowCount() - 1))
        return;
    m_list->setCurrentIndex(QModelIndex());
    m_list->clearSelection();
}

bool Sidebar::selectCurrentIn(int first, int last)
{
    for (int row = first; row <= last && !m_current.isEmpty(); ++row) {
        const QModelIndex index = m_filter->index(row, 0);
        if (index.data(Model::SidRole).toString() != m_current)
            continue;
        m_list->setCurrentIndex(index);
        return true;
    }
    return false;
}

void Sidebar::chooseIndex(const QModelIndex &index)
{
    const QString sid = index.data(Model::SidRole).toString();
    if (!index.isValid() || sid == m_current || m_frozen)
        return;
    m_current = sid;
    Q_EMIT conversationChosen(sid);
}

void Sidebar::chooseFirst()
{
    if (m_filter->rowCount() == 0)
        return;
    m_list->setCurrentIndex(m_filter->index(0, 0));
    m_search->clear();
    m_list->setFocus();
}

void Sidebar::searchChanged(const QString &text)
{
    // Filtering must not walk the selection, and with it the open conversation, along the list.
    m_frozen = true;
    m_filter->setSearch(text);
    m_frozen = false;
    updateContent();
}

void Sidebar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool Sidebar::eventFilter(QObject *watched, QEvent *event)
{
    const bool isButton = event->type() == QEvent::MouseButtonPress
        || event->type() == QEvent::MouseButtonRelease
        || event->type() == QEvent::MouseButtonDblClick;
    if (watched == m_list->viewport()
        && (event->type() == QEvent::Enter || event->type() == QEvent::MouseMove))
        m_isPointerIn = true;
    else if ((watched == m_list->viewport() && event->type() == QEvent::Leave)
             || event->type() == QEvent::WindowDeactivate)
        m_isPointerIn = false;
    updateFrozen();
    // The menu of a conversation must not open it: it would count as read.
    if (watched == m_list->viewport() && isButton)
        return static_cast<QMouseEvent *>(event)->button() == Qt::RightButton;
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Down) {
        m_list->setFocus(Qt::TabFocusReason);
        return true;
    }
    if (key->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    return false;
}

/// A click is for the row that is under the pointer when the user decides to click, and Enter for
/// the row that is the current one then. What is still being loaded has no order to keep.
void Sidebar::updateFrozen()
{
    const bool hasKeyboard = m_list->hasFocus() && isActiveWindow();
    m_filter->setOrderFrozen(m_state != ListState::Loading && (m_isPointerIn || hasKeyboard));
}

void Sidebar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), palette().color(QPalette::Base));
}

} // namespace parley::ui
