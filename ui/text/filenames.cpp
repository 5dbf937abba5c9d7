// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/filenames.h"

#include <QDir>
#include <QFileInfo>
#include <QMimeDatabase>

namespace parley::ui {
namespace {

constexpr qsizetype MaxLength = 120;

bool isHarmless(QChar c)
{
    const QChar::Category category = c.category();
    return category != QChar::Other_Control && category != QChar::Other_Format
        && c != QChar::LineSeparator && c != QChar::ParagraphSeparator
        && !QStringLiteral(":*?\"<>|").contains(c);
}

} // namespace

QString safeFileName(const QString &name, const QString &contentType)
{
    QString last = name;
    last.replace(u'\\', u'/');
    last = last.section(u'/', -1);
    QString safe;
    for (const QChar c : std::as_const(last)) {
        if (isHarmless(c))
            safe.append(c);
    }
    safe = safe.simplified();
    while (safe.startsWith(u'.'))
        safe.remove(0, 1);
    if (safe.size() > MaxLength) {
        const qsizetype dot = safe.lastIndexOf(u'.');
        const QString ending = dot > 0 && safe.size() - dot <= 12 ? safe.mid(dot) : QString();
        safe.truncate(MaxLength - ending.size());
        if (safe.back().isHighSurrogate())
            safe.chop(1);
        safe += ending;
    }
    if (!safe.isEmpty())
        return safe;
    const QString ending = QMimeDatabase().mimeTypeForName(contentType).preferredSuffix();
    return ending.isEmpty() ? QStringLiteral("file") : QStringLiteral("file.") + ending;
}

QString freePath(const QString &folder, const QString &name,
                 const std::function<bool(const QString &path)> &taken)
{
    const QDir dir(folder);
    const QFileInfo info(name);
    const QString ending = info.suffix().isEmpty() ? QString() : u'.' + info.suffix();
    QString path = dir.filePath(name);
    for (int number = 2; QFileInfo::exists(path) || (taken && taken(path)); ++number)
        path = dir.filePath(
            QStringLiteral("%1 (%2)%3").arg(info.completeBaseName()).arg(number).arg(ending));
    return path;
}

} // namespace parley::ui
