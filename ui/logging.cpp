// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "logging.h"

namespace parley::ui {

Q_LOGGING_CATEGORY(lcUi, "parley.ui", QtInfoMsg)

} // namespace parley::ui
