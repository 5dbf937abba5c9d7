// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "world.h"

#include <QTest>

namespace parley::test {

/// One situation of the lifecycle, by its number.
struct Situation
{
    const char *title;
    void (*run)(World &world);
};

[[nodiscard]] std::vector<Situation> situationsOfStart(); ///< part A
[[nodiscard]] std::vector<Situation> situationsOfGoodAnswers(); ///< part B
[[nodiscard]] std::vector<Situation> situationsOfBadAnswers(); ///< part C
[[nodiscard]] std::vector<Situation> situationsOfServerEvents(); ///< part D
[[nodiscard]] std::vector<Situation> situationsOfTime(); ///< parts E and I
[[nodiscard]] std::vector<Situation> situationsOfClients(); ///< parts F, G and H

} // namespace parley::test
