// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

/// debug: each frame by method, id and size; info: state changes; warning: something failed and we
/// cope. Neither tokens nor payloads.
Q_DECLARE_LOGGING_CATEGORY(lcTwilsock)
