// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

/// `parley.token`: requests, refusals and states of the token manager; never a secret.
Q_DECLARE_LOGGING_CATEGORY(lcToken)
