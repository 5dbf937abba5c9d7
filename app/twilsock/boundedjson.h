// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonValue>

#include <optional>

/// The one way in which JSON from the other side of a connection is parsed, at the client and at
/// the local service.
namespace parley::twilsock {

/// Deepest nesting of arrays and objects in a header or payload; `[]` and `{}` have one level.
constexpr int MaxJsonDepth = 128;
/// Deepest nesting of attributes. It leaves room for the levels of whatever carries them.
constexpr int MaxAttributesDepth = 100;
/// Most values in one text. The largest page that the protocol knows has some 50,000.
constexpr qsizetype MaxJsonValues = 1'000'000;

/// Whether \a text stays within \a maxDepth and MaxJsonValues, and its strings hold no control
/// character as it is (RFC 8259), which would be six times as long where it is written again. It
/// need not be valid JSON otherwise.
[[nodiscard]] bool isWithinJsonLimits(QByteArrayView text, int maxDepth = MaxJsonDepth);
/// The array or object that \a text holds; a null document if it is no JSON or beyond the limits.
[[nodiscard]] QJsonDocument parseJson(const QByteArray &text, int maxDepth = MaxJsonDepth);

/// A count, an index or a number of an event: a whole number from 0 to 2^53-1, also as text. What
/// is beyond has no exact form in JSON, and adding one to it could overflow.
[[nodiscard]] std::optional<qint64> parseIndex(const QJsonValue &value);

} // namespace parley::twilsock
