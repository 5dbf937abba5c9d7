// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/client/nameindex.h"

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

QStringList NameIndex::others(const QString &key, const QString &identity) const
{
    QStringList found;
    for (auto it = m_identities.constFind(key); it != m_identities.constEnd() && it.key() == key;
         ++it) {
        if (*it != identity)
            found.append(*it);
        if (found.size() == 2)
            break;
    }
    return found;
}

QStringList NameIndex::put(const QString &identity, const QString &name)
{
    const QString own = keyOf(identity);
    QString next = keyOf(name);
    if (next.isEmpty())
        next = own;
    const QString before = m_keys.value(identity);
    if (next == before)
        return {};
    if (before.isNull())
        m_identities.insert(own, identity);
    else if (before != own)
        m_identities.remove(before, identity);
    if (next != own)
        m_identities.insert(next, identity);
    m_keys.insert(identity, next);
    QStringList changed;
    for (const QString &key : { before, next }) {
        const QStringList sharing = others(key, identity);
        if (sharing.size() == 1 && !key.isEmpty())
            changed += sharing;
    }
    return changed;
}

bool NameIndex::isShared(const QString &identity) const
{
    const auto known = m_keys.constFind(identity);
    const QString key = known != m_keys.constEnd() ? *known : keyOf(identity);
    const QString bracket = key.endsWith(u')') ? key.section(u'(', -1).chopped(1) : QString();
    return !others(key, identity).isEmpty()
        || (!bracket.isEmpty() && !others(bracket, identity).isEmpty());
}

void NameIndex::clear()
{
    m_keys.clear();
    m_identities.clear();
}

} // namespace parley::chat
