// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/row/rowlayout.h"
#include "theme/themecolors.h"

class QPainter;

namespace parley::ui {

void paintQuote(QPainter &painter, const RowLayout &layout, const RowMetrics &metrics,
                const ThemeColors &colors);
/// What lies behind the words: blocks of code with their buttons, bars beside quotes.
void paintTextBoxes(QPainter &painter, const RowLayout &layout, const ThemeColors &colors);
/// \a store may be null.
void paintMedia(QPainter &painter, const RowLayout &layout, const RowMetrics &metrics,
                const ThemeColors &colors, MediaStore *store);
void paintReactions(QPainter &painter, const RowLayout &layout, const RowMetrics &metrics,
                    const ThemeColors &colors);

} // namespace parley::ui
