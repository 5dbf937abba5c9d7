// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/advice/tokensentence.h"

namespace parley {

/// What the user, or the people who run the back end, should check; empty where the error says all
/// that can be done.
[[nodiscard]] TokenSentence tokenAdviceSentence(const TokenError &error);
[[nodiscard]] QString tokenAdvice(const TokenError &error);

} // namespace parley
