// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/nameindex.h"

#include <algorithm>

namespace parley::chat {

namespace {

constexpr qsizetype MaxRead = 1000;
/// Longer names are shortened where they are shown.
constexpr qsizetype MaxKey = 100;

/// What is drawn as nothing although it counts as a letter, a mark or a sign.
bool isBlank(char32_t c)
{
    return c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5
        || (c >= 0x180B && c <= 0x180F) || c == 0x2800 || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0000 && c <= 0xE0FFF);
}

QString keyOf(const QString &name)
{
    const QString folded
        = name.left(MaxRead).normalized(QString::NormalizationForm_KC).toCaseFolded();
    QString key;
    const QList<uint> points = folded.toUcs4();
    for (const char32_t c : points) {
        const bool isSeen = QChar::isPrint(c) && !QChar::isSpace(c) && !isBlank(c);
        if (isSeen && key.size() < MaxKey)
            key.append(QChar::fromUcs4(c));
    }
    return key;
}

} // namespace

QString NameIndex::otherOf(const QString &key, const QString &identity) const
{
    const auto [first, last] = m_identities.equal_range(key);
    const auto other
        = std::find_if(first, last, [&identity](const QString &each) { return each != identity; });
    return other != last ? *other : QString();
}

QStringList NameIndex::put(const QString &identity, const QString &name)
{
    const QString own = keyOf(identity);
    const QString next = keyOf(name).isEmpty() ? own : keyOf(name);
    if (!m_keys.contains(identity))
        m_identities.insert(own, identity);
    const QString before = m_keys.value(identity, own);
    m_keys.insert(identity, next);
    if (before != own)
        m_identities.remove(before, identity);
    if (next != own)
        m_identities.insert(next, identity);
    QStringList changed { otherOf(before, identity), otherOf(next, identity) };
    changed.removeAll(QString());
    return changed;
}

bool NameIndex::isShared(const QString &identity) const
{
    const QString key = m_keys.value(identity, keyOf(identity));
    const QString bracket = key.endsWith(u')') ? key.section(u'(', -1).chopped(1) : QString();
    return !otherOf(key, identity).isEmpty()
        || (!bracket.isEmpty() && !otherOf(bracket, identity).isEmpty());
}

} // namespace parley::chat
