// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <functional>

namespace parley::ui {

/// A file name that another user has chosen, made harmless: no path, nothing that is not seen or
/// changes the direction (which could hide its real ending), not hidden, no device of Windows, at
/// most 200 bytes of UTF-8. Never empty.
[[nodiscard]] QString safeFileName(const QString &name, const QString &contentType);
/// A path in \a folder that does not exist yet, and is not \a taken otherwise: `name (2).txt` if
/// there is a `name.txt`.
[[nodiscard]] QString freePath(const QString &folder, const QString &name,
                               const std::function<bool(const QString &path)> &taken = {});

} // namespace parley::ui
