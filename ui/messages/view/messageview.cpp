// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/view/messageview.h"

#include "media/mediastore.h"
#include "messages/controls/floatingday.h"
#include "messages/controls/jumpbutton.h"
#include "messages/controls/messagebar.h"
#include "messages/view/messageviewaccessible.h"

#include <QAbstractItemModel>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::ui {

MessageView::MessageView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_today(QDate::currentDate())
    , m_metrics(font())
    , m_toEnd(new JumpButton(this))
    , m_day(new FloatingDay(this))
    , m_bar(new MessageBar(viewport()))
{
    installMessageViewAccessibility();
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // its width must not change the layout
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Messages"));
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    verticalScrollBar()->setSingleStep(48);
    verticalScrollBar()->setAccessibleName(tr("Scroll messages"));
    connect(verticalScrollBar(), &QScrollBar::sliderReleased, this, &MessageView::layoutVisible);

    m_toEnd->hide();
    connect(m_toEnd, &JumpButton::clicked, this, &MessageView::newestRequested);
    connect(m_toEnd, &JumpButton::clicked, this, [this] {
        if (!m_hasNewer)
            scrollToEnd();
    });
    connect(m_bar, &MessageBar::actionRequested, this, &MessageView::actionRequested);
    connect(m_bar, &MessageBar::moreRequested, this, [this](const QPoint &position) {
        for (const VisibleRow &visible : m_visible) {
            if (layoutOf(visible.row).row().index == m_bar->message())
                return showContextMenu(visible.row, position, {});
        }
    });
    connect(&m_selection, &MessageSelection::changed, viewport(), qOverload<>(&QWidget::update));
    connect(m_day, &FloatingDay::clicked, this, &MessageView::dayRequested);
}

MessageView::~MessageView() = default;

void MessageView::setModel(QAbstractItemModel *model, qint64 firstUnread)
{
    if (m_model != nullptr)
        m_model->disconnect(this);
    m_model = model;
    m_firstUnread = firstUnread;
    m_seen = -1;
    m_current = QPersistentModelIndex();
    m_highlighted = QPersistentModelIndex();
    m_loadingOlder = false;
    m_hasNewer = false;
    clearSelection();
    m_selection.clear();
    if (m_model != nullptr)
        connectModel();
    m_opening = true;
    resetRows();
}

void MessageView::setNames(const Names &names)
{
    const bool isLaidOutAnew = m_names.partner != names.partner;
    m_names = names;
    if (isLaidOutAnew)
        forgetAllMeasures();
}

void MessageView::setDeleted(const std::set<qint64> &indexes)
{
    if (m_deleted == indexes)
        return;
    m_deleted = indexes;
    forgetAllMeasures();
}

void MessageView::setMedia(MediaStore *media)
{
    m_media = media;
    if (media != nullptr)
        connect(media, &MediaStore::changed, this, &MessageView::mediaChanged);
}

void MessageView::mediaChanged(const QString &sid)
{
    std::vector<int> rows;
    for (const auto &[row, layout] : m_layouts) {
        const chat::MediaList &media = layout->row().media;
        if (std::any_of(media.begin(), media.end(),
                        [&sid](const chat::Media &one) { return one.sid == sid; }))
            rows.push_back(row);
    }
    for (const int row : rows)
        forget(row);
    if (!rows.empty())
        layoutVisible();
}

void MessageView::setToday(const QDate &today)
{
    if (m_today == today)
        return;
    m_today = today;
    forgetAllMeasures();
}

void MessageView::setFormatted(bool isFormatted)
{
    if (m_metrics.isFormatted == isFormatted)
        return;
    m_metrics.isFormatted = isFormatted;
    forgetAllMeasures();
}

void MessageView::updateTimes()
{
    forgetAllMeasures();
}

void MessageView::setHasNewer(bool hasNewer)
{
    if (m_hasNewer == hasNewer)
        return;
    m_hasNewer = hasNewer;
    if (hasNewer)
        setStickToEnd(false); // what is appended must not carry the reader along
    layoutVisible();
}

void MessageView::setUnreadCount(int count)
{
    m_toEnd->setCount(count);
}

void MessageView::setHighlighted(int row)
{
    m_highlighted = row >= 0 && row < rowCount() ? QPersistentModelIndex(m_model->index(row, 0))
                                                 : QPersistentModelIndex();
    viewport()->update();
}

void MessageView::setMarks(const QString &words, qint64 current)
{
    if (m_markedWords == words && m_markedIndex == current)
        return;
    m_markedWords = words;
    m_markedIndex = current;
    viewport()->update();
}

void MessageView::connectModel()
{
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &MessageView::rowsInserted);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &MessageView::rowsRemoved);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &MessageView::dataChanged);
    connect(m_model, &QAbstractItemModel::modelReset, this, &MessageView::resetRows);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, &MessageView::forgetAllMeasures);
    connect(m_model, &QAbstractItemModel::rowsMoved, this, &MessageView::forgetAllMeasures);
}

void MessageView::setLoadingOlder(bool loading)
{
    m_loadingOlder = loading;
    viewport()->update();
    if (!loading)
        afterLayout(); // the page may have been too short to fill the view
}

int MessageView::rowCount() const
{
    return m_heights.count();
}

MessageRow MessageView::readRow(int row) const
{
    // What follows the last row is not known while there is more behind it.
    const bool isCut = m_hasNewer && row == rowCount() - 1;
    return MessageRow::read(*m_model, row, m_firstUnread, m_names,
                            isCut ? std::set<qint64>() : m_deleted);
}

void MessageView::resetRows()
{
    m_layouts.clear();
    m_visible.clear();
    m_heights.reset(m_model != nullptr ? m_model->rowCount() : 0, RowEstimate);
    m_anchor = {};
    m_stickToEnd = !m_hasNewer;
    if (m_opening && rowCount() > 0)
        openAtUnread();
    layoutVisible();
}

void MessageView::goToUnread()
{
    if (rowCount() == 0)
        return;
    openAtUnread();
    layoutVisible();
}

void MessageView::openAtUnread()
{
    m_opening = false;
    if (m_firstUnread < 0)
        return;
    for (int row = rowCount() - 1; row >= 0; --row) {
        const qint64 index
            = m_model->index(row, 0).data(chat::MessageListModel::IndexRole).toLongLong();
        if (index >= 0 && index < m_firstUnread) {
            // One read message stays in view above the line, so that the thread can be picked up.
            m_stickToEnd = false;
            m_anchor = { row, measure(row) + EdgePadding };
            return;
        }
    }
    m_stickToEnd = false; // all that is loaded is new: begin with its first one
    m_anchor = { 0, measure(0) + EdgePadding };
}

void MessageView::rowsInserted(const QModelIndex &, int first, int last)
{
    const int count = last - first + 1;
    if (first < rowCount())
        m_layouts.clear(); // their rows have moved; those in view are few
    m_heights.insert(first, count, RowEstimate);
    m_heights.forgetMeasure(last + 1); // its head may go
    forget(first - 1); // likewise what is told below it
    if (m_opening) {
        m_anchor = {};
        openAtUnread();
    } else if (!m_visible.empty() && first <= m_anchor.row) {
        m_anchor.row += count;
    }
    const bool own = last == rowCount() - 1 && first == last
        && m_model->index(last, 0).data(chat::MessageListModel::OwnRole).toBool()
        && m_model->index(last, 0).data(chat::MessageListModel::IndexRole).toLongLong() < 0;
    if (own)
        setStickToEnd(true); // who writes wants to see it
    layoutVisible();
}

void MessageView::rowsRemoved(const QModelIndex &, int first, int last)
{
    const int count = last - first + 1;
    m_heights.remove(first, count);
    m_layouts.clear();
    m_heights.forgetMeasure(first);
    m_heights.forgetMeasure(first - 1);
    if (m_anchor.row > last)
        m_anchor.row -= count;
    else if (m_anchor.row >= first)
        m_anchor.row = std::min(first, std::max(0, rowCount() - 1));
    layoutVisible();
}

void MessageView::dataChanged(const QModelIndex &first, const QModelIndex &last)
{
    for (int row = first.row(); row <= last.row(); ++row)
        forget(row);
    forget(last.row() + 1);
    layoutVisible();
}

const RowLayout &MessageView::layoutOf(int row)
{
    auto &entry = m_layouts[row];
    if (entry == nullptr) {
        ++m_layoutCount;
        entry = std::make_unique<RowLayout>(readRow(row), m_metrics, viewport()->width(),
                                            layoutDirection(), m_today, m_media);
        m_heights.set(row, entry->height());
    }
    return *entry;
}

int MessageView::measure(int row)
{
    return m_heights.isMeasured(row) ? m_heights.height(row) : layoutOf(row).height();
}

void MessageView::forget(int row)
{
    m_layouts.erase(row);
    m_heights.forgetMeasure(row);
}

void MessageView::forgetAllMeasures()
{
    m_layouts.clear();
    m_heights.forgetMeasures();
    layoutVisible();
}

void MessageView::trimCache()
{
    if (m_layouts.size() <= CacheLimit || m_visible.empty())
        return;
    const int keep = int(CacheLimit / 4);
    const int from = m_visible.front().row - keep;
    const int to = m_visible.back().row + keep;
    for (auto it = m_layouts.begin(); it != m_layouts.end();) {
        if (it->first < from || it->first > to)
            it = m_layouts.erase(it);
        else
            ++it;
    }
}

void MessageView::resizeEvent(QResizeEvent *)
{
    layoutVisible();
}

void MessageView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    layoutVisible();
}

void MessageView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange
        || event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::LocaleChange
        || event->type() == QEvent::LanguageChange) {
        const bool isFormatted = m_metrics.isFormatted;
        m_metrics = RowMetrics(font());
        m_metrics.isFormatted = isFormatted;
        forgetAllMeasures();
    }
}

int MessageView::firstVisibleRow() const
{
    return m_visible.empty() ? -1 : m_visible.front().row;
}

int MessageView::lastVisibleRow() const
{
    return m_visible.empty() ? -1 : m_visible.back().row;
}

QRect MessageView::rowRect(int row) const
{
    for (const VisibleRow &visible : m_visible) {
        if (visible.row == row)
            return { 0, visible.top, viewport()->width(), m_heights.height(row) };
    }
    return {};
}

QString MessageView::rowDescription(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const MessageRow message = readRow(row);
    const QString readers = readersOf(message);
    const QString description = MessageTexts::description(message);
    return readers.isEmpty() ? description : description + u". "_s + readers;
}

} // namespace parley::ui
