// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "mainwindow/columns.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace parley::ui {

Columns::Columns(QMainWindow &window, QSplitter &splitter, QWidget &list, QWidget &page,
                 QDockWidget &inspector)
    : QObject(&window)
    , m_window(window)
    , m_splitter(splitter)
    , m_list(list)
    , m_pageBox(*new QWidget(&splitter))
    , m_inspector(inspector)
    , m_back(new QToolButton(&m_pageBox))
{
    m_back->setObjectName(u"back"_s);
    m_back->setText(tr("‹ Conversations"));
    m_back->setAccessibleName(tr("Back to the list of conversations"));
    m_back->setToolTip(tr("Back to the list of conversations"));
    m_back->setAutoRaise(true);
    m_back->setFocusPolicy(Qt::TabFocus);
    connect(m_back, &QToolButton::clicked, this, &Columns::listRequested);
    m_pageBox.setAutoFillBackground(true);
    m_pageBox.setBackgroundRole(QPalette::Base);
    auto *rows = new QVBoxLayout(&m_pageBox);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_back, 0, Qt::AlignLeading);
    rows->addWidget(&page, 1);
    m_pageBox.setMinimumWidth(PageWidth);
    m_splitter.addWidget(&m_list);
    m_splitter.addWidget(&m_pageBox);
    m_splitter.setStretchFactor(0, 0);
    m_splitter.setStretchFactor(1, 1);
    m_splitter.setChildrenCollapsible(false);
    m_splitter.setSizes({ 290, 700 });
}

bool Columns::hasInspector() const
{
    return !m_inspector.isHidden() && !m_inspector.isFloating();
}

bool Columns::isListShown() const
{
    return !m_list.isHidden();
}

void Columns::update()
{
    const bool isNarrow = m_window.width() < OneColumnWidth;
    const int forBoth = ListWidth + m_splitter.handleWidth() + PageWidth;
    const int beside = hasInspector() ? Gap + InspectorWidth : 0;
    const bool fitsBoth = !isNarrow && m_window.width() >= forBoth + beside;
    m_list.setVisible(fitsBoth || m_isListChosen);
    m_pageBox.setVisible(fitsBoth || !m_isListChosen);
    m_back->setVisible(!fitsBoth);

    QWidget *central = m_window.centralWidget();
    const bool isCovered = isNarrow && hasInspector();
    if (central == nullptr || central->isHidden() == isCovered)
        return;
    if (isCovered)
        m_inspectorWidth = std::max(InspectorWidth, m_inspector.width());
    central->setVisible(!isCovered); // the inspector takes all the room that is left
    if (!isCovered)
        m_window.resizeDocks({ &m_inspector }, { m_inspectorWidth }, Qt::Horizontal);
}

/// The user asks for a conversation or for the list, so what covers them goes.
void Columns::uncover()
{
    if (m_window.centralWidget() != nullptr && m_window.centralWidget()->isHidden())
        m_inspector.close();
    update();
}

void Columns::showPage()
{
    m_isListChosen = false;
    uncover();
}

void Columns::showList()
{
    m_isListChosen = true;
    uncover();
}

} // namespace parley::ui
