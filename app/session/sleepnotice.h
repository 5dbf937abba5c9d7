// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace parley {

/// The system's word that the machine has woken, where it gives one: logind's PrepareForSleep on
/// the system bus. A hint only: the heartbeat of the token's manager finds out without it.
class SleepNotice final : public QObject
{
    Q_OBJECT

public:
    explicit SleepNotice(QObject *parent = nullptr);

Q_SIGNALS:
    void woke();

public Q_SLOTS:
    /// Source: org.freedesktop.login1.Manager, signal PrepareForSleep(b start); false: it is over.
    void prepareForSleep(bool isBeginning);
};

} // namespace parley
