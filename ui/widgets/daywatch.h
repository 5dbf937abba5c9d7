// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"

#include <QDate>
#include <QObject>

#include <vector>

namespace parley::ui {

/// Knows the user's date and says when it has changed: by midnight, by a clock that was set, by a
/// night's sleep of the machine.
class DayWatch final : public QObject
{
    Q_OBJECT

public:
    /// \a clock must outlive this object.
    explicit DayWatch(Clock &clock, QObject *parent = nullptr);
    [[nodiscard]] QDate today() const { return m_today; }

Q_SIGNALS:
    void dayChanged(const QDate &today);
    /// The computer has moved to another time zone: all times are shown differently.
    void timeZoneChanged();

private:
    [[nodiscard]] QDateTime now() const;
    void check();
    [[nodiscard]] std::vector<int> offsets() const;

    Clock &m_clock;
    QDate m_today;
    std::vector<int> m_offsets; ///< to UTC, over a year: they tell one time zone from another
    OneShot m_next;
};

} // namespace parley::ui
