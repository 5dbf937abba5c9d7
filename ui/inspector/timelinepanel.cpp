// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "inspector/timelinepanel.h"

#include "inspector/tokentimeline.h"
#include "theme/icons.h"
#include "widgets/windowplacement.h"

#include <QAction>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QStandardPaths>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

constexpr int WindowWidth = 900;
constexpr int WindowMargin = 12;

} // namespace

TimelinePanel::TimelinePanel(TokenManager &tokens, Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_ticker(clock)
    , m_title(new QWidget(this))
    , m_timeline(new TokenTimeline(tokens, clock, this))
    , m_windowAction(new QAction(themedIcon(u"window"_s), tr("Time&line in its own window"), this))
{
    setWindowTitle(tr("Timeline of tokens – Parley"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_windowAction->setCheckable(true);
    m_windowAction->setIconVisibleInMenu(false);
    m_windowAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_T));
    addAction(m_windowAction); // while it has a window of its own
    connect(m_windowAction, &QAction::toggled, this, &TimelinePanel::setDetached);
    connect(&m_timeline->zoom(), &TimelineZoom::changed, this, &TimelinePanel::updateZoom);
    connect(&m_ticker, &Ticker::ticked, m_timeline, &TokenTimeline::advance);
    m_title->setLayout(makeTitle());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_title);
    layout->addWidget(m_timeline, 1);
    updateParts();
    updateZoom();
}

QLayout *TimelinePanel::makeTitle()
{
    auto *title = new QLabel(tr("Timeline"), m_title);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(title, 1);
    m_follow = addButton(*row, tr("Now"), tr("Show what happens now"));
    connect(m_follow, &QToolButton::clicked, &m_timeline->zoom(), &TimelineZoom::follow);
    addButton(*row, {}, tr("Timeline in its own window"))->setDefaultAction(m_windowAction);
    QToolButton *picture = addButton(*row, {}, tr("Save the timeline as a picture"));
    picture->setIcon(themedIcon(u"download"_s));
    connect(picture, &QToolButton::clicked, this, &TimelinePanel::save);
    m_zoomOut = addButton(*row, u"−"_s, tr("Show more time"));
    connect(m_zoomOut, &QToolButton::clicked, &m_timeline->zoom(), &TimelineZoom::zoomOut);
    m_zoomIn = addButton(*row, u"+"_s, tr("Show less time"));
    connect(m_zoomIn, &QToolButton::clicked, &m_timeline->zoom(), &TimelineZoom::zoomIn);
    return row;
}

QToolButton *TimelinePanel::addButton(QLayout &row, const QString &text, const QString &name)
{
    auto *button = new QToolButton(m_title);
    button->setText(text);
    button->setAutoRaise(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    row.addWidget(button);
    return button;
}

void TimelinePanel::setRoom(Room room)
{
    m_room = room;
    updateParts();
}

void TimelinePanel::updateParts()
{
    const Room room = isWindow() ? Room::Plenty : m_room;
    m_timeline->setLegendShown(room == Room::Plenty);
    m_title->setVisible(room != Room::Least);
    const int margin = isWindow() ? WindowMargin : 0;
    layout()->setContentsMargins(margin, margin, margin, margin);
    m_windowAction->setToolTip(isWindow() ? tr("Put the timeline back into the inspector")
                                          : tr("Show the timeline in a window of its own"));
}

void TimelinePanel::updateZoom()
{
    const TimelineZoom &zoom = m_timeline->zoom();
    m_zoomIn->setEnabled(zoom.canZoomIn());
    m_zoomOut->setEnabled(zoom.canZoomOut());
    m_follow->setVisible(!zoom.isFollowing());
}

QByteArray TimelinePanel::windowPlace() const
{
    return isWindow() && isVisible() ? saveGeometry() : m_place;
}

/// The parent stays the same, so its layout passes over the window and has the place for it when it
/// comes back.
void TimelinePanel::setDetached(bool isDetached)
{
    m_place = windowPlace();
    setWindowFlags(isDetached ? Qt::Window : Qt::Widget);
    updateParts();
    if (isDetached) {
        resize(WindowWidth, sizeHint().height());
        if (!m_place.isEmpty())
            restoreGeometry(m_place);
        placeWindow(*this, m_place.isEmpty() ? parentWidget()->window() : nullptr);
    }
    show();
    if (isDetached) {
        activateWindow();
        m_timeline->setFocus(Qt::OtherFocusReason);
    }
}

void TimelinePanel::closeEvent(QCloseEvent *event)
{
    m_place = windowPlace();
    // Qt hides the window after this; then it is put back.
    QMetaObject::invokeMethod(
        m_windowAction, [this] { m_windowAction->setChecked(false); }, Qt::QueuedConnection);
    QWidget::closeEvent(event);
}

void TimelinePanel::keyPressEvent(QKeyEvent *event)
{
    if (isWindow() && (event->key() == Qt::Key_Escape || event->matches(QKeySequence::Close)))
        close();
    else
        QWidget::keyPressEvent(event);
}

void TimelinePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_ticker.start();
    m_timeline->advance();
}

void TimelinePanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_ticker.stop();
}

void TimelinePanel::save()
{
    auto *dialog = new QFileDialog(this, tr("Save the timeline as a picture"));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
    dialog->selectFile(u"parley-timeline.png"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({ tr("PNG picture (*.png)"), tr("SVG drawing (*.svg)") });
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(u"svg") ? u"svg"_s : u"png"_s);
    });
    dialog->setDefaultSuffix(u"png"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (!m_timeline->exportTo(path))
            Q_EMIT problemOccurred(tr("The picture cannot be written. Choose another folder."));
    });
    dialog->open();
}

} // namespace parley::ui
