// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

namespace parley::sync {

Q_DECLARE_LOGGING_CATEGORY(lcSync)

} // namespace parley::sync
