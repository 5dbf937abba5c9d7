// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLatin1String>
#include <QStringView>

namespace parley {

/// Whether \a text has the form of a SID of the kind \a prefix (`AC`, `CH`, …): two capital letters
/// and 32 hexadecimal digits.
[[nodiscard]] bool isSid(QStringView text, QLatin1String prefix);
/// The same for a SID of any kind.
[[nodiscard]] bool looksLikeSid(QStringView text);

} // namespace parley
