// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/clock.h"

#include <QObject>

#include <memory>

namespace parley::ui {

/// Says once a second that time has passed, while it runs.
class Ticker final : public QObject
{
    Q_OBJECT

public:
    /// \a clock must outlive this object.
    explicit Ticker(Clock &clock, QObject *parent = nullptr);
    ~Ticker() override;

    void start();
    void stop();
    [[nodiscard]] bool isRunning() const { return m_pending != nullptr; }

Q_SIGNALS:
    void ticked();

private:
    void arm();

    Clock &m_clock;
    std::unique_ptr<QObject> m_pending; // context of the next call; reset cancels it
};

} // namespace parley::ui
