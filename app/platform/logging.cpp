// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/logging.h"

namespace parley {

Q_LOGGING_CATEGORY(lcPlatform, "parley.platform", QtInfoMsg)

} // namespace parley
