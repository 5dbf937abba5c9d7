// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"

#include <variant>

namespace parley {

/// The exit statuses of the contract.
enum class ExitStatus : int {
    Clean = 0,
    Other = 1,
    Usage = 2,
    SignInRefused = 3,
    ConnectionDenied = 4,
    CheckFailed = 5,
};

/// What the command line asks for.
struct CliOptions
{
    enum class SecretSource { StandardInput, Environment, Keychain };

    SessionConfig session {};
    SecretSource secretSource = SecretSource::Keychain;
    QString secretVariable {};
    bool useKeychain = true;
    bool checkEndpoint = false;
    QString eventLogPath {}; ///< empty: none
    QString tracePath {}; ///< empty: none
};

/// A mistake in the command line, in a sentence.
struct UsageProblem
{
    QString text {};
};

/// Text that was asked for instead of a run: `--help`, `--version`.
struct PlainText
{
    QString text {};
};

[[nodiscard]] std::variant<CliOptions, UsageProblem, PlainText>
parseCommandLine(const QStringList &arguments);

} // namespace parley
