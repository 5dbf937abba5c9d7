// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "application/deferredreachability.h"

namespace parley::ui {

void DeferredReachability::load()
{
    if (m_system != nullptr)
        return;
    m_system = std::make_unique<SystemReachability>();
    connect(m_system.get(), &Reachability::stateChanged, this, &Reachability::stateChanged);
    if (state() != State::Unknown)
        Q_EMIT stateChanged(state());
}

Reachability::State DeferredReachability::state() const
{
    return m_system == nullptr ? State::Unknown : m_system->state();
}

} // namespace parley::ui
