// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/undostrip.h"

#include "messages/page/pendingdeletions.h"
#include "messages/view/messageview.h"

#include <QApplication>
#include <QPushButton>
#include <QShortcut>

namespace parley::ui {

UndoStrip::UndoStrip(PendingDeletions &deletions, MessageView &view, QWidget *parent)
    : ActionStrip(parent)
    , m_deletions(deletions)
    , m_view(view)
{
    connect(&deletions, &PendingDeletions::changed, this, &UndoStrip::showCount);
    connect(addButton(tr("&Undo")), &QPushButton::clicked, this, &UndoStrip::undo);
    auto *keys = new QShortcut(QKeySequence::Undo, &view);
    keys->setContext(Qt::WidgetShortcut);
    connect(keys, &QShortcut::activated, this, &UndoStrip::undo);
}

void UndoStrip::showCount()
{
    const int count = m_deletions.waitingCount();
    if (count > 0)
        showText(tr("%n message(s) will be deleted for everyone.", nullptr, count));
    else
        hide();
}

void UndoStrip::undo()
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    m_deletions.undo();
    if (hadFocus)
        m_view.setFocus(Qt::OtherFocusReason);
}

} // namespace parley::ui
