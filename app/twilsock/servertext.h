// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace parley::twilsock {

/// What the other side wrote, fit for logs and error texts: one line of at most 200 characters in
/// which everything that could be a token or a key is replaced by an ellipsis.
[[nodiscard]] QString serverText(const QString &text);

} // namespace parley::twilsock
