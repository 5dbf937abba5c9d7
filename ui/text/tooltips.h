// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace parley::ui {

/// \a text for a tooltip, so that nothing in it is taken for HTML.
inline QString toolTipText(const QString &text)
{
    if (text.isEmpty())
        return {};
    return QStringLiteral("<span style='white-space:pre-wrap'>") + text.toHtmlEscaped()
        + QStringLiteral("</span>");
}

} // namespace parley::ui
