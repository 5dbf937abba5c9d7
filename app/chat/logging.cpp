// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/logging.h"

namespace parley::chat {

Q_LOGGING_CATEGORY(lcChat, "parley.chat", QtInfoMsg)

} // namespace parley::chat
