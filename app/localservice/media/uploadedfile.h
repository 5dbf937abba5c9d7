// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace parley::localservice {

constexpr qsizetype MaxFileNameCharacters = 255;

/// A file as a client sends it.
struct UploadedFile
{
    QByteArray bytes {};
    QString contentType {};
    QString name {}; ///< as the client wrote it
};

/// True for a content type that says that the body is a form.
[[nodiscard]] bool isFormData(const QByteArray &contentType);
/// The first part of a multipart form that has a file name; empty if there is none.
[[nodiscard]] std::optional<UploadedFile> firstFileOfForm(const QByteArray &contentType,
                                                          const QByteArray &body);

/// True for `type/subtype` with parameters, short, and nothing that could end a header.
[[nodiscard]] bool isContentType(const QString &text);
/// Without line ends, direction marks and the like, which could lie about what a name says.
[[nodiscard]] QString withoutControls(const QString &name);
/// A header value that makes a browser save under \a name, whatever is in it. Source: RFC 6266.
[[nodiscard]] QByteArray contentDisposition(const QString &name);

} // namespace parley::localservice
