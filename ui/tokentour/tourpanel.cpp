// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "tokentour/tourpanel.h"

#include "theme/themecolors.h"
#include "widgets/announce.h"
#include "widgets/busybar.h"
#include "widgets/steadylabel.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

/// Around the part of the window that the tour talks about. It belongs to that part, goes where it
/// goes, and lets the mouse through.
class TourFrame final : public QWidget
{
public:
    explicit TourFrame(QWidget *target)
        : QWidget(target)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setGeometry(target->rect());
        target->installEventFilter(this);
        show();
    }

protected:
    bool eventFilter(QObject *target, QEvent *event) override
    {
        if (event->type() == QEvent::Resize)
            setGeometry(parentWidget()->rect());
        return QWidget::eventFilter(target, event);
    }
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colorsFor(palette()).accent, 3));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6);
    }
};

} // namespace

TourPanel::TourPanel(TokenTour &tour, Places places, QWidget *parent)
    : QWidget(parent)
    , m_tour(tour)
    , m_places(std::move(places))
    , m_where(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new SteadyLabel(this))
    , m_progress(new BusyBar(this))
    , m_action(new QPushButton(this))
    , m_leave(new QPushButton(tr("Leave the tour"), this))
{
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    m_title->setFont(bold);
    m_where->setForegroundRole(QPalette::PlaceholderText);
    m_text->setPossibleTexts(m_tour.possibleTexts());
    m_progress->setAccessibleName(tr("The step is in progress"));
    m_action->setObjectName(u"act"_s);
    m_action->setDefault(true);
    connect(m_action, &QPushButton::clicked, &m_tour, &TokenTour::act);
    connect(m_leave, &QPushButton::clicked, &m_tour, &TokenTour::leave);
    connect(&m_tour, &TokenTour::changed, this, &TourPanel::showStep);

    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_where);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_leave);
    buttons->addStretch(1);
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(m_action);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_text);
    layout->addLayout(buttons);
    showStep();
}

void TourPanel::showStep()
{
    const bool isRunning = m_tour.isRunning();
    const bool isNew = isHidden();
    // The user may write messages while a step is under way: the focus is left alone then.
    const bool isOurFocus = isNew || isAncestorOf(QApplication::focusWidget());
    setVisible(isRunning);
    showPlace();
    if (!isRunning)
        return;
    m_title->setText(m_tour.title());
    m_where->setText(tr("Token tour, step %1 of %2").arg(m_tour.step() + 1).arg(m_tour.count()));
    m_progress->setVisible(m_tour.phase() == TokenTour::Phase::Waiting);
    if (const QString action = m_tour.action(); isNew || action != m_action->text()) {
        m_action->setText(action);
        if (isOurFocus) // never to 'Leave', which a key would press by accident
            m_action->setFocus();
    }
    if (const QString text = m_tour.text(); isNew || text != m_text->text()) {
        m_text->setText(text);
        announce(m_text, m_tour.title() + u". "_s + text);
    }
}

void TourPanel::showPlace()
{
    QWidget *place = m_tour.isRunning() ? m_places[m_tour.place()] : nullptr;
    if (m_frame != nullptr && m_frame->parentWidget() == place)
        return;
    delete m_frame;
    if (place != nullptr)
        m_frame = new TourFrame(place);
}

void TourPanel::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = colorsFor(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.panel);
    painter.fillRect(QRect(0, 0, width(), 2), colors.accent);
}

void TourPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        m_tour.leave();
    else
        QWidget::keyPressEvent(event);
}

} // namespace parley::ui
