// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace parley {

/// The path, without an extension, of what belongs to one saved sign-in (\a key) in \a folder,
/// which is made for the user alone (0700) unless it is there already. The name tells nothing about
/// the key. Empty: no such folder.
[[nodiscard]] QString pathInDataFolder(const QString &folder, const QString &kind,
                                       const QString &key);

} // namespace parley
