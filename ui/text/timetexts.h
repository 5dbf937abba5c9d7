// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

#include <chrono>

namespace parley::ui {

/// Times as people read them, by the user's locale.
class TimeTexts
{
    Q_DECLARE_TR_FUNCTIONS(parley::ui::TimeTexts)

public:
    /// `41:07`, `1:05:00`; never negative.
    [[nodiscard]] static QString countdown(std::chrono::milliseconds left);
    /// `49 min`, `1 h 5 min`, rounded down; a countdown() below ten minutes.
    [[nodiscard]] static QString timeLeft(std::chrono::milliseconds left);
    /// When timeLeft() of a time that passes has another text.
    [[nodiscard]] static std::chrono::milliseconds
    timeLeftChangesIn(std::chrono::milliseconds left);
    /// `8 seconds`, `3 minutes`, `2 hours`: a span in words, rounded up.
    [[nodiscard]] static QString span(std::chrono::milliseconds span);
    /// `Today`, `Yesterday`, a weekday, a date.
    [[nodiscard]] static QString day(const QDate &day, const QDate &today);
    /// `10:42` in local time.
    [[nodiscard]] static QString timeOfDay(const QDateTime &utc);
    /// `10:42:07` in local time.
    [[nodiscard]] static QString timeWithSeconds(const QDateTime &utc);
    /// For a list: the time today, else the weekday, else the date.
    [[nodiscard]] static QString brief(const QDateTime &utc, const QDate &today);
    /// Day and time in full, for tooltips.
    [[nodiscard]] static QString full(const QDateTime &utc);
};

} // namespace parley::ui
