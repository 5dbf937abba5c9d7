// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenerror.h"

namespace parley {

/// What the user, or the people who run the back end, should check: an English sentence for
/// programs; empty where the error says all that can be done.
[[nodiscard]] QString tokenAdvice(const TokenError &error);

} // namespace parley
