// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/emojipanel.h"

#include "composer/emojidata.h"
#include "text/emoji.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QToolButton>
#include <QWidgetAction>

namespace parley::ui {
namespace {

constexpr int Cell = 36;
constexpr int Columns = 8;
constexpr int Lines = 6;

} // namespace

EmojiPanel::EmojiPanel(QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
    , m_filter(new QSortFilterProxyModel(this))
{
    m_search->setPlaceholderText(tr("Search emoji"));
    m_search->setAccessibleName(tr("Search emoji"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &EmojiPanel::searchChanged);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { choose(m_filter->index(0, 0)); });
    fill();
    setUpList();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_search);
    layout->addWidget(makeGroups());
    layout->addWidget(m_list);
    setFocusProxy(m_search);
}

void EmojiPanel::fill()
{
    QFont large = emojiFont(font());
    large.setPointSizeF(large.pointSizeF() * 1.5);
    for (const EmojiGroup &group : emojiGroups()) {
        for (const Emoji &emoji : group.emojis) {
            auto *item = new QStandardItem(emoji.text);
            item->setToolTip(emoji.name);
            item->setData(emoji.name, Qt::AccessibleTextRole);
            item->setData(emoji.name + u' ' + group.name, Qt::UserRole);
            item->setData(group.name, Qt::UserRole + 1);
            item->setFont(large);
            item->setTextAlignment(Qt::AlignCenter);
            item->setEditable(false);
            item->setSizeHint(QSize(Cell, Cell));
            m_model->appendRow(item);
        }
    }
    m_filter->setSourceModel(m_model);
    m_filter->setFilterRole(Qt::UserRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
}

void EmojiPanel::setUpList()
{
    m_list->setModel(m_filter);
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setUniformItemSizes(true);
    m_list->setGridSize(QSize(Cell, Cell));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Emoji"));
    m_list->setFixedSize(Columns * Cell + style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 6,
                         Lines * Cell);
    connect(m_list, &QListView::clicked, this, &EmojiPanel::choose);
    connect(m_list, &QListView::activated, this, &EmojiPanel::choose);
}

QWidget *EmojiPanel::makeGroups()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    for (const EmojiGroup &group : emojiGroups()) {
        auto *button = new QToolButton(bar);
        button->setText(group.emojis.front().text);
        button->setFont(emojiFont(button->font()));
        button->setAutoRaise(true);
        button->setFixedSize(34, 30);
        button->setToolTip(group.name);
        button->setAccessibleName(group.name);
        connect(button, &QToolButton::clicked, this, [this, name = group.name] {
            m_search->clear();
            const QModelIndexList found
                = m_model->match(m_model->index(0, 0), Qt::UserRole + 1, name, 1, Qt::MatchExactly);
            if (found.isEmpty())
                return;
            const QModelIndex index = m_filter->mapFromSource(found.first());
            m_list->scrollTo(index, QAbstractItemView::PositionAtTop);
            m_list->setCurrentIndex(index);
        });
        row->addWidget(button);
    }
    row->addStretch(1);
    return bar;
}

void EmojiPanel::searchChanged(const QString &text)
{
    m_filter->setFilterFixedString(text.trimmed());
    m_list->scrollToTop();
}

void EmojiPanel::choose(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT chosen(index.data().toString());
}

bool EmojiPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress
        || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Down)
        return QWidget::eventFilter(watched, event);
    m_list->setFocus(Qt::TabFocusReason);
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_filter->index(0, 0));
    return true;
}

EmojiPanel *EmojiPanel::popUp(QWidget *parent, const QPoint &corner)
{
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *panel = new EmojiPanel(menu);
    auto *action = new QWidgetAction(menu);
    action->setDefaultWidget(panel);
    menu->addAction(action);
    connect(panel, &EmojiPanel::chosen, menu, &QMenu::close);
    const QSize size = menu->sizeHint();
    const int left = menu->layoutDirection() == Qt::RightToLeft ? 0 : size.width();
    menu->popup(corner - QPoint(left, size.height()));
    panel->m_search->setFocus(Qt::PopupFocusReason);
    return panel;
}

} // namespace parley::ui
