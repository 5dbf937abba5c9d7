// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/http/httpdate.h"
#include "token/utc.h"

#include <QDateTime>
#include <QList>

#include <algorithm>
#include <array>

namespace parley {

namespace {

/// More digits than any sensible number of seconds has; keeps the arithmetic far from overflow.
constexpr qsizetype MaxDigits = 9;

bool isNumber(const QByteArray &text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<int> number(const QByteArray &text)
{
    if (text.size() > MaxDigits || !isNumber(text))
        return {};
    return text.toInt();
}

std::optional<int> monthNumber(const QByteArray &name)
{
    static constexpr std::array Names { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    const auto it = std::find(Names.begin(), Names.end(), name);
    if (it == Names.end())
        return {};
    return static_cast<int>(it - Names.begin()) + 1;
}

std::optional<QTime> clockTime(const QByteArray &text)
{
    const QList<QByteArray> parts = text.split(':');
    if (parts.size() != 3)
        return {};
    const auto hour = number(parts.at(0));
    const auto minute = number(parts.at(1));
    const auto second = number(parts.at(2));
    if (!hour || !minute || !second)
        return {};
    const QTime time(*hour, *minute, std::min(*second, 59)); // 60: a leap second
    if (!time.isValid() || *second > 60)
        return {};
    return time;
}

std::optional<WallTime> assemble(const QByteArray &day, const QByteArray &month,
                                 const QByteArray &year, const QByteArray &time)
{
    const auto dayNumber = number(day);
    const auto monthOfYear = monthNumber(month);
    auto yearNumber = number(year);
    const auto timeOfDay = clockTime(time);
    if (!dayNumber || !monthOfYear || !yearNumber || !timeOfDay)
        return {};
    if (year.size() != 2 && year.size() != 4)
        return {};
    if (year.size() == 2) // RFC 850; good for this century, which is all that a token needs
        yearNumber = 2000 + *yearNumber;
    const QDateTime date(QDate(*yearNumber, *monthOfYear, *dayNumber), *timeOfDay, Utc);
    if (!date.isValid())
        return {};
    return WallTime(std::chrono::milliseconds(date.toMSecsSinceEpoch()));
}

} // namespace

std::optional<WallTime> parseHttpDate(const QByteArray &text)
{
    const QList<QByteArray> words = text.simplified().split(' ');
    if (words.size() == 6 && words.at(5) == "GMT") // Sun, 06 Nov 1994 08:49:37 GMT
        return assemble(words.at(1), words.at(2), words.at(3), words.at(4));
    if (words.size() == 4 && words.at(3) == "GMT") { // Sunday, 06-Nov-94 08:49:37 GMT
        const QList<QByteArray> date = words.at(1).split('-');
        if (date.size() == 3)
            return assemble(date.at(0), date.at(1), date.at(2), words.at(2));
    }
    if (words.size() == 5) // Sun Nov  6 08:49:37 1994
        return assemble(words.at(2), words.at(1), words.at(4), words.at(3));
    return {};
}

std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray &text, WallTime serverNow)
{
    const QByteArray trimmed = text.trimmed();
    if (const auto seconds = number(trimmed))
        return std::chrono::seconds(*seconds);
    if (isNumber(
            trimmed)) // beyond reason, but not to be ignored: the policy has a limit of its own
        return std::chrono::hours(24);
    if (const auto date = parseHttpDate(trimmed))
        return std::max(std::chrono::milliseconds(0), *date - serverNow);
    return {};
}

} // namespace parley
