// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/reachability.h"

#include <memory>

namespace parley::ui {

/// The system's word on the network, asked for only when load() is called: that loads a plug-in and
/// talks to the system's bus, which the first window need not wait for. Until then Unknown.
class DeferredReachability final : public Reachability
{
    Q_OBJECT

public:
    using Reachability::Reachability;

    void load();
    [[nodiscard]] State state() const override;

private:
    std::unique_ptr<SystemReachability> m_system;
};

} // namespace parley::ui
