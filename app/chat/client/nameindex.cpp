// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/nameindex.h"

#include "chat/undrawn.h"

#include <algorithm>

namespace parley::chat {

namespace {

constexpr qsizetype MaxRead = 1000;
/// Longer names are shortened where they are shown.
constexpr qsizetype MaxKey = 100;

QString keyOf(const QString &name)
{
    const QString folded
        = name.left(MaxRead).normalized(QString::NormalizationForm_KC).toCaseFolded();
    QString key;
    const QList<uint> points = folded.toUcs4();
    for (const char32_t c : points) {
        const bool isVariation = c >= 0xFE00 && c <= 0xFE0F; // chooses another form of a letter
        const bool isSeen
            = QChar::isPrint(c) && !QChar::isSpace(c) && !isUndrawn(c) && !isVariation;
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
