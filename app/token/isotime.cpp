// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/isotime.h"
#include "token/utc.h"

#include <QDateTime>

#include <array>

namespace parley {

// By hand: a trace has two of them in each line, and QDateTime takes longer than all the rest of
// it; of what a received message costs altogether it would take a tenth.
QString isoTime(WallTime time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    if (date.year() < std::chrono::year(1) || date.year() > std::chrono::year(9999))
        return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Utc)
            .toString(Qt::ISODateWithMs);

    std::array<char16_t, 24> text {};
    std::size_t at = 0;
    const auto write = [&text, &at](qint64 number, int digits, char16_t behind) {
        for (int i = digits - 1; i >= 0; --i, number /= 10)
            text[at + std::size_t(i)] = char16_t(u'0' + number % 10);
        at += std::size_t(digits);
        text[at++] = behind;
    };
    write(int(date.year()), 4, u'-');
    write(unsigned(date.month()), 2, u'-');
    write(unsigned(date.day()), 2, u'T');
    write(clock.hours().count(), 2, u':');
    write(clock.minutes().count(), 2, u':');
    write(clock.seconds().count(), 2, u'.');
    write(clock.subseconds().count(), 3, u'Z');
    return QString::fromUtf16(text.data(), qsizetype(text.size()));
}

} // namespace parley
