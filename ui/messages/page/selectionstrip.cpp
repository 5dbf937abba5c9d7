// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/page/selectionstrip.h"

#include "errortexts.h"
#include "messages/view/messageview.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>

namespace parley::ui {

SelectionStrip::SelectionStrip(MessageView &view, QWidget *parent)
    : ActionStrip(parent)
    , m_view(view)
{
    connect(&view.selection(), &MessageSelection::changed, this, &SelectionStrip::showCount);
    connect(&view, &MessageView::changeableChanged, this, &SelectionStrip::showCount);
    connect(addButton(tr("Copy")), &QPushButton::clicked, this, &SelectionStrip::copy);
    m_delete = addButton(tr("Delete"));
    connect(m_delete, &QPushButton::clicked, this, &SelectionStrip::requestDeletion);
    connect(addButton(tr("Cancel")), &QPushButton::clicked, &view.selection(),
            &MessageSelection::clear);
}

void SelectionStrip::copy()
{
    QApplication::clipboard()->setText(m_view.selectedText());
    m_view.selection().clear();
}

void SelectionStrip::requestDeletion()
{
    Q_EMIT actionRequested(
        { .kind = MessageAction::Kind::Delete, .indexes = m_view.selection().indexes() });
}

void SelectionStrip::showCount()
{
    const MessageSelection &selection = m_view.selection();
    if (selection.isEmpty()) {
        const bool hadFocus = isAncestorOf(QApplication::focusWidget());
        hide();
        if (hadFocus)
            m_view.setFocus(Qt::OtherFocusReason);
        return;
    }
    const bool areOwn = selection.areAllOf(m_view.rows().names().own);
    m_delete->setEnabled(areOwn && m_view.isChangeable());
    QString reason;
    if (!m_view.isChangeable())
        reason = ErrorTexts::describe({ .code = chat::ChatError::Code::Offline });
    else if (!areOwn)
        reason = tr("Only your own messages can be deleted.");
    m_delete->setToolTip(reason);
    showText(tr("%n message(s) selected", nullptr, selection.count()));
}

} // namespace parley::ui
