// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace parley {

/// The seam to what the system reports of the network (rule offlinePause). Unknown counts as
/// reachable.
class Reachability : public QObject
{
    Q_OBJECT

public:
    enum class State { Unknown, Reachable, Unreachable, CaptivePortal };
    Q_ENUM(State)

    using QObject::QObject;
    [[nodiscard]] virtual State state() const = 0;

Q_SIGNALS:
    void stateChanged(parley::Reachability::State state);
};

/// QNetworkInformation where the platform has a back end for it, else Unknown for ever.
class SystemReachability final : public Reachability
{
    Q_OBJECT

public:
    explicit SystemReachability(QObject *parent = nullptr);
    [[nodiscard]] State state() const override;
};

/// For services on this very machine, which need no network.
class LocalReachability final : public Reachability
{
    Q_OBJECT

public:
    using Reachability::Reachability;
    [[nodiscard]] State state() const override { return State::Reachable; }
};

} // namespace parley
