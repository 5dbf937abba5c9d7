// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "world.h"

#include <QTest>

namespace parley::test {

/// One situation of the lifecycle. The number in a title only tells the situations apart.
struct Situation
{
    const char *title;
    void (*run)(World &world);
};

[[nodiscard]] std::vector<Situation> situationsOfStart(); ///< start and saved credential
[[nodiscard]] std::vector<Situation> situationsOfGoodAnswers(); ///< good answers of the back end
[[nodiscard]] std::vector<Situation> situationsOfBadAnswers(); ///< bad answers of the back end
[[nodiscard]] std::vector<Situation> situationsOfServerEvents(); ///< what a service says of a token
[[nodiscard]] std::vector<Situation> situationsOfTime(); ///< time, network and keychain
[[nodiscard]] std::vector<Situation> situationsOfClients(); ///< races, several clients, recovery

} // namespace parley::test
