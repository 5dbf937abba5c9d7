// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "figure.h"

#include <QFile>

#include <algorithm>
#include <cstdio>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace parley::bench {

using namespace Qt::StringLiterals;

void print(const Figure &figure)
{
    const QString verdict = figure.value <= figure.aim ? u"met"_s : u"not met"_s;
    std::printf("%-10s %7.3g%-4s aim <= %5.3g%-4s %-8s %s\n", qUtf8Printable(figure.name),
                figure.value, qUtf8Printable(figure.unit), figure.aim, qUtf8Printable(figure.unit),
                qUtf8Printable(verdict), qUtf8Printable(figure.detail));
    std::fflush(stdout);
}

int cannotMeasure(const QString &reason)
{
    std::fprintf(stderr, "cannot measure: %s\n", qUtf8Printable(reason));
    return 1;
}

int noSdk()
{
    std::fprintf(stderr, "Twilio's SDK is not installed: nothing to compare with\n");
    return 0;
}

double median(std::vector<double> values)
{
    Q_ASSERT(!values.empty());
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::optional<double> pssKibibytes(const QString &process)
{
    QFile file(u"/proc/%1/smaps_rollup"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:"))
            return line.mid(4).simplified().split(' ').value(0).toDouble();
    }
    return std::nullopt;
}

std::optional<double> allocatedKibibytes()
{
#ifdef __GLIBC__
    return static_cast<double>(mallinfo2().uordblks) / 1024;
#else
    return {};
#endif
}

} // namespace parley::bench
