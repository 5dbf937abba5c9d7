// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace parley::localservice {

constexpr int SchemaVersion = 1;

/// Makes an empty database of SchemaVersion.
[[nodiscard]] QStringList schemaStatements();

} // namespace parley::localservice
