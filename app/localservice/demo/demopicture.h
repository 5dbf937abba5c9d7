// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace parley::localservice {

/// A PNG of a lake between mountains at sunrise, drawn here: the service has no Qt Gui.
[[nodiscard]] QByteArray demoPicture();

} // namespace parley::localservice
