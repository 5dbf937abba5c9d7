// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "text/filenames.h"

#include "text/showntext.h"

#include <QDir>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

/// File systems take 255, and freePath() adds a number.
constexpr qsizetype MaxBytes = 200;
constexpr qsizetype MaxCharacters = 1000;

/// Windows takes such a name for a device, with any ending.
bool isDevice(const QString &name)
{
    static const QRegularExpression device(
        u"^(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(\\.|$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return device.match(name).hasMatch();
}

/// \a name, cut before its ending where it takes too many bytes.
QString fitted(const QString &name)
{
    const QByteArray bytes = name.toUtf8();
    if (bytes.size() <= MaxBytes)
        return name;
    const qsizetype dot = bytes.lastIndexOf('.');
    const QByteArray ending = dot > 0 && bytes.size() - dot <= 24 ? bytes.mid(dot) : QByteArray();
    qsizetype end = MaxBytes - ending.size();
    while ((bytes.at(end) & 0xC0) == 0x80) // inside a character
        --end;
    return QString::fromUtf8(bytes.left(end).trimmed() + ending);
}

} // namespace

QString safeFileName(const QString &name, const QString &contentType)
{
    QString last = name;
    last.replace(u'\\', u'/');
    last = last.section(u'/', -1).right(MaxCharacters);
    QString safe = ShownText::plainLine(last, MaxCharacters);
    safe.removeIf([](QChar c) { return u":*?\"<>|/"_s.contains(c); });
    safe = fitted(safe);
    while (safe.startsWith(u'.') || safe.startsWith(u' '))
        safe.remove(0, 1);
    while (safe.endsWith(u'.') || safe.endsWith(u' ')) // which Windows leaves out
        safe.chop(1);
    if (isDevice(safe))
        safe.prepend(u'_');
    if (!safe.isEmpty())
        return safe;
    const QString ending = QMimeDatabase().mimeTypeForName(contentType).preferredSuffix();
    return ending.isEmpty() ? u"file"_s : u"file."_s + ending;
}

QString freePath(const QString &folder, const QString &name,
                 const std::function<bool(const QString &path)> &taken)
{
    const QDir dir(folder);
    const QFileInfo info(name);
    const QString ending = info.suffix().isEmpty() ? QString() : u'.' + info.suffix();
    QString path = dir.filePath(name);
    for (int number = 2; QFileInfo::exists(path) || (taken && taken(path)); ++number)
        path = dir.filePath(u"%1 (%2)%3"_s.arg(info.completeBaseName()).arg(number).arg(ending));
    return path;
}

} // namespace parley::ui
