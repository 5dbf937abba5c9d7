// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>

namespace parley::chat {

/// The object under the one key `parley`, where Parley keeps what is its own (messageattributes.h
/// says what); empty if there is none.
[[nodiscard]] QJsonObject ownPart(const QJsonObject &attributes);
/// \a attributes with \a part under that key; an empty \a part removes the key. If the value under
/// the key is not an object, it belongs to another program: \a attributes are returned unchanged.
[[nodiscard]] QJsonObject withOwnPart(const QJsonObject &attributes, const QJsonObject &part);
/// Whether the value under the key is not an object, so that Parley cannot keep anything there.
[[nodiscard]] bool isOwnPartTaken(const QJsonObject &attributes);

} // namespace parley::chat
