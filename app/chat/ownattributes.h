// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>

namespace parley::chat {

/// The object under the one key `parley`, where Parley keeps what is its own (messageattributes.h
/// says what); empty if there is none.
[[nodiscard]] QJsonObject ownPart(const QJsonObject &attributes);
/// \a attributes with \a part there; an empty one takes the key away. Whoever keeps something that
/// is no object under that key keeps it: then \a attributes as they are.
[[nodiscard]] QJsonObject withOwnPart(const QJsonObject &attributes, const QJsonObject &part);
/// Whether there is such a thing, and so no place for ours.
[[nodiscard]] bool isOwnPartTaken(const QJsonObject &attributes);

} // namespace parley::chat
