// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QLatin1String>
#include <QString>

namespace parley::localservice {

/// \a count bytes from the system's secure generator.
[[nodiscard]] QByteArray randomBytes(qsizetype count);
/// `CH`, `IM`, … and 32 random hex digits.
[[nodiscard]] QString newSid(QLatin1String prefix);
/// Takes as long whatever the first difference is; the lengths are not secret.
[[nodiscard]] bool equalInConstantTime(const QByteArray &one, const QByteArray &other);
/// SHA-256: how a random secret rests in the database.
[[nodiscard]] QByteArray secretHash(const QByteArray &secret);

} // namespace parley::localservice
