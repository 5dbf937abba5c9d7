// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace parley::bench {

/// One line of './dev bench'. Ratios compare two things measured in turn within one run, so that
/// they say something on any machine.
struct Figure
{
    QString name {};
    double value = 0;
    double aim = 0; ///< met when the value is not above it
    QString unit {}; ///< empty: a ratio
    QString detail {}; ///< what was compared with what
};

/// Prints the line on standard output. Whether the aim is met is not an exit status: machines
/// differ.
void print(const Figure &figure);
/// Says on standard error why there is no figure; returns the exit status for that.
[[nodiscard]] int cannotMeasure(const QString &reason);
/// Says that there is no SDK of Twilio's to compare with; that is no failure.
[[nodiscard]] int noSdk();

[[nodiscard]] double median(std::vector<double> values);

/// The proportional set size of a process, by its number. Empty: this system does not say.
[[nodiscard]] std::optional<double> pssKibibytes(const QString &process = QStringLiteral("self"));
/// What this process has allocated, in KiB. Empty: the C library does not say.
[[nodiscard]] std::optional<double> allocatedKibibytes();

} // namespace parley::bench
