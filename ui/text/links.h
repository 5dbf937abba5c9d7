// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QUrl>

#include <optional>
#include <vector>

namespace parley::ui {

/// A part of a message that can be clicked.
struct Link
{
    int start = 0;
    int length = 0;
    QUrl url {};

    bool operator==(const Link &) const = default;
};

/// More than a message that Parley sends can hold: each one costs time whenever it is laid out.
constexpr std::size_t MaxLinks = 5000;

/// Addresses with http, https or mailto in \a text; nothing else is ever a link.
[[nodiscard]] std::vector<Link> findLinks(const QString &text);
/// \a text with each of \a links set apart from the text around it, which could otherwise turn the
/// address round. The links are moved accordingly. Unchanged where all is read from left to right.
[[nodiscard]] QString withIsolatedLinks(const QString &text, std::vector<Link> &links);
/// True for what may be handed to the desktop.
[[nodiscard]] bool isOpenable(const QUrl &url);

} // namespace parley::ui
