// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"

#include <QObject>

namespace parley::ui {

/// Says once a second that time has passed, while it runs.
class Ticker final : public QObject
{
    Q_OBJECT

public:
    /// \a clock must outlive this object.
    explicit Ticker(Clock &clock, QObject *parent = nullptr);

    void start();
    void stop();
    [[nodiscard]] bool isRunning() const { return m_next.isActive(); }

Q_SIGNALS:
    void ticked();

private:
    void arm();

    OneShot m_next;
};

} // namespace parley::ui
