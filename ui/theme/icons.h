// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>

namespace parley::ui {

/// The program's own icon, in its colours.
[[nodiscard]] QIcon programIcon();
/// The icons in resources/icons by their file names without suffix. Drawn in the text colour of the
/// application's palette at the moment of painting, so that they follow the theme.
[[nodiscard]] QIcon themedIcon(const QString &name);
/// The same in the colour of text on an accent.
[[nodiscard]] QIcon accentIcon(const QString &name);

} // namespace parley::ui
