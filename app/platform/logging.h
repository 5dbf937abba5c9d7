// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

namespace parley {

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

} // namespace parley
