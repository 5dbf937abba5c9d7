// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

namespace parley::ui {

/// Makes the message view a list with one item for each message. Safe to call again.
void installMessageViewAccessibility();

} // namespace parley::ui
