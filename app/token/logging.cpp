// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/logging.h"

Q_LOGGING_CATEGORY(lcToken, "parley.token", QtInfoMsg)
