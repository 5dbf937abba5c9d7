// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "sync/logging.h"

namespace parley::sync {

Q_LOGGING_CATEGORY(lcSync, "parley.sync", QtInfoMsg)

} // namespace parley::sync
