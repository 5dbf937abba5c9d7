// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace parley::ui {

/// \a text for a tooltip: in lines that are read at a glance, and nothing in it taken for HTML.
[[nodiscard]] QString toolTipText(const QString &text);

} // namespace parley::ui
