// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "widgets/ticker.h"

namespace parley::ui {

Ticker::Ticker(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_next(clock)
{ }

void Ticker::start()
{
    if (!isRunning())
        arm();
}

void Ticker::stop()
{
    m_next.stop();
}

void Ticker::arm()
{
    m_next.start(std::chrono::seconds(1), [this] {
        arm();
        Q_EMIT ticked();
    });
}

} // namespace parley::ui
