// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <ctime>

namespace parley::test {

/// The processor time that all threads of this program spend while \a work runs. Unlike the time of
/// a clock it does not grow when other programs use the machine.
template <typename Work> [[nodiscard]] std::chrono::milliseconds processorTime(Work work)
{
    const std::clock_t begin = std::clock();
    work();
    return std::chrono::milliseconds((std::clock() - begin) * 1000 / CLOCKS_PER_SEC);
}

} // namespace parley::test
