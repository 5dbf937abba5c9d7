// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace parley::ui {

/// The random password of the demo accounts of the embedded service, which every program on this
/// machine can reach. It is made once and kept in \a dataFolder in a file for the user alone, so
/// that a second window of the same user knows it. Without a folder it is new each time.
[[nodiscard]] QString demoPassword(const QString &dataFolder);

} // namespace parley::ui
