// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

/// `parley.localservice`: never a token, password, body, identity or friendly name; clients are
/// numbered.
Q_DECLARE_LOGGING_CATEGORY(lcLocalService)
