// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFontMetrics>
#include <QString>

namespace parley::ui {

/// \a text for a tooltip: in lines that are read at a glance, and nothing in it taken for HTML.
[[nodiscard]] QString toolTipText(const QString &text);
/// \a text for an entry of a menu, cut after \a width pixels; an & in it underlines no letter.
[[nodiscard]] QString menuText(const QString &text, const QFontMetrics &metrics, int width,
                               Qt::TextElideMode cut = Qt::ElideRight);

} // namespace parley::ui
