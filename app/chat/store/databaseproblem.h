// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace parley::chat {

/// Why a database on disk was not opened.
struct DatabaseProblem
{
    QString detail {}; ///< English, for logs
    bool isDamaged = false; ///< the file is no database, or a part of it cannot be read
    bool isForeign = false; ///< made by another program, or by a newer version of this one
};

} // namespace parley::chat
