// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "localservice/media/uploadedfile.h"

#include "localservice/http/http.h"
#include "twilsock/servertext.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace parley::localservice {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxPartHeadBytes = 8192;

/// `name="value"` or `name=value` of a header.
QByteArray parameter(const QByteArray &header, const QByteArray &name)
{
    const QRegularExpression pattern(
        u";\\s*%1=(?:\"([^\"]*)\"|([^;\\s]+))"_s.arg(QString::fromLatin1(name)),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(QString::fromUtf8(header));
    return (match.captured(1).isNull() ? match.captured(2) : match.captured(1) + match.captured(2))
        .toUtf8();
}

} // namespace

bool isFormData(const QByteArray &contentType)
{
    return contentType.toLower().startsWith("multipart/form-data");
}

std::optional<UploadedFile> firstFileOfForm(const QByteArray &contentType, const QByteArray &body)
{
    const QByteArray boundary = "--" + parameter(contentType, "boundary");
    constexpr qsizetype LongestBoundary = 2 + 70; // RFC 2046
    if (boundary.size() <= 2 || boundary.size() > LongestBoundary)
        return std::nullopt;
    qsizetype start = body.indexOf(boundary);
    while (start >= 0) {
        start += boundary.size();
        const qsizetype headEnd = body.indexOf("\r\n\r\n", start);
        const qsizetype next = body.indexOf("\r\n" + boundary, start);
        if (headEnd < 0 || headEnd - start > MaxPartHeadBytes || next < headEnd + 4)
            return std::nullopt;
        const QList<QByteArray> head = body.mid(start, headEnd - start).split('\n');
        const QByteArray disposition = headerField(head, "content-disposition");
        if (disposition.contains("filename=")) {
            return UploadedFile { body.mid(headEnd + 4, next - headEnd - 4),
                                  QString::fromLatin1(headerField(head, "content-type")),
                                  QString::fromUtf8(parameter(disposition, "filename")) };
        }
        start = next + 2;
    }
    return std::nullopt;
}

bool isContentType(const QString &text)
{
    static const QRegularExpression pattern(
        u"^[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}([ \\t]*;[ \\t]*[\\w!#$&^.+-]+=([\\w!#$&^.+/:-]+|\"[ !#-~]*\"))*\\z"_s);
    constexpr qsizetype Longest = 300;
    return text.size() <= Longest && pattern.match(text).hasMatch();
}

QString withoutControls(const QString &name)
{
    QString result = name;
    return result.removeIf(twilsock::isObeyedByTerminals).trimmed();
}

QByteArray contentDisposition(const QString &name)
{
    QString safe = withoutControls(name);
    for (QChar &character : safe) {
        if (u"/\\:*?\"<>|"_s.contains(character))
            character = u'_';
    }
    while (safe.startsWith(u'.')) // neither hidden nor a way upwards
        safe.remove(0, 1);
    if (safe.isEmpty())
        return "attachment";
    QByteArray plain = safe.toLatin1();
    std::replace_if(
        plain.begin(), plain.end(),
        [](char byte) { return byte < 0x20 || byte > 0x7e || byte == '%'; }, '_');
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''"
        + QUrl::toPercentEncoding(safe);
}

} // namespace parley::localservice
