// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/media.h"
#include "rows/messagerow.h"

#include <QFont>
#include <QRectF>
#include <QTextLayout>

#include <memory>
#include <vector>

namespace parley::ui {

class MediaStore;

/// The fonts and distances of a message view; the same for all rows.
struct RowMetrics
{
    RowMetrics() = default;
    explicit RowMetrics(const QFont &base);

    QFont bodyFont {};
    QFont nameFont {};
    QFont smallFont {};
    QFont quoteFont {}; ///< the author of a quote
    QFont emojiFont {};
    QFont largeEmojiFont {}; ///< of messages that are nothing else
    QFont codeFont {};
    bool isFormatted = true; ///< messages are shown formatted, else as they were written
    QFont chipFont {}; ///< the emoji of a reaction
    qreal avatarSize = 34;
    qreal sideMargin = 14;
    qreal paddingX = 11;
    qreal paddingY = 7;
    qreal maxBubbleWidth = 620;
};

/// One file of a message.
struct MediaBox
{
    int number = 0; ///< in the message's list
    bool picture = false; ///< else a line with icon, name and size
    QRectF rect {};
    bool isTile = false; ///< one of several pictures
};

/// Pictures first, then the others, below each other; at most \a maxWidth wide, from (0, 0).
/// \a store may be null: nothing has a preview then.
[[nodiscard]] std::vector<MediaBox> placeMedia(const chat::MediaList &media, MediaStore *store,
                                               const RowMetrics &metrics, qreal maxWidth);

/// Where a picture of \a size is painted for \a box, and clipped to it. One picture alone is seen
/// whole. A tile is filled, unless less than half of the picture would be seen then.
[[nodiscard]] QRectF pictureArea(const QSize &size, const MediaBox &box);

/// One reaction each, in lines of at most \a maxWidth, from (0, 0).
[[nodiscard]] std::vector<QRectF> placeReactions(const std::vector<ReactionChip> &chips,
                                                 const RowMetrics &metrics, qreal maxWidth);

/// Lines that stand between messages.
struct NoteLines
{
    QRectF rect {}; ///< empty: there are none
    std::unique_ptr<QTextLayout> text {}; ///< from the top left of it; null: there are none
};

/// In the middle of \a width, from \a top.
[[nodiscard]] NoteLines placeNotes(const QStringList &notes, const RowMetrics &metrics, qreal width,
                                   qreal top);

/// Around all of \a rects; null without any.
template <typename Rects, typename Of> [[nodiscard]] QRectF unitedRect(const Rects &rects, Of of)
{
    QRectF all;
    for (const auto &rect : rects)
        all |= of(rect);
    return all;
}

} // namespace parley::ui
