// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace parley::ui {

/// Text that other people have written, in a form that is fit to show: it cannot change the order
/// of the text beside it, cannot leave its place, and never appears empty.
/// Every name, title, preview and message goes through here before it is shown.
class ShownText
{
public:
    /// The longest name that is shown, in UTF-16 units; longer ones end with an ellipsis.
    static constexpr qsizetype MaxName = 120;
    /// Of a preview in one line.
    static constexpr qsizetype MaxLine = 300;
    /// Of a message: three times what one that Parley sends may hold.
    static constexpr qsizetype MaxBody = 100'000;
    /// So many marks are shown on one letter; no language needs more.
    static constexpr int MaxMarks = 5;

    /// A name of a person, a conversation or a reaction, in one line. Without direction controls
    /// and invisible characters; set apart from the text around it where it is read from right to
    /// left. \a fallback stands for a name in which nothing can be seen.
    [[nodiscard]] static QString name(const QString &text, const QString &fallback = {});
    /// An identity: what cannot be seen is shown by its number, so that two identities never look
    /// the same.
    [[nodiscard]] static QString identity(const QString &text);
    /// The beginning of \a text in one line, as name().
    [[nodiscard]] static QString line(const QString &text, qsizetype limit = MaxLine);
    /// The same, but nothing sets apart what is read from right to left: for the name of a file.
    [[nodiscard]] static QString plainLine(const QString &text, qsizetype limit);
    /// A whole message with its lines. Marks that a language needs stay; direction overrides go.
    [[nodiscard]] static QString body(const QString &text);
};

/// U+202E and what else changes the direction of the text around it.
[[nodiscard]] bool isDirectionControl(char32_t c);
/// Whether parts of \a text are read from right to left, or may be because of its controls.
[[nodiscard]] bool mayReorder(const QString &text);
constexpr char16_t LeftToRightIsolate = 0x2066;
constexpr char16_t PopIsolate = 0x2069;

} // namespace parley::ui
