// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <cstddef>

namespace parley::test {

/// Random numbers that are the same everywhere for the same seed (SplitMix64), and cheap to start.
class Dice
{
public:
    explicit Dice(quint64 seed)
        : m_state(mixed(mixed(seed) + seed)) // else seeds that follow each other give shifted rows
    { }

    quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        return mixed(m_state);
    }
    /// 0 … \a limit - 1.
    int below(int limit) { return int(next() % quint64(limit)); }
    bool oneIn(int chances) { return below(chances) == 0; }
    /// [0, 1).
    double unit() { return double(next() >> 11) / 9007199254740992.0; }
    template <typename T, std::size_t N> T pick(const T (&values)[N]) { return values[next() % N]; }

private:
    static quint64 mixed(quint64 z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    quint64 m_state;
};

} // namespace parley::test
