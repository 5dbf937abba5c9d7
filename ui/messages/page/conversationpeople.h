// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "composer/completion.h"
#include "rows/names.h"

namespace parley::chat {
class ChatClient;
}

namespace parley::ui {

/// How the people of conversation \a sid are called at its messages. \a client must outlive what is
/// returned.
[[nodiscard]] Names namesIn(const chat::ChatClient &client, const QString &sid);

/// The others in conversation \a sid of whom a word of the name, or the identity, begins with
/// \a letters.
[[nodiscard]] std::vector<Suggestion> suggestPeople(const chat::ChatClient &client,
                                                    const QString &sid, const QString &letters);

} // namespace parley::ui
