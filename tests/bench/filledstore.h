// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace parley::bench {

/// What a local service has after long use. alice and bob are in the first conversations, carol is
/// in all of them.
struct Filling
{
    int conversations = 0;
    int ofAlice = 0; ///< number of the first ones that alice and bob are in
    int messagesInFirst = 0;
    int messagesInOther = 0; ///< in each of the other conversations

    [[nodiscard]] QString nameOfFirst() const { return QStringLiteral("The longest one"); }
};

/// The body of the message with that index in any conversation.
[[nodiscard]] QString bodyOfFilledMessage(int index);

/// Writes all of \a filling into a new database of the local service at \a path, in seconds where
/// clients would need an hour: the stores make the conversations and the last message of each, SQL
/// makes the rest. Returns the SID of the first conversation, or an empty text when it failed.
[[nodiscard]] QString fillStore(const QString &path, const Filling &filling);

} // namespace parley::bench
