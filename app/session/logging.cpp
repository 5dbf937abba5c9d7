// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "session/logging.h"

namespace parley {

Q_LOGGING_CATEGORY(lcSession, "parley.session", QtInfoMsg)

} // namespace parley
