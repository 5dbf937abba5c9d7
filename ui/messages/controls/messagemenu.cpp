// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/controls/messagemenu.h"

#include "composer/emojidata.h"
#include "text/emoji.h"
#include "text/tooltips.h"

#include <QApplication>
#include <QClipboard>
#include <QKeySequence>
#include <QPainter>

namespace parley::ui {
namespace {

using Kind = MessageAction::Kind;

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

/// \a text with the key that does the same in the list of messages, as menus show it.
QString withKey(const QString &text, const QKeySequence &key)
{
    return text + u'\t' + key.toString(QKeySequence::NativeText);
}

} // namespace

MessageMenu::MessageMenu(const RowLayout &layout, const RowHit &hit, const Options &options,
                         const QPoint &position, QWidget *parent)
    : QMenu(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    const MessageRow &row = layout.row();
    const bool isConfirmed = row.message.index >= 0;
    const bool isChangeable = isConfirmed && options.changeable == Changeable::Yes;
    if (isConfirmed) {
        addRequest(withKey(tr("Reply"), Qt::Key_R),
                   { .kind = Kind::Reply, .index = row.message.index });
        if (isChangeable)
            addChanges(row, position);
        if (row.reply)
            addRequest(tr("Show the quoted message"),
                       { .kind = Kind::ShowQuoted, .index = row.reply->index });
        addSeparator();
    }
    if (hit.kind == RowHit::Kind::Link) {
        addAction(tr("Copy link"), this, [url = hit.link.url] {
            QApplication::clipboard()->setText(url.toString(QUrl::FullyEncoded));
        });
    }
    if (!row.message.body.isEmpty()) {
        addAction(withKey(options.copied == Copied::SelectedText ? tr("Copy selected text")
                                                                 : tr("Copy text"),
                          Qt::Key_C),
                  this, &MessageMenu::copyRequested);
    }
    if (isConfirmed)
        addAction(withKey(tr("Select"), Qt::CTRL | Qt::Key_Space), this,
                  &MessageMenu::selectRequested);
    addMediaActions(row);
    if (row.isOwn && (isChangeable || !isConfirmed))
        addOwnActions(row);
    if (!options.readers.isEmpty()) {
        addSeparator();
        addAction(menuText(options.readers, fontMetrics(), 320))->setEnabled(false);
    }
    const QString code = layout.words().allCode();
    if (!code.isEmpty())
        addAction(tr("Copy the code"), this, [code] { QApplication::clipboard()->setText(code); });
}

void MessageMenu::addRequest(const QString &text, const MessageAction &action)
{
    addAction(text, this, [this, action] { Q_EMIT actionRequested(action); });
}

/// What changes the message for all.
void MessageMenu::addChanges(const MessageRow &row, const QPoint &position)
{
    QMenu *reactions = addMenu(tr("React"));
    for (const QString &emoji : quickReactions()) {
        const bool own = row.hasOwnReaction(emoji);
        const MessageAction toggle {
            .kind = Kind::React, .index = row.message.index, .text = emoji, .isOn = !own
        };
        QAction *action = reactions->addAction(emojiIcon(emoji, *this), emojiName(emoji), this,
                                               [this, toggle] { Q_EMIT actionRequested(toggle); });
        action->setCheckable(true);
        action->setChecked(own);
    }
    const MessageAction choose { .kind = Kind::ChooseReaction,
                                 .index = row.message.index,
                                 .position = position };
    reactions->addAction(withKey(tr("More emoji…"), Qt::Key_Plus), this,
                         [this, choose] { Q_EMIT actionRequested(choose); });
    addRequest(withKey(row.isPinned ? tr("Unpin") : tr("Pin"), Qt::Key_P),
               { .kind = Kind::Pin, .index = row.message.index, .isOn = !row.isPinned });
}

void MessageMenu::addMediaActions(const MessageRow &row)
{
    for (const chat::Media &media : row.message.media) {
        if (media.sid.isEmpty())
            continue;
        const QString name
            = menuText(MessageTexts::fileName(media), fontMetrics(), 220, Qt::ElideMiddle);
        addRequest(tr("Save “%1” as…").arg(name), { .kind = Kind::SaveFile, .media = media });
    }
}

void MessageMenu::addOwnActions(const MessageRow &row)
{
    addSeparator();
    if (row.message.delivery == chat::Message::Delivery::Failed)
        addRequest(tr("Try to send again"),
                   { .kind = Kind::Retry, .localId = row.message.localId });
    if (row.message.index < 0) {
        // What has been handed to the service cannot be called back.
        const bool isOnItsWay
            = row.message.delivery == chat::Message::Delivery::Sending && row.uploadProgress < 0;
        if (!isOnItsWay)
            addRequest(row.uploadProgress >= 0 ? tr("Cancel upload…") : tr("Discard…"),
                       { .kind = Kind::Discard, .localId = row.message.localId });
        return;
    }
    addRequest(withKey(tr("Edit"), Qt::Key_E),
               { .kind = Kind::Edit, .index = row.message.index, .text = row.message.body });
    addRequest(withKey(tr("Delete"), Qt::Key_Delete),
               { .kind = Kind::Delete, .indexes = { row.message.index } });
}

} // namespace parley::ui
