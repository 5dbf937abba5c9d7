// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/faults.h"

namespace parley::localservice {

/// What the arguments of parley-local-service ask for.
struct CommandLine
{
    enum class Outcome { Run, Print, UsageError };
    Outcome outcome = Outcome::Run;
    QString text {}; ///< to print, or what is wrong
    Config config {};
};

[[nodiscard]] CommandLine parseCommandLine(const QStringList &arguments);
/// Overwrites the passwords of `--account`, which other users could read in the list of processes.
void wipePasswords(int argc, char **argv);

} // namespace parley::localservice
