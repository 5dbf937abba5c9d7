// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/list/messagescrollarea.h"

#include "messages/controls/floatingday.h"
#include "messages/controls/jumpbutton.h"
#include "messages/row/rowpainter.h"
#include "text/timetexts.h"

#include <QEvent>
#include <QPainter>
#include <QPaintEvent>
#include <QPointer>
#include <QScrollBar>

#include <algorithm>

namespace parley::ui {
namespace {

constexpr int Threshold = 12; ///< rows outside the viewport when more are asked for

} // namespace

MessageScrollArea::MessageScrollArea(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_rows(*viewport(), font())
    , m_visible(m_rows, *viewport())
    , m_toEnd(new JumpButton(this))
    , m_day(new FloatingDay(this))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // its width must not change the layout
    viewport()->setAutoFillBackground(false);
    verticalScrollBar()->setSingleStep(48);
    verticalScrollBar()->setAccessibleName(tr("Scroll messages"));
    connect(verticalScrollBar(), &QScrollBar::sliderReleased, this, &MessageScrollArea::arrange);
    m_toEnd->hide();
    connect(m_toEnd, &JumpButton::clicked, this, &MessageScrollArea::newestRequested);
    connect(m_toEnd, &JumpButton::clicked, this, [this] {
        if (!m_rows.hasNewer())
            scrollToEnd();
    });
    connect(m_day, &FloatingDay::clicked, this, &MessageScrollArea::dayRequested);
    connect(&m_rows, &MessageRows::inserted, this, [this](int first, int last) {
        m_visible.noteInserted(first, last);
        arrange();
    });
    connect(&m_rows, &MessageRows::removed, this, [this](int first, int last) {
        m_visible.noteRemoved(first, last);
        arrange();
    });
    connect(&m_rows, &MessageRows::reset, this, [this] {
        m_visible.reset();
        arrange();
    });
    connect(&m_rows, &MessageRows::changed, this, &MessageScrollArea::arrange);
}

void MessageScrollArea::setModel(QAbstractItemModel *model, qint64 firstUnread)
{
    m_seen = -1;
    m_isLoadingOlder = false;
    m_visible.open();
    m_rows.setModel(model, firstUnread);
}

void MessageScrollArea::setLoadingOlder(bool loading)
{
    m_isLoadingOlder = loading;
    viewport()->update();
    if (!loading)
        askForMore(); // the page may have been too short to fill the view
}

void MessageScrollArea::setUnreadCount(int count)
{
    m_toEnd->setCount(count);
}

void MessageScrollArea::arrange()
{
    m_rows.followWidth();
    m_visible.arrange();
    m_rows.trim(m_visible.first(), m_visible.last());
    updateScrollBar();
    placeOverlays();
    viewport()->update();
    askForMore();
}

void MessageScrollArea::updateScrollBar()
{
    QScrollBar *bar = verticalScrollBar();
    if (bar->isSliderDown())
        return; // the user holds it: it must not run away
    m_isSettingBar = true;
    const int page = viewport()->height();
    const int maximum = int(std::clamp<qint64>(m_visible.total() - page, 0, 1 << 30));
    bar->setPageStep(page);
    bar->setRange(0, maximum);
    bar->setValue(isAtEnd() || m_rows.count() == 0 ? maximum : int(m_visible.offset()));
    m_isSettingBar = false;
}

void MessageScrollArea::askForMore()
{
    if (m_visible.isEmpty() || !isVisible())
        return;
    const bool isNearEnd = m_rows.hasNewer() && lastVisibleRow() >= m_rows.count() - Threshold;
    const QPointer<MessageScrollArea> guard(this);
    if (firstVisibleRow() < Threshold)
        Q_EMIT olderNeeded();
    if (guard != nullptr && isNearEnd)
        Q_EMIT newerNeeded();
}

/// Only what was painted in the active window has been seen.
void MessageScrollArea::noteSeen()
{
    const qint64 newest = isActiveWindow() ? m_visible.newestWhole() : -1;
    if (newest <= m_seen)
        return;
    m_seen = newest;
    if (m_isTellingSeen)
        return;
    m_isTellingSeen = true;
    const auto tell = [this] {
        m_isTellingSeen = false;
        if (m_seen >= 0)
            Q_EMIT seenUpTo(m_seen);
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection); // not from inside the painting
}

void MessageScrollArea::placeOverlays()
{
    placeButton();
    placeDay();
}

void MessageScrollArea::placeButton()
{
    const QRect area = viewport()->geometry();
    const int x = layoutDirection() == Qt::RightToLeft ? area.left() + 14
                                                       : area.right() - m_toEnd->width() - 14;
    m_toEnd->move(x, area.bottom() - m_toEnd->height() - 10);
    m_toEnd->setVisible(!isAtEnd() && m_rows.count() > 0);
    m_toEnd->raise();
}

/// Not where the line of a day is so near the upper edge that the two would lie on each other.
void MessageScrollArea::placeDay()
{
    const int room = 2 * m_day->height();
    const bool isTold = std::ranges::any_of(m_visible.all(), [this, room](const auto &row) {
        if (row.top > room)
            return false;
        const QRectF line = m_rows.layout(row.number).dayRect().translated(0, row.top);
        return !line.isEmpty() && line.bottom() > 0 && line.top() < room;
    });
    if (isAtEnd() || m_visible.isEmpty() || isTold)
        m_day->hide();
    else
        m_day->showDay(TimeTexts::day(firstVisibleDay(), m_rows.today()), viewport()->geometry());
}

QDate MessageScrollArea::firstVisibleDay() const
{
    return m_visible.isEmpty() ? QDate() : m_rows.day(firstVisibleRow());
}

void MessageScrollArea::scrollContentsBy(int, int dy)
{
    if (m_isSettingBar || m_rows.count() == 0)
        return;
    const QScrollBar *bar = verticalScrollBar();
    if (bar->value() >= bar->maximum() && dy < 0 && !m_rows.hasNewer())
        m_visible.scrollToEnd();
    else if (std::abs(dy) <= 3 * viewport()->height())
        m_visible.scrollBy(-dy);
    else
        m_visible.scrollTo(bar->value());
    arrange();
}

void MessageScrollArea::scrollToEnd()
{
    m_visible.scrollToEnd();
    arrange();
}

void MessageScrollArea::scrollToRow(int row)
{
    if (!m_rows.contains(row))
        return;
    m_visible.scrollToRow(row);
    arrange();
}

void MessageScrollArea::scrollToMiddle(int row)
{
    m_visible.scrollToMiddle(row);
    arrange();
}

void MessageScrollArea::goToUnread()
{
    m_visible.scrollToUnread();
    arrange();
}

bool MessageScrollArea::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate) {
        m_seen = -1; // tell all of it once more: what came in the background is seen now
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void MessageScrollArea::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const ThemeColors &colors = colorsFor(palette());
    painter.fillRect(event->rect(), colors.canvas);
    for (const VisibleRows::Row &row : m_visible.all()) {
        if (!rowRect(row.number).intersects(event->rect()))
            continue;
        painter.translate(0, row.top);
        paintRow(painter, m_rows.layout(row.number), m_rows.metrics(), colors, stateOf(row.number));
        painter.translate(0, -row.top);
    }
    noteSeen();
    if (m_isLoadingOlder)
        paintLoading(painter);
}

void MessageScrollArea::paintLoading(QPainter &painter) const
{
    const QString text = tr("Loading earlier messages…");
    const ThemeColors &colors = colorsFor(palette());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_rows.metrics().smallFont);
    QRectF pill
        = painter.boundingRect(QRectF(viewport()->rect()), Qt::AlignHCenter | Qt::AlignTop, text);
    pill.adjust(-12, 0, 12, 8);
    pill.moveTop(m_day->isHidden() ? 8 : m_day->geometry().bottom() + 6);
    painter.setPen(colors.border);
    painter.setBrush(colors.window);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(colors.mutedText);
    painter.drawText(pill, Qt::AlignCenter, text);
}

void MessageScrollArea::resizeEvent(QResizeEvent *)
{
    arrange();
}

void MessageScrollArea::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    arrange();
}

void MessageScrollArea::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        m_rows.setFont(font());
    else if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::LocaleChange
             || event->type() == QEvent::LanguageChange)
        m_rows.layOutAnew();
}

} // namespace parley::ui
