// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "widgets/ticker.h"

namespace parley::ui {

Ticker::Ticker(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{ }

Ticker::~Ticker() = default;

void Ticker::start()
{
    if (!isRunning())
        arm();
}

void Ticker::stop()
{
    m_pending.reset();
}

void Ticker::arm()
{
    m_pending = std::make_unique<QObject>();
    m_clock.callAfter(std::chrono::seconds(1), m_pending.get(), [this] {
        m_pending.release()->deleteLater(); // we are inside its call
        arm();
        Q_EMIT ticked();
    });
}

} // namespace parley::ui
