// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/timetexts.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::ui {

using namespace std::chrono_literals;

namespace {

/// The last minutes are counted in seconds. Before, a text that changes each second would wake the
/// computer for nothing.
constexpr auto CountedInSeconds = 10min;

} // namespace

QString TimeTexts::countdown(std::chrono::milliseconds left)
{
    const qint64 seconds = std::max<qint64>(0, left.count() / 1000);
    const qint64 hours = seconds / 3600;
    const QString minutesText = QString::number(seconds / 60 % 60);
    const QString secondsText = QString::number(seconds % 60).rightJustified(2, u'0');
    if (hours == 0)
        return minutesText + u':' + secondsText;
    return QString::number(hours) + u':' + minutesText.rightJustified(2, u'0') + u':' + secondsText;
}

QString TimeTexts::timeLeft(std::chrono::milliseconds left)
{
    if (left < CountedInSeconds)
        return countdown(left);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(left).count();
    return minutes < 60 ? tr("%1 min").arg(minutes)
                        : tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

std::chrono::milliseconds TimeTexts::timeLeftChangesIn(std::chrono::milliseconds left)
{
    const std::chrono::milliseconds unit = left < CountedInSeconds ? 1s : 1min;
    return left % unit + 1ms;
}

QString TimeTexts::span(std::chrono::milliseconds span)
{
    const qint64 seconds = std::max<qint64>(0, (span.count() + 999) / 1000);
    if (seconds < 100)
        return tr("%n second(s)", nullptr, int(seconds));
    const qint64 minutes = (seconds + 59) / 60;
    if (minutes < 100)
        return tr("%n minute(s)", nullptr, int(minutes));
    return tr("%n hour(s)", nullptr, int(std::min<qint64>((minutes + 59) / 60, 100000)));
}

QString TimeTexts::day(const QDate &day, const QDate &today)
{
    const qint64 ago = day.daysTo(today);
    if (ago == 0)
        return tr("Today");
    if (ago == 1)
        return tr("Yesterday");
    const QLocale locale;
    if (ago > 1 && ago < 7)
        return locale.dayName(day.dayOfWeek());
    return locale.toString(day, QLocale::LongFormat);
}

QString TimeTexts::timeOfDay(const QDateTime &utc)
{
    const QLocale locale;
    QString format = locale.timeFormat(QLocale::ShortFormat);
    format.remove(u":ss"_s).remove(
        u".ss"_s); // some locales count the seconds even in their short form
    return locale.toString(utc.toLocalTime().time(), format);
}

QString TimeTexts::timeWithSeconds(const QDateTime &utc)
{
    return utc.toLocalTime().time().toString(u"HH:mm:ss"_s);
}

QString TimeTexts::brief(const QDateTime &utc, const QDate &today)
{
    if (!utc.isValid())
        return {};
    const QDate day = utc.toLocalTime().date();
    const qint64 ago = day.daysTo(today);
    if (ago <= 0)
        return timeOfDay(utc);
    if (ago < 7)
        return QLocale().dayName(day.dayOfWeek(), QLocale::ShortFormat);
    if (day.addMonths(12) > today) {
        //: A day of the last twelve months, as in QDate::toString(): day and month.
        return QLocale().toString(day, tr("d MMM"));
    }
    return QLocale().toString(day, QLocale::ShortFormat);
}

QString TimeTexts::full(const QDateTime &utc)
{
    if (!utc.isValid())
        return {};
    //: A day, then a time of day.
    return tr("%1, %2").arg(QLocale().toString(utc.toLocalTime().date(), QLocale::LongFormat),
                            timeOfDay(utc));
}

} // namespace parley::ui
