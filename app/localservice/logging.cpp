// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/logging.h"

Q_LOGGING_CATEGORY(lcLocalService, "parley.localservice", QtInfoMsg)
