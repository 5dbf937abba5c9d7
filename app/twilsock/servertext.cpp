// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/servertext.h"

#include <QRegularExpression>

namespace parley::twilsock {

namespace {

constexpr qsizetype MaxLength = 200;
/// What is longer is not looked at: a text may be as large as a frame.
constexpr qsizetype MaxInspected = 8192;

} // namespace

QString serverText(const QString &text)
{
    static const QRegularExpression Secret(QStringLiteral("[A-Za-z0-9_\\-.=+/]{20,}"));
    const QString ellipsis(u'\u2026');
    const auto isHidden = [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    };
    // Replaced before it is cut: the rest of a token is none that the expression would know.
    QString readable = text.left(MaxInspected).replace(Secret, ellipsis).simplified();
    readable.removeIf(isHidden); // it could command a terminal that shows the log
    if (readable.size() > MaxLength)
        readable = readable.left(MaxLength - 1) + ellipsis;
    return readable;
}

} // namespace parley::twilsock
