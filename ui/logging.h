// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

namespace parley::ui {

Q_DECLARE_LOGGING_CATEGORY(lcUi)

} // namespace parley::ui
