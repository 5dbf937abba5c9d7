// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/pagecolumns.h"

#include <algorithm>
#include <utility>

namespace parley::ui {

PageColumns::PageColumns(QWidget *messages, QWidget *panel, QWidget *parent)
    : QSplitter(parent)
    , m_messages(messages)
    , m_panel(panel)
{
    setChildrenCollapsible(false);
    addWidget(messages);
    addWidget(panel);
    setStretchFactor(0, 1);
    setStretchFactor(1, 0);
    panel->setMinimumWidth(PanelWidth);
    panel->hide();
    connect(this, &QSplitter::splitterMoved, this, [this] { m_panelWidth = m_panel->width(); });
}

void PageColumns::setAvailable(bool isAvailable)
{
    m_isAvailable = isAvailable;
    arrange();
}

void PageColumns::setWanted(bool isWanted)
{
    m_isWanted = isWanted;
    arrange();
}

void PageColumns::setPanelWidth(int width)
{
    m_panelWidth = std::max(PanelWidth, width);
    if (isPanelShown() && fitsBoth())
        setSizes({ this->width() - m_panelWidth, m_panelWidth });
}

void PageColumns::setPanelShown(bool shown)
{
    if (!m_isAvailable)
        return;
    (fitsBoth() ? m_isWanted : m_isCovering) = shown;
    arrange();
    if (shown)
        m_panel->setFocus(Qt::OtherFocusReason);
}

void PageColumns::uncover()
{
    m_isCovering = false;
    arrange();
}

bool PageColumns::fitsBoth() const
{
    return width() >= MessagesWidth + handleWidth() + PanelWidth;
}

void PageColumns::arrange()
{
    const bool wasShown = isPanelShown();
    const bool wasBeside = wasShown && !m_messages->isHidden();
    if (fitsBoth() && std::exchange(m_isCovering, false))
        m_isWanted = true;
    const bool isShown = m_isAvailable && (fitsBoth() ? m_isWanted : m_isCovering);
    m_messages->setVisible(fitsBoth() || !isShown); // first: the focus may go there
    m_panel->setVisible(isShown);
    if (isShown && fitsBoth() && !wasBeside)
        setSizes({ width() - m_panelWidth, m_panelWidth });
    if (isShown != wasShown)
        Q_EMIT panelToggled(isShown);
}

void PageColumns::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    arrange();
}

} // namespace parley::ui
