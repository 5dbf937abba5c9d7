// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

class QLineEdit;

namespace parley::ui {

/// Hides what is typed in \a field, with an eye at its end to show it; also by keyboard, Alt+V.
void makeSecretField(QLineEdit &field);

} // namespace parley::ui
