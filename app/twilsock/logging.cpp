// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/logging.h"

Q_LOGGING_CATEGORY(lcTwilsock, "parley.twilsock", QtInfoMsg)
