// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace parley::ui {

struct Emoji
{
    QString text {};
    QString name {}; ///< in the user's language; what a search finds
};

struct EmojiGroup
{
    QString name {};
    std::vector<Emoji> emojis {};
};

/// What the picker offers.
[[nodiscard]] std::vector<EmojiGroup> emojiGroups();
/// Empty: not among them.
[[nodiscard]] QString emojiName(const QString &emoji);
/// What is offered first as a reaction.
[[nodiscard]] QStringList quickReactions();

} // namespace parley::ui
