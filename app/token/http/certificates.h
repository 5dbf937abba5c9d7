// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QSslError;

namespace parley {

/// Why the certificate of a server is not trusted, in plain English. There is no way around any of
/// these.
[[nodiscard]] QString certificateProblem(const QSslError &error);

} // namespace parley
