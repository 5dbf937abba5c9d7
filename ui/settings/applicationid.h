// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace parley::ui {

/// The name of desktop file, AppStream metainfo and icon, and what the window tells the desktop.
inline QString applicationId()
{
    return QStringLiteral("io.github.parley.Parley");
}

} // namespace parley::ui
