// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/http/httpdate.h"
#include "token/utc.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace parley {

using namespace Qt::StringLiterals;

namespace {

/// More digits than any sensible number of seconds has; keeps the arithmetic far from overflow.
constexpr qsizetype MaxDigits = 9;

} // namespace

std::optional<WallTime> parseHttpDate(const QByteArray &text)
{
    // Sun, 06 Nov 1994 08:49:37 GMT, Sunday, 06-Nov-94 08:49:37 GMT, or Sun Nov  6 08:49:37 1994
    static const QRegularExpression usual(
        u"^\\S+ ([0-9]+)([ -])([A-Z][a-z]{2})\\2([0-9]{2}|[0-9]{4}) ([0-9:]+) GMT$"_s);
    static const QRegularExpression byAsctime(
        u"^(\\S+) ([A-Z][a-z]{2}) ([0-9]+) ([0-9:]+) ([0-9]{2}|[0-9]{4})$"_s);
    QString date = QString::fromLatin1(text.simplified());
    const auto match = usual.match(date.replace(byAsctime, u"\\1 \\3 \\2 \\5 \\4 GMT"_s));
    QString year = match.captured(4);
    if (year.size() == 2) // RFC 850; good for this century, which is all that a token needs
        year.prepend(u"20"_s);
    QString time = match.captured(5);
    if (time.endsWith(":60"_L1)) // a leap second
        time.replace(time.size() - 2, 2, u"59"_s);
    const QDate day = QLocale::c().toDate(
        match.captured(1) + u' ' + match.captured(3) + u' ' + year, u"d MMM yyyy"_s);
    const QTime hour = QTime::fromString(time, u"h:m:s"_s);
    if (!day.isValid() || !hour.isValid())
        return {};
    const QDateTime moment(day, hour, Utc);
    return WallTime(std::chrono::milliseconds(moment.toMSecsSinceEpoch()));
}

std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray &text, WallTime serverNow)
{
    const QByteArray trimmed = text.trimmed();
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (!trimmed.isEmpty() && std::ranges::all_of(trimmed, isDigit)) {
        if (trimmed.size() <= MaxDigits)
            return std::chrono::seconds(trimmed.toInt());
        return std::chrono::hours(24); // beyond reason; the policy has a limit of its own
    }
    if (const auto date = parseHttpDate(trimmed))
        return std::max(std::chrono::milliseconds(0), *date - serverNow);
    return {};
}

} // namespace parley
