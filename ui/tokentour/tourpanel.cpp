// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "tokentour/tourpanel.h"

#include "theme/themecolors.h"
#include "tokentour/tokentour.h"
#include "widgets/announce.h"
#include "widgets/busybar.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace parley::ui {

TourPanel::TourPanel(TokenTour &tour, QWidget *parent)
    : QWidget(parent)
    , m_tour(tour)
    , m_where(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_progress(new BusyBar(this))
    , m_action(new QPushButton(this))
    , m_leave(new QPushButton(tr("Leave the tour"), this))
{
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    m_title->setFont(bold);
    m_where->setForegroundRole(QPalette::PlaceholderText);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_text->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_progress->setAccessibleName(tr("The step is in progress"));
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
    const bool running = m_tour.isRunning();
    // The user may write messages while a step is under way: the focus is left alone then.
    const bool isOurFocus = isHidden() || isAncestorOf(QApplication::focusWidget());
    setVisible(running);
    if (!running)
        return;
    m_title->setText(m_tour.title());
    m_where->setText(tr("Token tour, step %1 of %2").arg(m_tour.step() + 1).arg(m_tour.count()));
    m_text->setText(m_tour.text());
    const QString action = m_tour.action();
    m_progress->setVisible(m_tour.phase() == TokenTour::Phase::Waiting);
    m_action->setVisible(!action.isEmpty());
    m_action->setText(action);
    if (isOurFocus) // never to 'Leave', which a key would press by accident
        (action.isEmpty() ? static_cast<QWidget *>(this) : m_action)->setFocus();
    announce(m_text, m_tour.title() + u". "_s + m_tour.text());
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
