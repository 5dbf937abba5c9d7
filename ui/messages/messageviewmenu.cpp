// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/emojidata.h"
#include "messages/messageview.h"
#include "text/emoji.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

// The context menu of the message view.

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

/// Drawn in colour, because the font of the menu may have a black one.
QIcon emojiIcon(const QString &emoji, const QWidget &menu)
{
    constexpr int Size = 18;
    const qreal ratio = menu.devicePixelRatioF();
    QPixmap pixmap(QSize(Size, Size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QFont font = emojiFont(menu.font());
    font.setPixelSize(Size * 3 / 4);
    QPainter painter(&pixmap);
    painter.setFont(font);
    painter.setPen(menu.palette().color(QPalette::Text));
    painter.drawText(QRect(0, 0, Size, Size), Qt::AlignCenter, emoji);
    return QIcon(pixmap);
}

} // namespace

void MessageView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        showRowMenu(currentRow());
        return;
    }
    const int row = rowAt(event->pos());
    if (row >= 0)
        showContextMenu(row, event->globalPos(), layoutOf(row).hit(inRow(row, event->pos())));
}

void MessageView::showRowMenu(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    makeVisible(row);
    showContextMenu(row, viewport()->mapToGlobal(rowRect(row).center()), {});
}

void MessageView::showContextMenu(int row, const QPoint &globalPosition, const RowHit &hit)
{
    m_current = m_model->index(row, 0);
    const MessageRow message = readRow(row);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (message.index >= 0)
        addConversationActions(*menu, message, globalPosition);
    if (hit.kind == RowHit::Kind::Link) {
        menu->addAction(tr("Copy link"), this, [url = hit.link.url] {
            QApplication::clipboard()->setText(url.toString(QUrl::FullyEncoded));
        });
    }
    if (!message.body.isEmpty()) {
        menu->addAction(m_selectionAnchor != m_selectionEnd ? tr("Copy selected text")
                                                            : tr("Copy text"),
                        this, &MessageView::copySelection);
    }
    addMediaActions(*menu, message);
    if (message.own)
        addOwnActions(*menu, message);
    menu->popup(globalPosition);
}

void MessageView::addConversationActions(QMenu &menu, const MessageRow &row, const QPoint &position)
{
    menu.addAction(tr("Reply"), this, [this, index = row.index] { Q_EMIT replyRequested(index); });
    QMenu *reactions = menu.addMenu(tr("React"));
    for (const QString &emoji : quickReactions()) {
        const bool own = std::any_of(
            row.reactions.begin(), row.reactions.end(),
            [&emoji](const ReactionChip &chip) { return chip.own && chip.emoji == emoji; });
        QAction *action = reactions->addAction(emojiIcon(emoji, menu), emojiName(emoji), this,
                                               [this, index = row.index, emoji, own] {
                                                   Q_EMIT reactionRequested(index, emoji, !own);
                                               });
        action->setCheckable(true);
        action->setChecked(own);
    }
    reactions->addAction(tr("More emoji…"), this, [this, index = row.index, position] {
        Q_EMIT reactionPickerRequested(index, position);
    });
    // The key P in the open menu.
    menu.addAction(row.isPinned ? tr("Un&pin") : tr("&Pin"), this,
                   [this, index = row.index, isPinned = row.isPinned] {
                       Q_EMIT pinRequested(index, !isPinned);
                   });
    if (row.reply.has_value()) {
        menu.addAction(tr("Show the quoted message"), this,
                       [this, index = row.reply->index] { Q_EMIT quoteActivated(index); });
    }
    menu.addSeparator();
}

void MessageView::addMediaActions(QMenu &menu, const MessageRow &row)
{
    for (const chat::Media &media : row.media) {
        if (media.sid.isEmpty())
            continue;
        const QString name
            = menu.fontMetrics().elidedText(MessageTexts::fileName(media), Qt::ElideMiddle, 220);
        menu.addAction(tr("Save “%1” as…").arg(QString(name).replace(u'&', u"&&"_s)), this,
                       [this, media] { Q_EMIT saveAsRequested(media); });
    }
}

void MessageView::addOwnActions(QMenu &menu, const MessageRow &row)
{
    menu.addSeparator();
    if (row.delivery == chat::Message::Delivery::Failed) {
        menu.addAction(tr("Try to send again"), this,
                       [this, id = row.localId] { Q_EMIT retryRequested(id); });
    }
    if (row.index < 0) {
        // What has been handed to the service cannot be called back.
        const bool isOnItsWay
            = row.delivery == chat::Message::Delivery::Sending && row.uploadProgress < 0;
        if (isOnItsWay)
            return;
        menu.addAction(row.uploadProgress >= 0 ? tr("Cancel upload…") : tr("Discard…"), this,
                       [this, id = row.localId] { Q_EMIT discardRequested(id); });
        return;
    }
    menu.addAction(tr("Edit"), this, [this, index = row.index, body = row.body] {
        Q_EMIT editRequested(index, body);
    });
    menu.addAction(tr("Delete…"), this,
                   [this, index = row.index] { Q_EMIT deleteRequested(index); });
}

} // namespace parley::ui
