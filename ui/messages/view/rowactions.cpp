// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/view/rowactions.h"

#include "text/timetexts.h"

#include <algorithm>

namespace parley::ui {

using Kind = MessageAction::Kind;

std::optional<MessageAction> RowActions::ofHit(const RowLayout &layout, const RowHit &hit)
{
    const MessageRow &row = layout.row();
    switch (hit.kind) {
    case RowHit::Kind::Link:
        return MessageAction { .kind = Kind::OpenLink, .url = hit.link.url };
    case RowHit::Kind::Quote:
        if (!row.reply)
            return {};
        return MessageAction { .kind = Kind::ShowQuoted, .index = row.reply->index };
    case RowHit::Kind::Media: {
        const chat::Media &media = row.message.media.at(hit.number);
        if (media.sid.isEmpty())
            return {}; // still being sent
        const auto box = std::ranges::find(layout.media(), hit.number, &MediaBox::number);
        const bool isPicture = box != layout.media().end() && box->picture;
        return MessageAction { .kind = isPicture ? Kind::ShowPicture : Kind::OpenFile,
                               .media = media };
    }
    case RowHit::Kind::Reaction: {
        const ReactionChip &chip = row.reactions[size_t(hit.number)];
        return MessageAction {
            .kind = Kind::React, .index = row.message.index, .text = chip.emoji, .isOn = !chip.own
        };
    }
    case RowHit::Kind::Retry:
        return MessageAction { .kind = Kind::Retry, .localId = row.message.localId };
    case RowHit::Kind::Discard:
        return MessageAction { .kind = Kind::Discard, .localId = row.message.localId };
    case RowHit::Kind::CopyCode:
    case RowHit::Kind::None:
    case RowHit::Kind::Bubble:
    case RowHit::Kind::Text:
    case RowHit::Kind::Time:
    case RowHit::Kind::Mark:
        return {};
    }
    Q_UNREACHABLE();
}

RowHit RowActions::firstHit(const RowLayout &layout)
{
    if (!layout.links().empty())
        return { RowHit::Kind::Link, -1, layout.links().front() };
    if (!layout.media().empty())
        return { RowHit::Kind::Media, layout.media().front().number };
    if (!layout.retryRect().isEmpty())
        return { RowHit::Kind::Retry };
    if (!layout.quoteRect().isEmpty())
        return { RowHit::Kind::Quote };
    return {};
}

QString RowActions::toolTip(const RowLayout &layout, const RowHit &hit, const QString &readers)
{
    const MessageRow &row = layout.row();
    switch (hit.kind) {
    case RowHit::Kind::Link:
        // As it would be asked for: letters of other scripts that look like others stand out.
        return hit.link.url.toString(QUrl::FullyEncoded);
    case RowHit::Kind::Mark:
        return readers.isEmpty() ? MessageTexts::delivery(row) : readers;
    case RowHit::Kind::Time:
        return TimeTexts::full(row.message.dateCreated);
    case RowHit::Kind::Media:
        return MessageTexts::fileName(row.message.media.at(hit.number));
    case RowHit::Kind::Reaction:
        return MessageTexts::reaction(row.reactions[size_t(hit.number)]);
    case RowHit::Kind::CopyCode:
        return tr("Copy the code");
    case RowHit::Kind::Quote:
        return tr("Show this message");
    case RowHit::Kind::None:
    case RowHit::Kind::Bubble:
    case RowHit::Kind::Text:
    case RowHit::Kind::Retry:
    case RowHit::Kind::Discard:
        return {};
    }
    Q_UNREACHABLE();
}

QString RowActions::part(const MessageRow &row, const RowHit &hit)
{
    if (!hit.isActive())
        return {};
    QString what;
    if (hit.kind == RowHit::Kind::Link)
        what = hit.link.url.toString(QUrl::FullyEncoded);
    else if (hit.kind == RowHit::Kind::Media)
        what = row.message.media.at(hit.number).sid;
    else if (hit.kind == RowHit::Kind::Reaction)
        what = row.reactions[size_t(hit.number)].emoji;
    return QString::number(int(hit.kind)) + u' ' + what;
}

std::optional<MessageAction::Kind> RowActions::kindOfKey(int key)
{
    switch (key) {
    case Qt::Key_R:
        return Kind::Reply;
    case Qt::Key_E:
        return Kind::Edit;
    case Qt::Key_P:
        return Kind::Pin;
    case Qt::Key_Plus:
        return Kind::ChooseReaction;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return Kind::Delete;
    default:
        return {};
    }
}

std::optional<MessageAction> RowActions::ofKey(MessageAction::Kind kind, const MessageRow &row)
{
    if ((kind == Kind::Edit || kind == Kind::Delete) && !row.isOwn)
        return {};
    if (row.message.index < 0) {
        if (kind != Kind::Delete)
            return {};
        return MessageAction { .kind = Kind::Discard, .localId = row.message.localId };
    }
    MessageAction action { .kind = kind, .index = row.message.index };
    if (kind == Kind::Edit)
        action.text = row.message.body;
    else if (kind == Kind::Pin)
        action.isOn = !row.isPinned;
    else if (kind == Kind::Delete)
        action.indexes = { row.message.index };
    return action;
}

} // namespace parley::ui
