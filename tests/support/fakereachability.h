// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/reachability.h"

namespace parley::test {

class FakeReachability final : public Reachability
{
public:
    explicit FakeReachability(State state = State::Reachable)
        : m_state(state)
    { }
    [[nodiscard]] State state() const override { return m_state; }
    void set(State state)
    {
        if (m_state == state)
            return;
        m_state = state;
        Q_EMIT stateChanged(state);
    }

private:
    State m_state;
};

} // namespace parley::test
