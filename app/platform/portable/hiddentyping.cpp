// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/hiddentyping.h"

namespace parley {

// Standard C++ knows no terminals: what is typed is shown.

struct HiddenTyping::Before
{ };

HiddenTyping::HiddenTyping() = default;

HiddenTyping::~HiddenTyping() = default;

} // namespace parley
