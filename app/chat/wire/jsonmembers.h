// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QString>

namespace parley::chat {

/// \a text, a JSON object that reads as \a present, changed so that it reads as \a wanted. Only the
/// members that differ are written anew: all others keep their place, their blanks and the form of
/// their numbers, because they belong to other programs. New members come last. Where \a text is no
/// JSON object, the result is \a wanted alone.
[[nodiscard]] QString withChangedMembers(const QString &text, const QJsonObject &present,
                                         const QJsonObject &wanted);

} // namespace parley::chat
