// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "theme/avatar.h"

#include "theme/themecolors.h"

#include <QFont>
#include <QPainter>
#include <QRegularExpression>
#include <QTextBoundaryFinder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

/// The first letter or digit of \a word with its marks; empty: there is none.
QString initialOf(const QString &word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    for (qsizetype at = 0, end = 0; (end = finder.toNextBoundary()) > at; at = end) {
        const QString grapheme = word.mid(at, end - at);
        if (QChar::isLetterOrNumber(grapheme.toUcs4().constFirst()))
            return grapheme.toUpper();
    }
    return {};
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
    static const QRegularExpression between(u"[\\s_.#-]+"_s);
    const QStringList words = name.split(between, Qt::SkipEmptyParts);
    QStringList initials;
    for (const QString &word : words) {
        if (const QString initial = initialOf(word); !initial.isEmpty())
            initials.append(initial);
    }
    if (!initials.isEmpty())
        return initials.size() > 1 ? initials.first() + initials.last() : initials.first();
    // Of signs alone, for example of emoji.
    const QString trimmed = name.trimmed();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, trimmed);
    return trimmed.isEmpty() ? u"?"_s : trimmed.left(finder.toNextBoundary());
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
