// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace parley::localservice {

constexpr int SchemaVersion = 3;

/// Makes an empty database of SchemaVersion.
[[nodiscard]] QStringList schemaStatements();
/// Brings a database of an older \a version to SchemaVersion.
[[nodiscard]] QStringList upgradeStatements(qint64 version);

} // namespace parley::localservice
