// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "credentials/logging.h"

namespace parley {

Q_LOGGING_CATEGORY(lcCredentials, "parley.credentials", QtInfoMsg)

} // namespace parley
