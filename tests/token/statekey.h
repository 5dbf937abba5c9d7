// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QByteArray>

#include <optional>
#include <type_traits>

namespace parley {

/// A 128-bit digest of a state, with all moments counted from now. Two states with the same key
/// behave alike from here on, so an exhaustive search visits only one of them.
class StateKey
{
public:
    explicit StateKey(MonotonicTime now)
        : m_now(now)
    { }

    template <typename Value>
    requires std::is_integral_v<Value> || std::is_enum_v<Value>
    void add(Value value) { mix(static_cast<quint64>(value)); }
    void add(std::chrono::milliseconds duration) { mix(static_cast<quint64>(duration.count())); }
    void add(const QByteArray &bytes) { mix(qHash(bytes, 1)); }
    void addMoment(MonotonicTime moment) { add(moment - m_now); }
    /// A moment that has passed and that only matters as 'passed'.
    void addEnd(MonotonicTime end) { add(std::max(end - m_now, std::chrono::milliseconds(-1))); }
    void addMoment(const std::optional<MonotonicTime> &moment)
    {
        add(moment ? *moment - m_now : std::chrono::milliseconds::min());
    }

    [[nodiscard]] quint64 high() const { return m_high; }
    [[nodiscard]] quint64 low() const { return m_low; }

private:
    void mix(quint64 value)
    {
        m_low = (m_low ^ value) * 0x9E3779B97F4A7C15ULL;
        m_low ^= m_low >> 29;
        m_high = (m_high + m_low) * 0xC2B2AE3D27D4EB4FULL;
        m_high ^= m_high >> 32;
    }

    MonotonicTime m_now;
    quint64 m_high = 0x165667B19E3779F9ULL;
    quint64 m_low = 0x27D4EB2F165667C5ULL;
};

} // namespace parley
