// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "messages/row/rowlayout.h"
#include "theme/themecolors.h"

class QPainter;

namespace parley::ui {

/// How a row looks at this moment, besides what it says.
struct RowState
{
    int selectionStart = 0;
    int selectionLength = 0; ///< 0: nothing is selected
    bool focused = false;
    bool highlighted = false; ///< the user jumped to this message
    bool isSelected = false; ///< among several that something is to be done with
    bool isFaded = false; ///< about to go
    QString marked {}; ///< words that are looked for
    MediaStore *media = nullptr; ///< null: files have neither preview nor progress
};

/// Draws a row at the painter's origin.
void paintRow(QPainter &painter, const RowLayout &layout, const RowMetrics &metrics,
              const ThemeColors &colors, const RowState &state);

} // namespace parley::ui
