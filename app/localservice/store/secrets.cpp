// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/secrets.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QVarLengthArray>

#include <algorithm>

namespace parley::localservice {

namespace {

bool isHexDigit(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
}

} // namespace

QByteArray randomBytes(qsizetype count)
{
    constexpr qsizetype WordBytes = sizeof(quint32);
    QVarLengthArray<quint32, 16> words((count + WordBytes - 1) / WordBytes);
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return { reinterpret_cast<const char *>(words.constData()), count };
}

QString newSid(QLatin1String prefix)
{
    return prefix + QString::fromLatin1(randomBytes(16).toHex());
}

bool isSid(const QString &text, QLatin1String prefix)
{
    return text.size() == 34 && text.startsWith(prefix)
        && std::all_of(text.cbegin() + 2, text.cend(), isHexDigit);
}

bool looksLikeSid(const QString &text)
{
    const auto isCapital = [](QChar c) { return c >= u'A' && c <= u'Z'; };
    return text.size() == 34 && isCapital(text.at(0)) && isCapital(text.at(1))
        && std::all_of(text.cbegin() + 2, text.cend(),
                       [](QChar c) { return isHexDigit(c.toLower()); });
}

bool equalInConstantTime(const QByteArray &one, const QByteArray &other)
{
    if (one.size() != other.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < one.size(); ++i)
        difference
            |= static_cast<unsigned char>(one.at(i)) ^ static_cast<unsigned char>(other.at(i));
    return difference == 0;
}

QByteArray secretHash(const QByteArray &secret)
{
    return QCryptographicHash::hash(secret, QCryptographicHash::Sha256);
}

} // namespace parley::localservice
