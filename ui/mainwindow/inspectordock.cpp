// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mainwindow/inspectordock.h"

#include "inspector/tokeninspector.h"
#include "mainwindow/columns.h"
#include "theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMainWindow>
#include <QScrollArea>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace parley::ui {

InspectorDock::InspectorDock(TokenInspector &inspector, QMainWindow &window)
    : QDockWidget(tr("Token inspector"), &window)
    , m_window(window)
    , m_scroll(new QScrollArea(this))
{
    setObjectName(u"tokenInspector"_s);
    setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setMinimumWidth(Columns::InspectorWidth);
    m_scroll->setWidget(&inspector);
    setWidget(m_scroll);
    setTitleBarWidget(makeTitle());
    place();
    m_window.resizeDocks({ this }, { 340 }, Qt::Horizontal);
}

QWidget *InspectorDock::makeTitle()
{
    auto *bar = new QWidget(this);
    auto *title = new QLabel(windowTitle(), bar);
    QFont bold = title->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    title->setFont(bold);
    auto *close = new QToolButton(bar);
    close->setIcon(themedIcon(u"close"_s));
    close->setAutoRaise(true);
    close->setToolTip(tr("Hide the token inspector"));
    close->setAccessibleName(tr("Hide the token inspector"));
    connect(close, &QToolButton::clicked, this, &QDockWidget::close);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(14, 8, 8, 4);
    row->addWidget(title, 1);
    row->addWidget(close);
    return bar;
}

void InspectorDock::place()
{
    const bool hidden = isHidden();
    m_window.addDockWidget(m_window.layoutDirection() == Qt::RightToLeft ? Qt::LeftDockWidgetArea
                                                                         : Qt::RightDockWidgetArea,
                           this);
    setVisible(!hidden);
}

void InspectorDock::reveal(QWidget &part)
{
    m_scroll->ensureWidgetVisible(&part);
    part.setFocus(Qt::OtherFocusReason);
}

} // namespace parley::ui
