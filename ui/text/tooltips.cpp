// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/tooltips.h"

#include <QStringList>
#include <QTextBoundaryFinder>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxLine = 64;

/// Breaks \a line between words, and a word that is longer than a line anywhere.
void appendWrapped(QStringList &lines, const QString &line)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Line, line);
    qsizetype from = 0;
    qsizetype fits = 0; ///< the last place where the line can end
    for (qsizetype at = finder.toNextBoundary(); at >= 0; at = finder.toNextBoundary()) {
        if (at - from > MaxLine && fits > from) {
            const bool endsWithSpace = line.at(fits - 1).isSpace();
            lines.append(line.mid(from, fits - from - (endsWithSpace ? 1 : 0)));
            from = fits;
        }
        while (at - from > MaxLine) {
            const bool splitsPair = line.at(from + MaxLine - 1).isHighSurrogate();
            const qsizetype length = splitsPair ? MaxLine - 1 : MaxLine;
            lines.append(line.mid(from, length));
            from += length;
        }
        fits = at;
    }
    if (from < line.size() || line.isEmpty())
        lines.append(line.mid(from));
}

} // namespace

QString toolTipText(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n'))
        appendWrapped(lines, line);
    const QString wrapped = lines.join(u'\n');
    // Plain where it can be: assistive technology reads a tooltip out as it is.
    if (!wrapped.contains(u'<') && !wrapped.contains(u'&'))
        return wrapped;
    return "<span style='white-space:pre'>"_L1 + wrapped.toHtmlEscaped() + "</span>"_L1;
}

QString menuText(const QString &text, const QFontMetrics &metrics, int width, Qt::TextElideMode cut)
{
    return metrics.elidedText(text, cut, width).replace(u'&', u"&&"_s);
}

} // namespace parley::ui
