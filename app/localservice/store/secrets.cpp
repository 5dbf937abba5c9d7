// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/store/secrets.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QVarLengthArray>

namespace parley::localservice {

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
