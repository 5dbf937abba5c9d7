// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QRect>

class QPainter;
class QStyleOptionViewItem;

namespace parley::ui {

// What the rows of lists of conversations and people have in common.

/// Takes \a width off the end of \a line (its right, or left in a mirrored window), and a gap.
[[nodiscard]] QRect takeEnd(QRect &line, int width, Qt::LayoutDirection direction);
/// Chosen, under the pointer, or with the keyboard.
void paintRowBackground(QPainter &painter, const QStyleOptionViewItem &option);
/// The dot of a person who is online, on the edge of \a avatar.
void paintPresence(QPainter &painter, const QRect &avatar, const QStyleOptionViewItem &option);

} // namespace parley::ui
