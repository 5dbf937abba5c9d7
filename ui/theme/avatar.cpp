// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "theme/avatar.h"

#include "theme/themecolors.h"

#include <QFont>
#include <QPainter>
#include <QStringList>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace parley::ui {
namespace {

QString firstGrapheme(const QString &word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    const qsizetype end = finder.toNextBoundary();
    return end > 0 ? word.left(end) : word.left(1);
}

bool startsWithLetter(const QString &word)
{
    return !word.isEmpty() && (word.at(0).isLetterOrNumber() || word.at(0).isSurrogate());
}

} // namespace

const std::vector<QColor> &avatarColors()
{
    static const std::vector<QColor> colors {
        QColor(0xa83a3a), QColor(0x9c4a18), QColor(0x7d5800), QColor(0x456f1b), QColor(0x1b6f45),
        QColor(0x0d6b74), QColor(0x2764a5), QColor(0x5550bb), QColor(0x8440b0), QColor(0xa63071),
    };
    return colors;
}

QColor avatarColor(const QString &key)
{
    // FNV-1a; qHash() has another seed in every run.
    quint32 hash = 2166136261U;
    const QByteArray bytes = key.toUtf8();
    for (const char byte : bytes)
        hash = (hash ^ quint32(static_cast<unsigned char>(byte))) * 16777619U;
    // The last bytes of long keys hardly reach the low bits by themselves.
    hash = (hash ^ (hash >> 16)) * 0x85ebca6bU;
    hash = (hash ^ (hash >> 13)) * 0xc2b2ae35U;
    hash ^= hash >> 16;
    const auto &colors = avatarColors();
    return colors[hash % colors.size()];
}

QString initialsOf(const QString &name)
{
    QString spaced;
    for (const QChar c : name)
        spaced += (c == u'_' || c == u'-' || c == u'.' || c == u'#') ? QChar(u' ') : c;
    QStringList words;
    const QStringList parts = spaced.simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (startsWithLetter(part))
            words.append(part);
    }
    if (words.isEmpty())
        return parts.isEmpty() ? QStringLiteral("?") : firstGrapheme(parts.first());
    QString initials = firstGrapheme(words.first()).toUpper();
    if (words.size() > 1)
        initials += firstGrapheme(words.last()).toUpper();
    return initials;
}

void paintAvatar(QPainter &painter, const QRectF &rect, const QString &key, const QString &name)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(avatarColor(key));
    painter.drawEllipse(rect);
    QFont font = painter.font();
    font.setPixelSize(std::max(8, int(rect.height() * 0.38)));
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(rect, Qt::AlignCenter, initialsOf(name));
    painter.restore();
}

void paintPresence(QPainter &painter, const QRectF &avatar, bool isOnline,
                   const ThemeColors &colors, Qt::LayoutDirection direction)
{
    constexpr qreal MinSize = 8;
    const qreal size = std::max(MinSize, avatar.width() * 0.28);
    const qreal x = direction == Qt::RightToLeft ? avatar.left() : avatar.right() - size;
    const QRectF dot(x, avatar.bottom() - size, size, size);
    painter.setPen(isOnline ? QPen(colors.panel, 2) : QPen(colors.mutedText, 1.5));
    painter.setBrush(isOnline ? colors.success : colors.panel);
    painter.drawEllipse(dot);
}

} // namespace parley::ui
