// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/servertext.h"

#include <QRegularExpression>

namespace parley::twilsock {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxLength = 200;
/// What is longer is not looked at: a text may be as large as a frame.
constexpr qsizetype MaxInspected = 8192;

} // namespace

bool isObeyedByTerminals(QChar c)
{
    constexpr QChar NonJoiner(0x200C);
    constexpr QChar Joiner(0x200D);
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return c != NonJoiner && c != Joiner;
    default:
        return false;
    }
}

QString serverText(const QString &text)
{
    static const QRegularExpression Secret(u"[A-Za-z0-9_\\-.=+/]{20,}"_s);
    const QString ellipsis(u'\u2026');
    // Replaced before it is cut: the rest of a token is none that the expression would know.
    QString readable = text.left(MaxInspected).replace(Secret, ellipsis).simplified();
    readable.removeIf(isObeyedByTerminals);
    if (readable.size() > MaxLength)
        readable = readable.left(MaxLength - 1) + ellipsis;
    return readable;
}

QString serverMessage(const QJsonObject &error)
{
    return serverText(error.value("message"_L1).toString());
}

} // namespace parley::twilsock
